"""Which language models a school asks, what each may see, what may be spent, and every call: for its operator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import ChironError, InvalidInput
from chiron.engine.models import Kind, Offer, store
from chiron.engine.models.budget import PERIODS, SCOPES
from chiron.engine.models.choices import Choice, Chosen, change, read_limits, view
from chiron.engine.people import Action, require
from chiron.engine.people.store import view_people
from chiron.faces.web.csrf import form_of
from chiron.faces.web.house import house, sitting
from chiron.faces.web.language import _
from chiron.faces.web.people import entering
from chiron.faces.web.trace_words import helpers

router = APIRouter()
DAYS = 30
MOST = 100
"""Calls that the page lists at most, of the last ``DAYS``."""
USUAL = frozenset({Kind.STEP, Kind.COURSE, Kind.LINES, Kind.PROFILE})
"""What is ticked for a model that was not chosen yet."""


@router.get("/school/models")
async def show(request: Request) -> Response:
    """The choice as it is."""
    return entering.page(request, "people/models.html", **await _context(request, {}, {}))


@router.post("/school/models")
async def choose(request: Request) -> Response:
    """Change it all at once."""
    rooms, found, form = house(request), await sitting(request), await form_of(request)
    typed = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    try:
        chosen = Chosen(_choices(_offers(request), typed), read_limits(dict(typed)))
        async with rooms.database.school(found.school.id) as conn:
            await require(conn, found.person, Action.CHANGE_SETTINGS)
            await change(conn, chosen)
    except ChironError as error:
        if error.status >= 500 or error.status in (403, 404):
            raise
        context = await _context(request, dict(typed), entering.problem(error, "models"))
        return entering.page(request, "people/models.html", error.status, **context)
    return entering.go(request, "/school/models?saved=yes")


def _offers(request: Request) -> Sequence[Offer]:
    models = house(request).models
    return list(models.offers.values()) if models is not None else []


def _choices(offers: Sequence[Offer], typed: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
    """The models with a place, in its order. Raises InvalidInput where one may see nothing."""
    fields, found = dict(typed), []
    for number, offer in enumerate(offers):
        place = fields.get(f"place_{number}", "")
        if not place:
            continue
        if not (place.isascii() and place.isdigit() and len(place) <= 3):
            raise InvalidInput(_("Choose one of these."), field=f"place_{number}")
        kinds = frozenset(kind for kind in Kind if (f"sees_{number}", kind.value) in typed)
        if not kinds:
            raise InvalidInput(_("Say what each model may see."), field=f"sees_{number}")
        found.append((int(place), number, Choice(offer.name, kinds)))
    return tuple(choice for _place, _number, choice in sorted(found, key=lambda each: each[:2]))


async def _context(request: Request, form: Mapping[str, str], errors: dict[str, str]) -> dict[str, Any]:
    """What the page shows. Raises NotAllowed."""
    rooms, found, offers = house(request), await sitting(request), _offers(request)
    now = rooms.clock()
    today = now.astimezone(found.school.zone).date()
    async with rooms.database.school(found.school.id) as conn:
        await require(conn, found.person, Action.SEE_SETTINGS)
        chosen = await view(conn)
        spent = await store.view_spent(conn, [today, today.replace(day=1)])
        calls = await store.view_calls(conn, now - timedelta(days=DAYS), MOST)
        names = {person.id: person.name for person in await view_people(conn, closed=True)} if calls else {}
    places = {choice.model: place for place, choice in enumerate(chosen.choices, 1)}
    sees = {choice.model: choice.kinds for choice in chosen.choices}
    limits = {
        f"{what}_{scope}_{period}": value
        for (scope, period), limit in chosen.limits.items()
        for what, value in (("tokens", limit.tokens), ("cost", limit.cost))
        if value is not None
    }
    begins = {"day": today, "month": today.replace(day=1)}
    return {
        "models": [
            {
                "number": number,
                "offer": offer,
                "place": form.get(f"place_{number}", places.get(offer.name, "")),
                "sees": sees.get(offer.name, USUAL),
            }
            for number, offer in enumerate(offers)
        ],
        "places": [("", _("Not asked")), *((n, _("%(place)d in turn", place=n)) for n in range(1, len(offers) + 1))],
        "kinds": _kinds(),
        "limits": entering.Fields({**limits, **form}),
        "scopes": [(scope, _scopes()[scope]) for scope in SCOPES],
        "periods": [(period, {"day": _("a day"), "month": _("a month")}[period]) for period in PERIODS],
        "spent": {row["period"]: row for row in spent if row["begins"] == begins[row["period"]]},
        "calls": [{**shown_call(row), "who": names.get(row["learner"], "")} for row in calls],
        "days": DAYS,
        "may_leave": found.school.text_may_leave,
        "errors": errors,
        "saved": request.query_params.get("saved") == "yes",
        "currency": next((row["currency"] for row in calls if row["currency"]), ""),
        "provider_words": provider_words,
        "now": now,
        "here": "school",
        **helpers(),
    }


PROVIDERS = {
    "openai": "OpenAI", "anthropic": "Anthropic", "google": "Google", "azure": "Azure", "mistral": "Mistral",
    "ollama": "Ollama", "vllm": "vLLM",
}  # fmt: skip


def provider_words(provider: str) -> str:
    """What a model is reached by, as people call it."""
    return PROVIDERS.get(provider, _("by OpenAI’s interface") if provider == "compatible" else provider)


def shown_call(row: Mapping[str, Any]) -> dict[str, Any]:
    """A call with words for where it went, what it saw and what was replaced in it; it holds no content."""
    kinds, things = dict(_kinds()), replaced_words()
    return {
        **row,
        "where": _("on this machine") if row["here"] else _("on another machine"),
        "saw_short": [_brief().get(kind, kind) for kind in row["kinds"]],
        "saw": [kinds.get(Kind(kind), kind) if kind in list(Kind) else kind for kind in row["kinds"]],
        "things": [things.get(kind, kind) for kind in row["replaced"] or ()],
    }


def replaced_words() -> dict[str, str]:
    """What can be replaced by a placeholder before text leaves."""
    return {
        "PERSON": _("names"),
        "EMAIL": _("mail addresses"),
        "PHONE": _("telephone numbers"),
        "PLACE": _("addresses"),
        "NUMBER": _("identity numbers"),
        "CARD": _("card numbers"),
        "ACCOUNT": _("account numbers"),
        "DATE": _("dates of birth"),
        "HANDLE": _("user names"),
        "LINK": _("links"),
        "ADDRESS_OF_MACHINE": _("addresses of machines"),
        "TEXT": _("what looks like a placeholder"),
    }


def _kinds() -> list[tuple[str, str]]:
    return [
        (Kind.STEP, _("The step as the learner sees it, and what the checker said")),
        (Kind.COURSE, _("Passages of the course")),
        (Kind.LINES, _("What the learner wrote, with names and numbers of people replaced")),
        (Kind.PROFILE, _("Level, goals, preferences and language")),
        (Kind.FACTS, _("Remembered facts and the summary of the conversation")),
        (Kind.MOOD, _("Mood, where the school reads it")),
    ]


def _brief() -> dict[str, str]:
    """The same in a word or two, for a list."""
    return {
        "step": _("the step"),
        "course": _("the course"),
        "lines": _("their words"),
        "profile": _("their profile"),
        "facts": _("remembered facts"),
        "mood": _("mood"),
    }


def _scopes() -> dict[str, str]:
    return {"school": _("The whole school"), "class": _("Each class"), "learner": _("Each learner")}
