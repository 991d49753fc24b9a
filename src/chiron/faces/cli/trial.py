"""``chiron trial``: starts, stops, lists and reads out trials of two or more policies in a course."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime

from chiron.core.errors import InvalidInput
from chiron.core.learning.mastery import model
from chiron.core.learning.trying import OUTCOMES
from chiron.desks.insight.trials import Against, Standing, standing
from chiron.engine.fits import trials
from chiron.engine.fits.trials import Trial
from chiron.engine.folds import Folds
from chiron.engine.library.shelf import Shelf
from chiron.engine.records.database import Connection
from chiron.engine.records.ids import new_id
from chiron.faces.cli.finding import add_school, find_school, now
from chiron.faces.cli.office import Office


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron trial``."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    starting = actions.add_parser("start", help="start a trial in a course")
    starting.add_argument("course", metavar="COURSE", help="the course's id")
    starting.add_argument("name", metavar="NAME", help="what to call it")
    starting.add_argument(
        "--arm",
        action="append",
        default=[],
        metavar="POLICY[=SHARE]",
        help="a policy, and its share (1); give at least two, the first is what the others are compared to",
    )
    outcomes = "; ".join(f"{word}: {about.format(days='N')}" for word, about in OUTCOMES.items())
    starting.add_argument("--outcome", default="skills", choices=list(OUTCOMES), help=f"{outcomes} (%(default)s)")
    starting.add_argument(
        "--days", type=int, default=14, metavar="N", help="how long after a learner began it is measured (%(default)s)"
    )
    starting.add_argument(
        "--school-agrees",
        action="store_true",
        help="the school agrees for learners below its age line, where its settings let it",
    )
    for action, about in (("stop", "stop a trial; the usual policy chooses again"), ("show", "read a trial out")):
        actions.add_parser(action, help=about).add_argument("name", metavar="NAME", help="the trial")
    actions.add_parser("list", help="list the trials of a school")
    for each in actions.choices.values():
        add_school(each)


async def run(options: argparse.Namespace, office: Office) -> int:
    """Do it. Raises InvalidInput, NotFound or Conflict."""
    async with office.database() as database:
        school = await find_school(database, options.school)
        async with database.school(school.id) as conn:
            if options.action == "start":
                await _start(conn, options)
            elif options.action == "stop":
                stopped = await trials.stop(conn, options.name, now())
                print(f"{stopped.name} is stopped. Read it out with: chiron trial show {stopped.name!r}")
            elif options.action == "list":
                _list(await trials.every(conn))
            else:
                await _show(conn, options.name)
    return 0


async def _start(conn: Connection, options: argparse.Namespace) -> None:
    course, _version = await Shelf().course(conn, options.course)
    made = await trials.start(
        conn,
        new_id(),
        course.id,
        options.name,
        read_arms(options.arm),
        options.outcome,
        options.days,
        options.school_agrees,
        now(),
    )
    print(f"{made.name} runs in {course.title}: {_arms(made)}; compared by {_outcome(made)}.")
    print("Who takes part is who agrees: learners find it under My data, guardians under Family.")
    if made.school_agrees:
        print("The school agrees for those below its age line, unless somebody says no for them.")
    print(f"See where it stands, as often as you like: chiron trial show {made.name!r}")


def read_arms(given: Sequence[str]) -> dict[str, float]:
    """Policies with their shares, as typed. Raises InvalidInput."""
    arms = dict[str, float]()
    for text in given:
        policy, marked, share = text.partition("=")
        if policy in arms:
            raise InvalidInput(f"The policy {policy!r} is given twice.", field="arm")
        try:
            arms[policy] = float(share) if marked else 1.0
        except ValueError:
            raise InvalidInput(f"The share of {policy!r} is a number, such as {policy}=2.", field="arm") from None
    return arms


def _list(found: Sequence[Trial]) -> None:
    for trial in found:
        until = f"stopped {_day(trial.stopped)}" if trial.stopped else "runs"
        print(f"{trial.name}: {_arms(trial)} in {trial.course}, from {_day(trial.started)}, {until}")
    if not found:
        print("There is no trial here. Start one with: chiron trial start COURSE NAME --arm steady --arm gain")


async def _show(conn: Connection, name: str) -> None:
    trial = await trials.find(conn, name)
    stands = await standing(conn, Folds(Shelf(), model()), trial, now())
    until = f", stopped {_day(trial.stopped)}" if trial.stopped else ""
    print(f"{trial.name}: {trial.course}, since {_day(trial.started)}{until}")
    print(f"compared by {_outcome(trial)}")
    told(stands)


def told(stands: Standing) -> None:
    """Where a trial stands, as a person reads it in a terminal."""
    print(f"  {'policy':16}{'share':>7}{'began':>8}{'over':>7}{'counted':>9}{'mean':>9}")
    whole = sum(arm.share for arm in stands.arms)
    for arm in stands.arms:
        mean = f"{arm.arm.mean:.3f}" if arm.arm.count else "-"
        figures = f"{arm.share / whole:>7.0%}{arm.begun:>8}{arm.over:>7}{arm.arm.count:>9}{mean:>9}"
        print(f"  {arm.policy:16}{figures}")
    for one in stands.against:
        print(f"  {one.policy} beside {stands.arms[0].policy}: {_verdict(one, stands)}")
    if any(arm.without for arm in stands.arms):
        gave = ", ".join(f"{arm.without} of {arm.policy}" for arm in stands.arms)
        print(f"  not counted, for want of anything to tell it from: {gave}. If these differ much, beware.")


def _verdict(one: Against, stands: Standing) -> str:
    read, sure = one.readout, 1 - stands.alpha
    if one.verdict == "early":
        return f"too early to say anything: {stands.least} learners of each, whose days are over, are the least"
    span = f"{read.difference:+.3f}, {read.low:+.3f} to {read.high:+.3f} ({sure:.1%}, valid whenever you look)"
    says = {"open": "no difference is shown so far", "more": "it brings more", "less": "it brings less"}[one.verdict]
    return f"{says}: {span}"


def _arms(trial: Trial) -> str:
    whole = sum(trial.shares.values())
    return " and ".join(f"{policy} ({share / whole:.0%})" for policy, share in trial.shares.items())


def _outcome(trial: Trial) -> str:
    return OUTCOMES[trial.outcome].format(days=trial.days)


def _day(when: datetime) -> str:
    return when.date().isoformat()
