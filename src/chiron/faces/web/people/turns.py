"""The latest turns for whoever runs a school's Chiron: slow, costly, stopped or failed ones, and why. No words."""

from __future__ import annotations

from typing import Any, cast, get_args
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import NotFound
from chiron.desks.insight.turn_list import DAYS, MOST, Only, Sort, chosen, latest, spreads, why
from chiron.engine.people import Action, require
from chiron.engine.people.store import view_people, view_person
from chiron.faces.web.house import house, sitting
from chiron.faces.web.language import _
from chiron.faces.web.page import render
from chiron.faces.web.trace_words import PARTS, helpers
from chiron.faces.web.traces import shown, trace_page

router = APIRouter()
SHOWN = 50
"""So many turns stand on the page."""


@router.get("/school/turns")
async def show(request: Request, sort: str = "latest", only: str = "", course: str = "") -> Response:
    """The list. Raises NotAllowed."""
    rooms, found = house(request), await sitting(request)
    order = cast(Sort, sort if sort in get_args(Sort) else "latest")
    kept = cast(Only, only if only in get_args(Only) else "")
    async with rooms.database.school(found.school.id) as conn:
        await require(conn, found.person, Action.SEE_SETTINGS)
        every = await latest(conn, rooms.clock())
        names = {person.id: person.name for person in await view_people(conn, closed=True)} if every else {}
    lines = chosen(every, order, kept, course)
    return render(
        request,
        "people/turns.html",
        lines=lines[:SHOWN],
        more=max(0, len(lines) - SHOWN),
        count=len(every),
        full=len(every) == MOST,
        days=DAYS,
        names=names,
        spreads=spreads(every, tuple(PARTS)),
        why=why(every),
        courses=[
            ("", _("Every course")),
            *((each, each) for each in sorted({line.course for line in every if line.course})),
        ],
        sorts=_sorts(),
        onlys=_onlys(),
        sort=order,
        only=kept,
        course=course,
        address=lambda line: f"/school/turn?{urlencode(_about(line))}",
        now=rooms.clock(),
        here="school",
        **helpers(),
    )


@router.get("/school/turn")
async def one(request: Request, learner: str = "", course: str = "", turn: str = "") -> Response:
    """One turn, without a word of it for who may not read the conversation. Raises NotAllowed, NotFound."""
    rooms, found = house(request), await sitting(request)
    async with rooms.database.school(found.school.id) as conn:
        await require(conn, found.person, Action.SEE_SETTINGS)
        try:
            person = await view_person(conn, UUID(learner))
        except ValueError:
            raise NotFound(_("There is nothing here that you can see.")) from None
        await require(conn, found.person, Action.SEE_PERSON, person.id)
        context = await trace_page(rooms, found, conn, person, course, turn)
    return shown(request, context, back=("/school/turns", _("Turns")), here="school")


def _about(line: Any) -> dict[str, str]:
    return {"learner": str(line.learner), "course": line.course, "turn": str(line.id)}


def _sorts() -> list[tuple[Sort, str]]:
    return [
        ("latest", _("The latest first")),
        ("slowest", _("The slowest first")),
        ("costly", _("The most costly first")),
    ]


def _onlys() -> list[tuple[Only, str]]:
    return [
        ("", _("Every turn")),
        ("worded", _("Those in a model’s words")),
        ("stopped", _("Those with a stopped sentence")),
        ("failed", _("Those where a model failed")),
    ]
