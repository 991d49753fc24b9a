"""My data: what is kept, taking it along, consents, asking for erasure; and the same for a guardian's learners."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput
from chiron.desks.insight import readers
from chiron.engine.fits import trials
from chiron.engine.models import store as models_store
from chiron.engine.people import Action, Role, consent, leaving, require, store
from chiron.engine.people.classes import store as links
from chiron.engine.people.consent import Matter
from chiron.engine.people.leaving.parcel import pack
from chiron.faces.web.house import house, sitting
from chiron.faces.web.language import _
from chiron.faces.web.people import entering
from chiron.faces.web.people.models import DAYS, MOST, shown_call

router = APIRouter()


def matter_words(matter: Matter, learns: bool = True) -> str:
    """What can be agreed to, in a sentence; ``learns`` is whether the person is a learner.

    The words are those of ``consent.VERSIONS``: change both together.
    """
    if not learns:
        return {
            Matter.USE: _("Chiron keeps my account and what I do here as part of my work at my school."),
            Matter.TEXT_MAY_LEAVE: _("What I write here may be sent to a language model on another machine."),
            Matter.TRIALS: _("I take part where my school tries which way of teaching works better."),
            Matter.OUTSIDE: _("Programs that I choose may use Chiron in my name."),
        }[matter]
    return {
        Matter.USE: _("Chiron keeps my answers and messages at my school, in order to teach me."),
        Matter.TEXT_MAY_LEAVE: _("What I write may be sent to a language model on another machine."),
        Matter.TRIALS: _(
            "Where my school tries which way of choosing what comes next works better, Chiron may choose by lot how it"
            " chooses for me, and my school may compare what I show with what others show."
        ),
        Matter.OUTSIDE: _(
            "Programs to which I give a token may talk to my tutor in my name. They get what I write there, what the"
            " tutor says and what my map shows, and it is kept where they keep it."
        ),
    }[matter]


def table_words(table: str) -> str:
    """What a table holds, for a person."""
    known = {
        "person": _("The account: name, sign-in name, roles, age band, settings"),
        "event": _("What was done: answers, hints, messages, goals"),
        "snapshot": _("What was worked out from it: mastery, reviews due"),
        "consent": _("What was agreed to"),
        "class_member": _("Classes"),
        "guardian_link": _("Guardians"),
        "sign_in": _("Devices that are signed in"),
        "personal_token": _("Tokens for other programs"),
        "reset_code": _("Codes for a new password"),
        "erasure_request": _("The request for erasure"),
        "outbox": _("Notifications"),
        "assignment_learner": _("Work assigned to them by name"),
        "asked_colleague": _("Cases on which a colleague was asked"),
        "conversation_read": _("Who read the conversation with the tutor"),
        "model_call": _("Calls to language models, without what was asked and said"),
        "model_spent": _("What calls to language models took"),
        "fit_learner": _("What a course learnt from answers, theirs among them"),
        "assignment": _("Work that they assigned"),
        "arrangement": _("Guidelines, rules and openings that they set"),
        "class_lock": _("Limits that they set for a class"),
        "course": _("Drafts of courses that they try as a learner, as the shelf has them"),
        "draft_trial": _("Drafts of courses that they try as a learner"),
    }
    return known.get(table, table.replace("_", " ").capitalize())


@router.get("/my-data")
async def show_own(request: Request) -> Response:
    """What is kept about me."""
    return await _page(request, (await sitting(request)).person.id)


@router.get("/my-data/export.zip")
async def export_own(request: Request) -> Response:
    """The same to take along."""
    return await parcel(request, (await sitting(request)).person.id)


@router.post("/my-data/{what}")
async def act_own(request: Request, what: str) -> Response:
    """Agree, take back, ask for erasure, or take that back."""
    return await _act(request, (await sitting(request)).person.id, what, "/my-data")


@router.get("/family")
async def family(request: Request) -> Response:
    """A guardian's learners."""
    rooms, found = house(request), await sitting(request)
    async with rooms.database.school(found.school.id) as conn:
        learners = await links.guarded_by(conn, found.person.id) if found.person.has(Role.GUARDIAN) else []
    return entering.page(request, "people/family.html", learners=learners, here="family")


@router.get("/family/{id}")
async def show_learner(request: Request, id: UUID) -> Response:
    """What is kept about a guardian's learner."""
    return await _page(request, id)


@router.get("/family/{id}/export.zip")
async def export_learner(request: Request, id: UUID) -> Response:
    """The same to take along."""
    return await parcel(request, id)


@router.post("/family/{id}/{what}")
async def act_for_learner(request: Request, id: UUID, what: str) -> Response:
    """Agree for them, take back, ask for erasure, or take that back."""
    return await _act(request, id, what, f"/family/{id}")


async def parcel(request: Request, id: UUID) -> Response:
    """A person's data as a zip file. Raises NotAllowed or NotFound."""
    rooms, found = house(request), await sitting(request)
    async with rooms.database.school(found.school.id) as conn:
        await require(conn, found.person, Action.EXPORT_DATA, id)
        somebody = await store.view_person(conn, id)
        kept = await leaving.gather(conn, id)
    data = pack(somebody.name, found.school.name, kept, rooms.clock())
    # An ASCII name: a person's own may hold anything.
    headers = {"Content-Disposition": f'attachment; filename="chiron-data-{rooms.clock():%Y-%m-%d}.zip"'}
    return Response(data, media_type="application/zip", headers=headers)


async def _act(request: Request, id: UUID, what: str, back: str) -> Response:
    rooms, found, form = house(request), await sitting(request), await entering.typed(request)
    now = rooms.clock()
    async with rooms.database.school(found.school.id) as conn:
        if what == "consent":
            if form.get("what") not in list(Matter):
                raise InvalidInput(_("Choose what to agree to."), field="what")
            await consent.say(conn, found.person, id, Matter(form["what"]), form.get("given") == "yes", now)
        elif what == "erasure" and form.get("wish") == "withdraw":
            await leaving.take_back(conn, found.person, id)
        elif what == "erasure":
            if await leaving.asked_at(conn, id) is None:
                await leaving.ask(conn, found.person, id, now)
        else:
            raise InvalidInput(_("There is nothing like that to do here."))
    return entering.go(request, back)


async def _page(request: Request, id: UUID) -> Response:
    rooms, found = house(request), await sitting(request)
    own = id == found.person.id
    async with rooms.database.school(found.school.id) as conn:
        await require(conn, found.person, Action.EXPORT_DATA, id)
        somebody = await store.view_person(conn, id)
        kept = await leaving.gather(conn, id)
        lines = await consent.ledger(conn, id)
        asked = await leaving.asked_at(conn, id)
        readings = await readers.readings(conn, id)
        calls = await models_store.view_calls(conn, rooms.clock() - timedelta(days=DAYS), MOST, id)
        running = any(trial.stopped is None for trial in await trials.every(conn))
    tried = somebody.has(Role.LEARNER) and (running or any(line.what is Matter.TRIALS for line in lines))
    young = consent.is_young(found.school, somebody, rooms.clock())
    learns = somebody.has(Role.LEARNER)
    asked_of = {
        Matter.USE: True,
        Matter.TEXT_MAY_LEAVE: found.school.text_may_leave,
        Matter.TRIALS: tried,
        Matter.OUTSIDE: learns and found.school.outside,
    }
    matters = [
        {
            "id": str(matter),
            "words": matter_words(matter, learns),
            "holds": consent.holds(lines, matter),
            "may_give": not (own and young),
            "matters": asked_of[matter],
        }
        for matter in Matter
    ]
    return entering.page(
        request,
        "people/data.html",
        somebody=somebody,
        own=own,
        base="/my-data" if own else f"/family/{id}",
        kept=[(table_words(table), len(rows)) for table, rows in kept.items()],
        school=found.school,
        ledger=lines,
        matter_words=lambda matter: matter_words(matter, learns),
        matters=matters,
        asked=asked,
        readings=readings,
        calls=[shown_call(call) for call in calls],
        days=DAYS,
        now=rooms.clock(),
        here=None if own else "family",
    )
