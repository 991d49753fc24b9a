"""Pages from templates: one environment, and ``render``, which supplies what every page needs.

What a request brings is read from ``request.state``: ``sitting`` (person and school; None or missing for nobody),
``csrf`` (the token for forms), ``nav`` (entries, else those of the person's roles), ``waiting`` (how many cases of the
inbox wait), ``notice`` (words for a status line, or an object with words, undo and key for the undo bar). All may be
missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    StrictUndefined,
    Template,
    select_autoescape,
)
from jinja2.runtime import Context
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from chiron.core.learning.interactions import installed, interaction, strangers
from chiron.faces.web import aloud, language, navigation, wording
from chiron.faces.web.ambient import base, begin, globals_of_parts
from chiron.faces.web.appearance import Appearance
from chiron.faces.web.assets import asset
from chiron.faces.web.drawing import drawing_helpers
from chiron.faces.web.fault_words import fault_words
from chiron.faces.web.kept import HOLE, keep_parts, kept_piece
from chiron.faces.web.kinds import stranger_widget
from chiron.faces.web.markdown import inline_markdown, inline_spaced, lesson_markdown, markdown
from chiron.faces.web.maths import mathml, sides, spoken, with_maths
from chiron.faces.web.origins import origin_helpers
from chiron.faces.web.pictures import picture_of
from chiron.faces.web.plot import plot_helpers
from chiron.faces.web.resource_words import resource_helpers
from chiron.faces.web.typed import as_typed
from chiron.faces.web.version_words import version_helpers

TEMPLATES = Path(__file__).parent / "templates"


def _widget(name: str) -> str | None:
    """``widgets/<kind>.html``: the input of a kind of step, from the package that holds the kind."""
    folder, _, kind = name.removesuffix(".html").partition("/")
    if folder != "widgets":
        return None
    if kind in strangers().kinds:
        return f'{{% set stranger = stranger_widget("{kind}", language.tag) %}}{{% include "parts/stranger.html" %}}'
    if not installed(kind):
        return '{% include "parts/missing_kind.html" %}'
    try:
        return (files(interaction(kind).home) / "widget.html").read_text(encoding="utf-8")
    except OSError:
        return None


class _Context(Context):
    """Calls without asking each function what it wants: none of ours wants more than its arguments."""

    def call(self, function: Callable[..., Any], /, *values: Any, **named: Any) -> Any:
        """Call it."""
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return function(*values, **named)


def _printed(value: Any) -> Markup:
    """As ``escape``, which copies what is HTML already; most of a page is."""
    return value if type(value) is Markup else escape(value)


class _Template(Template):
    """Prints by ``_printed``."""

    @classmethod
    def from_code(cls, *given: Any, **named: Any) -> Template:
        """Let the compiled code find it by the name that it calls."""
        made = super().from_code(*given, **named)
        made.root_render_func.__globals__["escape"] = _printed
        return made


class _Environment(Environment):
    """Every template has the same globals: nobody else's to compare with at each import of a part."""

    context_class = _Context
    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own."""
        return super().make_globals(d) if d else self.globals


def make_environment() -> Environment:
    """The template environment: everything escaped, unknown names refused, words through translation.

    ``course_md``, ``course_inline``, ``course_spaced`` and ``lesson`` are for what a course says and show its pictures,
    sound and film; ``md``, ``inline`` and ``inline_spaced`` are for everybody else's words, and make nothing load.
    """
    found = _Environment(
        loader=ChoiceLoader([FileSystemLoader(TEMPLATES), FunctionLoader(_widget)]),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    found.filters.update(
        md=markdown,
        course_md=lambda text, heading=2: markdown(text, heading, base()),
        course_inline=lambda text: inline_markdown(text, base()),
        course_spaced=lambda text: inline_spaced(text, base()),
        lesson=lambda text, pictures, heading=2: lesson_markdown(text, pictures, heading, base()),
        inline=inline_markdown,
        maths=with_maths,
        spoken=spoken,
        formula=mathml,
        day=language.day,
        clock=language.clock,
        weekday=language.weekday,
        number=language.number,
        percent=language.percent,
        rung=wording.rung_words,
        short_day=language.short_day,
        inline_spaced=inline_spaced,
        fault_words=fault_words,
        as_typed=as_typed,
    )
    found.globals.update(globals_of_parts(), _=language.page_gettext, ngettext=language.page_ngettext)
    found.globals.update(
        sides=sides, percent_range=language.percent, when=language.when, **drawing_helpers(), **wording.helpers()
    )
    found.globals.update(aloud.helpers(), stranger_widget=stranger_widget, picture_of=picture_of, **plot_helpers())
    found.globals.update(origin_helpers())
    found.globals.update(resource_helpers())
    found.globals.update(version_helpers())
    found.globals.update(kept_piece=kept_piece, hole=HOLE, is_trial=navigation.is_trial)
    keep_parts(found)
    return found


environment = make_environment()


def base_path(request: Request) -> str:
    """The path under which browsers reach Chiron, without a slash at the end."""
    site = getattr(getattr(request.app.state, "house", None), "site", None)
    return str(getattr(site, "base_path", "") or "")


def supplied(request: Request, course_id: str | None = None) -> dict[str, Any]:
    """What every page is given besides its own context."""
    sitting = getattr(request.state, "sitting", None)
    person = getattr(sitting, "person", None)
    preferences: Mapping[str, Any] = getattr(person, "preferences", None) or {}
    chosen = language.choose(
        getattr(person, "language", None) or request.query_params.get("language"),
        request.headers.get("accept-language", ""),
    )
    language.use(chosen, getattr(getattr(sitting, "school", None), "time_zone", None))
    base = base_path(request)
    house = getattr(request.app.state, "house", None)

    def url(path: str) -> str:
        return f"{base}{path}"

    return {
        "person": person,
        "language": chosen,
        "direction": chosen.direction,
        "preferences": preferences,
        "appearance": Appearance.of(preferences, getattr(person, "age_band", None)),
        "nav": getattr(request.state, "nav", None)
        or navigation.entries(person, course_id, getattr(request.state, "waiting", 0)),
        "here": None,
        "url": url,
        "asset": lambda name: url(asset(name)),
        "csrf_token": getattr(request.state, "csrf", ""),
        "notice": getattr(request.state, "notice", None),
        "taken": None,
        "partial": request.headers.get("hx-request") == "true",
        "now": house.clock() if house is not None else None,
        "query": request.query_params,
    }


def render_text(request: Request, template: str, **context: Any) -> Markup:
    """A template's HTML, for a stream or a fragment."""
    values = supplied(request, context.get("course_id")) | context
    begin(values)
    return Markup(environment.get_template(template).render(values))  # noqa: S704 - templates escape


def render(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page. ``here`` in the context marks the current entry of the navigation."""
    return HTMLResponse(str(render_text(request, template, **context)), status_code=status)


def macro(template: str, name: str, request: Request, *values: Any, **named: Any) -> Markup:
    """One macro's HTML, such as a tutor message that a stream hands over whole."""
    page = supplied(request)
    begin(page)
    module = environment.get_template(template).make_module(page)
    return Markup(getattr(module, name)(*values, **named))  # noqa: S704 - templates escape
