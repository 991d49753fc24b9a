"""What was learnt from all the answers in a course: how good it is, which items are odd, which fit is in use."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import NotFound
from chiron.core.learning.fitted.parameters import Lapse
from chiron.core.learning.fitted.report import Gap, Item, Report
from chiron.desks.studio import fits as desk
from chiron.engine.fits import leftover
from chiron.engine.fits.artefact import Fit
from chiron.faces.web.language import _
from chiron.faces.web.maths import spoken
from chiron.faces.web.teacher.access import Teaching, first, readers, typed
from chiron.faces.web.teacher.shown import render
from chiron.faces.web.teacher.tables import table

router = APIRouter(prefix="/teacher/fits")
Reader = Annotated[Teaching, Depends(readers)]
USUAL = "usual"
SHOWN, FIRST = 40, 10
"""So many items are listed on the page; the file has all. So many at once, where no more than these are odd."""


@router.get("/{course}")
async def one(request: Request, reader: Reader, course: str) -> Response:
    """The report of the fit in use, or of the one that ``fit`` names."""
    async with reader.house.database.school(reader.school.id) as conn:
        seen = await desk.learnt(reader.desk, conn, reader.person, course, request.query_params.get("fit"))
    job = seen.job
    return render(
        request,
        "teacher/fits.html",
        seen=seen,
        report=seen.shown.report if seen.shown else None,
        lapses=_lapses(seen.shown),
        running=job if job is not None and job.done is None else None,
        shown=SHOWN,
        first=_first(seen.shown),
        words=_Words(),
        usual=USUAL,
        said=request.query_params.get("said"),
        here="courses",
    )


@router.post("/{course}/ask")
async def ask(reader: Reader, course: str) -> Response:
    """Have it made anew."""
    async with reader.house.database.school(reader.school.id) as conn:
        await desk.ask(reader.desk, conn, reader.person, course)
    return reader.go(f"/teacher/fits/{course}?said=asked")


@router.post("/{course}/use")
async def use(request: Request, reader: Reader, course: str) -> Response:
    """Put another to use."""
    version = first(await typed(request), "version")
    async with reader.house.database.school(reader.school.id) as conn:
        await desk.use(reader.desk, conn, reader.person, course, None if version == USUAL else version)
    return reader.go(f"/teacher/fits/{course}?said=used")


@router.get("/{course}/items.csv")
async def items(request: Request, reader: Reader, course: str) -> Response:
    """Every item as a line."""
    async with reader.house.database.school(reader.school.id) as conn:
        seen = await desk.learnt(reader.desk, conn, reader.person, course, request.query_params.get("fit"))
    if seen.shown is None or seen.shown.report is None:
        raise NotFound(_("There is no report to write down."))
    head = ("skill", "template", "answers", "right", "stated difficulty", "fitted difficulty", "give or take", "odd")
    rows = [
        (
            i.skill,
            i.template,
            i.answers,
            round(i.right, 3),
            i.stated,
            round(i.fitted, 2),
            round(i.sd, 2),
            " ".join(i.odd),
        )
        for i in seen.shown.report.items
    ]
    return table(f"{course}-items", head, rows)


def _first(shown: Fit | None) -> int:
    """How many items are listed before one asks for more: every odd one, and some."""
    items = () if shown is None or shown.report is None else shown.report.items
    return min(max(FIRST, sum(bool(item.odd) for item in items)), SHOWN)


def _lapses(shown: Fit | None) -> list[tuple[str, Lapse]]:
    """Slips and luck by kind of step, the most answered first."""
    if shown is None or shown.fitted is None:
        return []
    return sorted(
        ((kind, lapse) for kind, lapse in shown.fitted.lapses.items() if kind), key=lambda one: -one[1].answers
    )


class _Words:
    """What codes of a report mean, in the reader's language."""

    def verdict(self, report: Report) -> str:
        """What came of the comparison."""
        if report.verdict == "better":
            return _("It predicts later answers better than what was in use before it.")
        if report.verdict == "no-better":
            return _(
                "It is not shown to predict later answers better than what was in use before it, so it was not put to"
                " use."
            )
        return _("There are too few later answers or learners to tell which is better, so it was not put to use.")

    def trees(self, report: Report) -> str:
        """Whether trees on what the explained chance leaves over are in use; empty where nothing is known of it."""
        if report.trees is not None and report.trees.on:
            return _(
                "They are used: the next question is chosen by what they say of its difficulty for a learner. What is"
                " shown of skills, and every reason, stays without them."
            )
        if report.trees is not None:
            return _("They do not gain enough on learners left out, so they are not used.")
        known = {
            leftover.TOO_FEW: _("They are looked for from 20 learners and 500 answers on."),
            leftover.NOT_INSTALLED: _("What grows them is not installed here, so none were looked for."),
        }
        return known.get(report.leftover, "")

    def odd(self, item: Item) -> list[str]:
        """Why an item is worth a look."""
        known = {
            "harder": _("harder than its author says"),
            "easier": _("easier than its author says"),
            "surprising": _("far more or fewer right than expected"),
            "upside-down": _("who knows more does worse: is its key right?"),
        }
        return [known[flag] for flag in item.odd if flag in known]

    def skill(self, seen: desk.Learnt, item: Item) -> str:
        """A skill's title; its id where the course has it no longer."""
        found = seen.course.skills.get(item.skill)
        return item.skill if found is None else spoken(found.title)

    def gap(self, gap: Gap) -> str:
        """By what two groups are told apart."""
        what = {"age band": _("age band"), "language": _("language of the pages")}.get(gap.what, gap.what)
        return f"{what}: {gap.one}, {gap.other}"

    def passed(self, why: str, count: int) -> str:
        """What was passed over."""
        known = {
            "of a skill that the course no longer has": _("of a skill that the course no longer has"),
            "of a template that the course no longer has": _("of an item that the course no longer has"),
            "recorded twice": _("recorded twice"),
            "of an item whose opening is not in the log": _("of an item whose opening is not in the log"),
            "not in the shape of their kind": _("not in the shape of their kind"),
        }
        back = _("earlier than the event before: the clock was set back")
        return f"{count} {known.get(why, back)}"
