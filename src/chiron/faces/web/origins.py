"""Where something comes from that others wrote, in the person's language; and what its licence does not allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from chiron.core.learning.course import Origin, Skill
from chiron.core.learning.licences import Source, address, as_said, deed, forbids, sources
from chiron.faces.web.language import _, ngettext


def origin_words(origin: Origin) -> Markup:
    """ "From *Title* by A and B, CC BY 4.0", with the source and the licence linked where addresses are known."""
    title = Markup("<cite>{}</cite>").format(_link(address(origin), origin.title))
    values = {"title": title, "authors": ", ".join(origin.authors), "licence": _licence(origin.licence)}
    said = Markup(_form_of(origin)) % values  # noqa: S704 - our own words; the values are escaped
    return Markup("{}; {}").format(said, _("changed here")) if origin.changed else said


def _form_of(origin: Origin) -> str:
    if origin.authors and origin.licence:
        return _("From %(title)s by %(authors)s, %(licence)s")
    if origin.authors:
        return _("From %(title)s by %(authors)s")
    return _("From %(title)s, %(licence)s") if origin.licence else _("From %(title)s")


def _licence(licence: str) -> Markup:
    return _link(deed(licence), as_said(licence))


def _link(url: str, words: str) -> Markup:
    """The words, linked where there is an address."""
    if not url:
        return escape(words)
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(url, words)


def cautions(origin: Origin) -> list[str]:
    """What the licence forbids, a sentence each; none where it forbids nothing that is known."""
    return forbidden_words(origin.licence)


def forbidden_words(licence: str) -> list[str]:
    """The same of a licence by its name."""
    known: Mapping[str, Callable[[], str]] = {
        "commercial": lambda: _("Not for commercial use: nobody may earn money with it."),
        "changed": lambda: _("Not to be changed: show it as it is, and share no translation or other version of it."),
        "any": lambda: _("No licence allows its use: ask whoever wrote it before you share it."),
    }
    return [known[use]() for use in forbids(licence)]


def came_words(source: Source) -> str:
    """How much of a course came from a source: "12 templates, 3 texts"."""
    problems = ngettext("%(num)d template", "%(num)d templates", source.problems, num=source.problems)
    texts = ngettext("%(num)d text", "%(num)d texts", source.texts, num=source.texts)
    aids = ngettext(
        "%(num)d thing to read or see", "%(num)d things to read and see", source.resources, num=source.resources
    )
    every = ((source.problems, problems), (source.texts, texts), (source.resources, aids))
    return ", ".join(said for count, said in every if count)


def guide_origins(skill: Skill) -> list[Origin]:
    """The sources of a skill's lesson and problems, each once."""
    every = [skill.origin if skill.lesson else None, *(template.origin for template in skill.templates)]
    return list({(one.title, one.licence): one for one in every if one is not None}.values())


def origin_helpers() -> dict[str, Callable[..., Any]]:
    """What templates may call."""
    return {
        "origin_words": origin_words,
        "cautions": cautions,
        "sources": sources,
        "came_words": came_words,
        "guide_origins": guide_origins,
    }
