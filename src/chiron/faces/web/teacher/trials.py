"""The trials of a course: what is compared, and where it stands. To read only: an operator starts and stops them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import NotFound
from chiron.desks.insight.trials import Against, Standing, standing
from chiron.engine.fits import trials
from chiron.engine.fits.trials import Trial
from chiron.engine.people.access import Action
from chiron.engine.people.door import require
from chiron.faces.web.language import _, ngettext, number
from chiron.faces.web.teacher.access import Teaching, readers
from chiron.faces.web.teacher.shown import render
from chiron.faces.web.teacher.tables import table

router = APIRouter(prefix="/teacher/trials")
Reader = Annotated[Teaching, Depends(readers)]


@router.get("/{course}")
async def show(request: Request, reader: Reader, course: str) -> Response:
    """Every trial of a course, and where the latest one stands, or the one that ``trial`` names."""
    async with reader.house.database.school(reader.school.id) as conn:
        await require(conn, reader.person, Action.SEE_FITS)
        found, _version = await reader.house.shelf.course(conn, course)
        every = await trials.every(conn, course)
        chosen = _chosen(every, request.query_params.get("trial", ""))
        stands = None if chosen is None else await standing(conn, reader.desk.folds, chosen, reader.now)
    return render(
        request,
        "teacher/trials.html",
        course=found,
        every=every,
        stands=stands,
        compared=outcome_words(chosen) if chosen else "",
        verdicts=[(one.policy, verdict_words(one, stands)) for one in stands.against] if stands else [],
        figure=figure,
        policy_words=policy_words,
        now=reader.now,
        here="courses",
    )


@router.get("/{course}/arms.csv")
async def arms(request: Request, reader: Reader, course: str) -> Response:
    """The table of a trial as a file."""
    async with reader.house.database.school(reader.school.id) as conn:
        await require(conn, reader.person, Action.SEE_FITS)
        chosen = _chosen(await trials.every(conn, course), request.query_params.get("trial", ""))
        if chosen is None:
            raise NotFound(_("There is no trial in this course."))
        stands = await standing(conn, reader.desk.folds, chosen, reader.now)
    head = ("policy", "share", "began", "days over", "counted", "mean")
    rows = [(a.policy, a.share, a.begun, a.over, a.arm.count, a.arm.mean if a.arm.count else "") for a in stands.arms]
    return table(f"{course}-trial", head, rows)


def _chosen(every: list[Trial], wanted: str) -> Trial | None:
    """The trial of the address, else the newest. Raises NotFound."""
    if not wanted:
        return every[0] if every else None
    found = next((trial for trial in every if str(trial.id) == wanted), None)
    if found is None:
        raise NotFound(_("There is no such trial in this course."))
    return found


def policy_words(name: str) -> str:
    """What a policy that comes with Chiron does; empty for a stranger's."""
    known = {
        "gain": _("Chooses by expected gain a minute."),
        "steady": _("Finishes what was begun, then reviews what is due."),
        "order": _("Takes skills in teaching order."),
    }
    return known.get(name, "")


def outcome_words(trial: Trial) -> str:
    """What is measured."""
    if trial.outcome == "skills":
        return ngettext(
            "Skills demonstrated %(num)d day after a learner began, more than at the beginning.",
            "Skills demonstrated %(num)d days after a learner began, more than at the beginning.",
            trial.days,
            days=trial.days,
        )
    return ngettext(
        "Share right, of first tries in a skill after a night without it, in the %(num)d day after a learner began.",
        "Share right, of first tries in a skill after a night without it, in the %(num)d days after a learner began.",
        trial.days,
        days=trial.days,
    )


def verdict_words(one: Against, stands: Standing) -> str:
    """What may be said of an arm beside the first."""
    first, read = stands.arms[0].policy, one.readout
    if one.verdict == "early":
        return _(
            "Too early to say anything: %(least)s learners of each, whose days are over, are the least.",
            least=stands.least,
        )
    values = {"first": first, "by": figure(read.difference), "low": figure(read.low), "high": figure(read.high)}
    if one.verdict == "open":
        return _("No difference from %(first)s is shown so far: %(by)s, between %(low)s and %(high)s.", **values)
    if one.verdict == "more":
        return _("It brings more than %(first)s: %(by)s, between %(low)s and %(high)s.", **values)
    return _("It brings less than %(first)s: %(by)s, between %(low)s and %(high)s.", **values)


def figure(value: float) -> str:
    """A figure with two decimals, in the language's own way."""
    return number(round(value, 2))
