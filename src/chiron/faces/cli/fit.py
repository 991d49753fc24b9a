"""``chiron fit COURSE``: learns a course's parameters from its own log, and puts them to use where they are better."""

from __future__ import annotations

import argparse
import sys
from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

from chiron.core.errors import ChironError, InvalidInput, NotFound
from chiron.core.learning.fitted.report import Item, Quality, Report
from chiron.engine.fits import artefact, jobs, live, making
from chiron.engine.fits.artefact import Fit
from chiron.engine.fits.making import Made, Runner
from chiron.engine.fits.runner import runner
from chiron.engine.records.database import Connection, Database
from chiron.faces.cli.finding import now
from chiron.faces.cli.office import Office
from chiron.faces.cli.rebuild import chosen

USUAL = "usual"
"""The word for what Chiron comes with."""
SHOWN = 12
"""So many odd items are listed in the terminal."""
VERDICTS = {
    "better": "better than what is in use on later answers",
    "no-better": "not shown to be better than what is in use",
    "too-few": "too few later answers or learners to tell",
}
ODD = {
    "harder": "harder than its author says",
    "easier": "easier than its author says",
    "surprising": "far more or fewer right than expected",
    "upside-down": "who knows more does worse",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``fit`` takes."""
    parser.add_argument("course", metavar="COURSE", help="the course's id")
    parser.add_argument("--school", metavar="SLUG", help="only this school; without it every school with answers in it")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="compare and report; keep nothing")
    how.add_argument("--adopt", action="store_true", help="use it even where it is not shown to be better")
    how.add_argument("--background", action="store_true", help="leave it to the Chiron that is running, and return")
    how.add_argument("--use", metavar="VERSION", help=f"use an earlier fit, or {USUAL!r}: what Chiron comes with")
    how.add_argument("--list", action="store_true", help="list the course's fits")
    how.add_argument("--report", metavar="VERSION", help="show the report of a fit")
    parser.add_argument("--cluster", metavar="ray://...", help="compute on a Ray cluster, not on this machine")


async def run(options: argparse.Namespace, office: Office) -> int:
    """Do it in every chosen school; 1 where it could not be done in one. Raises NotFound, InvalidInput, Unavailable."""
    where = runner(options.cluster)
    async with office.records() as endpoint:
        database = await Database.open(endpoint.app_url, minimum=1, maximum=2)
        try:
            schools = [one async for one in _schools(database, endpoint.owner_url, options)]
            if not schools:
                raise NotFound(f"nobody has answered anything in course {options.course!r} here.", field="COURSE")
            failed = 0
            for school, slug in schools:
                print(f"{options.course} at {slug}", flush=True)
                try:
                    await _one(options, database, school, where)
                except ChironError as fault:
                    if len(schools) == 1:
                        raise
                    failed += 1
                    print(f"  {fault.message}", file=sys.stderr)
        finally:
            await database.close()
    return 1 if failed else 0


async def _schools(database: Database, owner_url: str, options: argparse.Namespace) -> AsyncIterator[tuple[UUID, str]]:
    for school, slug in await chosen(owner_url, options.school):
        async with database.school(school) as conn:
            if await making.answered(conn, options.course):
                yield school, slug


async def _one(options: argparse.Namespace, database: Database, school: UUID, where: Runner) -> None:
    course = options.course
    async with database.school(school) as conn:
        if options.list:
            _list(await artefact.fits(conn, course))
        elif options.report:
            _report(await artefact.fit(conn, course, options.report))
        elif options.use:
            await _use(conn, course, options.use)
        elif options.background:
            await _ask(conn, course, options.cluster)
    if not (options.list or options.report or options.use or options.background):
        await _make(options, database, school, where)


async def _make(options: argparse.Namespace, database: Database, school: UUID, where: Runner) -> None:
    course = options.course
    print("  reads the log and fits; learners go on working meanwhile", flush=True)
    adopt = {verdict: verdict == "better" or options.adopt for verdict in VERDICTS}
    made = await making.make(database, school, course, where, now, _progress, adopt, options.dry_run)
    print()
    told(made.report)
    _outcome(made, options.dry_run)


async def _ask(conn: Connection, course: str, cluster: str | None) -> None:
    if cluster is not None:
        raise InvalidInput("The Chiron that is running fits on its own machine; leave out --background.")
    new = await jobs.ask(conn, course)
    print("  will be fitted behind the scenes" if new else "  is waiting or being fitted already")
    print(f"  see what comes of it: chiron fit {course} --list, or on the page of the course's fits")


async def _use(conn: Connection, course: str, version: str) -> None:
    folded = await live.use(conn, course, None if version == USUAL else version, now())
    name = "what Chiron comes with" if version == USUAL else version
    print(f"  {name} is in use; {folded} kept state{'' if folded == 1 else 's'} will be folded again when looked at")


async def _progress(share: float) -> None:
    if sys.stdout.isatty():
        print(f"\r  {share:4.0%}", end="", flush=True)


def _list(fits: list[Fit]) -> None:
    in_use = any(fit.since is not None for fit in fits)
    print(f"  {'*' if not in_use else ' '} {USUAL:26} what Chiron comes with")
    for fit in fits:
        what = "gone: somebody in it was erased" if fit.report is None else VERDICTS.get(fit.report.verdict, "")
        mark = "*" if fit.since is not None else " "
        print(f"  {mark} {fit.version:26} {_day(fit.made)}  {fit.learners} learners  {what}")
    print("  * is in use. Use another with: chiron fit COURSE --use VERSION")


def _report(fit: Fit) -> None:
    if fit.report is None:
        raise NotFound(f"fit {fit.version} used events of somebody who was erased; it is gone.", field="--report")
    told(fit.report)


def told(report: Report) -> None:
    """The report, as a person reads it in a terminal."""
    print(f"  {report.answers} answers of {report.learners} learners; judged by the latest {report.later_answers}")
    if report.until is not None:
        print(f"  of {report.later_learners} learners, from {_day(report.until)} on, fitted to those before")
    print("                      AUC   log loss   calibration error")
    for name, quality in (("new", report.new), ("in use until now", report.current)):
        print(f"  {name:16} {_figures(quality)}")
    if report.prediction is not None:
        kept = "kept" if report.prediction.better else "not kept"
        print(f"  {'explained':16} {_figures(report.prediction.new)}  {kept}")
        print(f"  {'as it ships':16} {_figures(report.prediction.shipped)}")
    if report.low is not None and report.high is not None:
        print(f"  log loss lower by {report.low:+.4f} to {report.high:+.4f} (95 % over learners): ", end="")
    print(f"  {VERDICTS.get(report.verdict, report.verdict)}")
    for said, was, count in report.new.bins:
        print(f"  said {said:4.0%}  came true {was:4.0%}  {'#' * round(30 * was):30} {count}")
    for gap in report.gaps:
        area = "too few to tell" if gap.area is None else f"{gap.area:.3f}"
        print(f"  ABROCA by {gap.what}, {gap.one} and {gap.other}: {area}")
    if report.leftover:
        print(f"  trees on what that leaves over: {report.leftover}")
    if report.trees is not None:
        print(f"  {'with trees':16} {_figures(report.trees.corrected)}  on learners left out")
        print(f"  {'without':16} {_figures(report.trees.explained)}  on the same")
    odd = [item for item in report.items if item.odd]
    print(f"  {len(odd)} of {len(report.items)} templates are worth a look{':' if odd else '.'}")
    for item in odd[:SHOWN]:
        _item(item)
    for why, count in sorted(report.passed.items()):
        print(f"  passed over: {count} {why}")


def _item(item: Item) -> None:
    why = "; ".join(ODD.get(flag, flag) for flag in item.odd)
    hard = f"stated {item.stated:+.1f}, fitted {item.fitted:+.1f}"
    print(f"    {item.skill}/{item.template}: {why} ({hard}, {item.right:.0%} right of {item.answers})")


def _figures(quality: Quality) -> str:
    return "".join(
        f"{'-' if value is None else format(value, '.4f'):>10}"
        for value in (quality.auc, quality.log_loss, quality.ece)
    )


def _outcome(made: Made, dry: bool) -> None:
    if dry:
        print("  nothing was kept (--dry-run)")
    elif made.adopted:
        print(f"  {made.version} is in use now; it was {made.current}")
    else:
        print(f"  kept as {made.version}; {made.current} stays in use")
        print(f"  use it all the same: chiron fit {made.course} --use {made.version.rpartition('+')[2]}")


def _day(when: datetime) -> str:
    return when.date().isoformat()
