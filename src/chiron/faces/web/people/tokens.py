"""One's own tokens: with each, a program of one's choice talks to one's tutor. A token is shown once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import ChironError, NotFound
from chiron.engine.people import tokens
from chiron.engine.people.access import Action, Kind, Target, allow
from chiron.engine.people.consent import is_young
from chiron.engine.people.sign_in import Sitting
from chiron.engine.people.tokens import Scope
from chiron.faces.web.csrf import form_of
from chiron.faces.web.house import house, sitting
from chiron.faces.web.language import _
from chiron.faces.web.pace import keep_pace
from chiron.faces.web.people import entering

router = APIRouter(prefix="/settings/tokens")
USUAL_DAYS = "90"
USUAL = frozenset({Scope.TALK, Scope.READ, Scope.PRACTISE})


@router.get("")
async def show(request: Request) -> Response:
    """The tokens that there are, and a form for another."""
    return await _page(request, {}, {})


@router.post("")
async def make(request: Request) -> Response:
    """Make one, and show it this once."""
    rooms, found, form = house(request), await sitting(request), await form_of(request)
    keep_pace(request, found.person.id, "settings")
    typed = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    wanted = [value for name, value in form.multi_items() if name == "scopes" and isinstance(value, str)]
    try:
        scopes, days = tokens.read_scopes(wanted), tokens.read_days(typed.get("days", ""))
        async with rooms.database.school(found.school.id) as conn:
            name = typed.get("name", "")
            made = await tokens.make(
                conn, found.school, found.person, name, scopes, days, rooms.clock(), found.person.id
            )
    except ChironError as error:
        if error.status >= 500:
            raise
        return await _page(request, typed | {"scopes": wanted}, entering.problem(error, "name"), error.status)
    return await _page(request, {}, {}, made=made)


@router.post("/{id}/revoke")
async def revoke(request: Request, id: str) -> Response:
    """Take one back."""
    rooms, found = house(request), await sitting(request)
    try:
        token = UUID(id)
    except ValueError:
        raise NotFound("You have no such token.") from None
    async with rooms.database.school(found.school.id) as conn:
        await tokens.revoke(conn, found.person, token, rooms.clock())
    return entering.go(request, "/settings/tokens?revoked=yes")


async def _page(
    request: Request, typed: dict[str, Any], errors: dict[str, str], status: int = 200, made: str | None = None
) -> Response:
    rooms, found = house(request), await sitting(request)
    allow(found.person, Action.LEARN, Target(Kind.PERSON, found.school.id, found.person.id))
    now = rooms.clock()
    async with rooms.database.school(found.school.id) as conn:
        every = await tokens.of_person(conn, found.person.id)
        agreed = await tokens.standing(conn, found.school, found.person.id) is None
    return entering.page(
        request,
        "people/tokens.html",
        status,
        made=made,
        live=[token for token in every if token.live(now)],
        over=[token for token in every if not token.live(now)],
        scopes=_scopes(),
        names=dict(_short()),
        typed={"name": typed.get("name", ""), "days": typed.get("days", USUAL_DAYS)},
        chosen=typed.get("scopes", sorted(USUAL)),
        open=found.school.outside,
        agreed=agreed,
        young=_young(found, now),
        longest=tokens.LONGEST_DAYS,
        address=f"{request.url.scheme}://{request.url.netloc}{rooms.site.base_path}",
        now=now,
        errors=errors,
        revoked=request.query_params.get("revoked") == "yes",
        here=None,
    )


def _young(found: Sitting, now: Any) -> bool:
    return is_young(found.school, found.person, now)


def _scopes() -> list[tuple[str, str, str]]:
    return [
        (Scope.TALK.value, _("Talk"), _("Say something to my tutor, and hear what the tutor says.")),
        (Scope.READ.value, _("Read"), _("See my map, what comes next and what is due.")),
        (Scope.PRACTISE.value, _("Practise"), _("Put questions, take hints and hand in my answers.")),
    ]


def _short() -> list[tuple[str, str]]:
    return [(value, name) for value, name, _sub in _scopes()]
