"""``chiron regrade``: runs the checkers installed now over recorded answers; tells what they would say otherwise."""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from chiron.core.errors import InvalidInput
from chiron.core.learning.mastery import model
from chiron.desks.studio import regrading
from chiron.desks.studio.desk import StudioDesk
from chiron.desks.studio.regrading import Replay, Wish
from chiron.engine.folds import Folds
from chiron.engine.grading.checks import Graders
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import csvs
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from chiron.faces.cli import finding
from chiron.faces.cli.office import Office
from chiron.faces.cli.rebuild import chosen

HEAD = ("school", "learner", "when", "course", "skill", "attempt", "found", "was", "would be", "by", "would be by")
WORDS = {
    "changes": "changes",
    "decided": "differs; a person decided, and that stands",
    "abstains": "not judged now; left as it is",
    "unreadable": "not read now; left as it is",
    "gone": "not asked now; left as it is",
}
"""What is listed, beside those that stay the same."""
BY_PEOPLE = "by people's decisions"
"""Counted besides: verdicts that follow what people decided of earlier answers."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron regrade``."""
    parser.add_argument("--dry-run", action="store_true", help="only list what would change")
    parser.add_argument("--school", metavar="SLUG", help="only this school, by its short name")
    parser.add_argument("--course", metavar="ID", help="only answers in this course")
    parser.add_argument("--checker", metavar="NAME", help="only answers judged by it: numeric, or numeric@1")
    parser.add_argument("--since", metavar="DATE", type=_day, help="only answers given since (2026-11-30, in UTC)")
    parser.add_argument("--csv", metavar="FILE", type=Path, help="write the list to a new file as well")
    parser.add_argument("--yes", action="store_true", help="record what changes without asking")


def _day(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except ValueError:
        raise argparse.ArgumentTypeError("write the date as 2026-11-30") from None


async def run(options: argparse.Namespace, office: Office) -> int:
    """List; then, unless told only to list, ask and record. Raises InvalidInput, NotFound."""
    wish = Wish(options.course, options.checker, options.since)
    graders = Graders(trust=office.settings.programs)
    async with office.records() as endpoint:
        database = await Database.open(endpoint.app_url, minimum=1, maximum=2)
        try:
            desk = StudioDesk(database, Folds(Shelf(), model()), finding.now, new_id)
            schools = await chosen(endpoint.owner_url, options.school)
            changing, counts = await _listed(desk, graders, schools, wish, options.csv)
            _told(counts)
            if not changing or options.dry_run:
                return 0
            if not (options.yes or _agreed(len(changing))):
                print("Nothing was recorded.")
                return 0
            kept = await _recorded(desk, graders, changing)
            print(
                f"{kept} of {len(changing)} recorded as judged again by Chiron. Learners whose result changed are told."
            )
        finally:
            await graders.close()
            await database.close()
    return 0


Changing = list[tuple[UUID, UUID, str, str]]
"""School, learner, course and attempt of what changes: no more of it is held."""


async def _listed(
    desk: StudioDesk, graders: Graders, schools: list[tuple[UUID, str]], wish: Wish, file: Path | None
) -> tuple[Changing, Counter[str]]:
    changing, counts = Changing(), Counter[str]()
    with _table(file) as write:
        for school, slug in schools:
            async for replay in regrading.replays(desk, graders, school, wish):
                counts[replay.found] += 1
                counts[BY_PEOPLE] += bool(replay.verdict and {"decisions", "learnt"} & replay.verdict.proof.keys())
                if replay.found == "changes":
                    changing.append((school, replay.learner.id, replay.course, replay.attempt))
                if replay.found != "same":
                    write(_row(slug, replay))
    return changing, counts


@contextmanager
def _table(file: Path | None) -> Iterator[Any]:
    """Something that prints a row, and writes it to a new file that only its owner reads, where one is wanted."""
    if file is None:
        yield _print
        return
    finding.write_new(file, b"")
    with file.open("w", newline="", encoding="utf-8-sig") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(HEAD)

        def both(row: tuple[str, ...]) -> None:
            _print(row)
            writer.writerow([csvs.safe(cell) for cell in row])

        yield both


def _row(slug: str, replay: Replay) -> tuple[str, ...]:
    verdict = replay.verdict
    return (
        slug,
        replay.learner.sign_in_name,
        replay.at.strftime("%Y-%m-%d %H:%M"),
        replay.course,
        replay.skill,
        replay.attempt,
        WORDS[replay.found],
        _judged(str(replay.was), replay.wrong),
        _judged(str(verdict.outcome), replay.now) if verdict else "",
        replay.old,
        verdict.checker if verdict else "",
    )


def _judged(outcome: str, wrong: str | None) -> str:
    return f"{outcome} ({wrong})" if wrong and outcome != "correct" else outcome


def _print(row: tuple[str, ...]) -> None:
    slug, learner, when, course, skill, attempt, found, was, now, old, new = row
    told = f"{was} by {old} -> {now} by {new}" if now else f"{was} by {old}"
    print(f"{slug} {learner} {when} {course}/{skill} {attempt}: {told}: {found}", flush=True)


def _told(counts: Counter[str]) -> None:
    by_people = counts.pop(BY_PEOPLE, 0)
    total = counts.total()
    left = sum(counts[name] for name in ("abstains", "unreadable", "gone"))
    print(
        f"{total} answer{'' if total == 1 else 's'} checked again: {counts['same']} the same, {counts['changes']} would"
        f" change, {counts['decided']} differ from what a person decided, {left} left alone"
        f" ({counts['abstains']} not judged, {counts['unreadable']} not read, {counts['gone']} not asked now)."
    )
    if by_people:
        print(
            f"{by_people} of them follow{'s' if by_people == 1 else ''} people's decisions of answers to the same"
            " question, as they stand now: the same decisions give the same list."
        )


def _agreed(count: int) -> bool:
    """Ask; where nobody can answer, refuse. Raises InvalidInput."""
    if not sys.stdin.isatty():
        raise InvalidInput("Nothing was recorded: nobody is there to confirm it. Add --yes to record it, or --dry-run.")
    return input(f"Record {count} judgement{'' if count == 1 else 's'} of Chiron's? [y/N] ").strip().lower() in (
        "y",
        "yes",
    )


async def _recorded(desk: StudioDesk, graders: Graders, changing: Changing) -> int:
    kept, touched = 0, dict[tuple[UUID, UUID, str], None]()
    for school, learner, course, attempt in changing:
        if await regrading.keep(desk, graders, school, learner, attempt):
            kept += 1
            touched[(school, learner, course)] = None
    for school, learner, course in touched:
        await regrading.rebuilt(desk, school, learner, course)
    return kept
