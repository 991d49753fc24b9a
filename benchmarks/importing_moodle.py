"""Question banks of Moodle and H5P: how much of them arrives whole and can be graded, and whether the keys are true.

The shared samples lie in ``../shared/data/content`` or the folder that CHIRON_BENCH_CONTENT names, never in the
repository; they are left out where they are absent. What is written here holds one question of every type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.harness import CONTENT, Figure, Goal, Progress, benchmark
from benchmarks.importing_moodle_made import BANKS, Bank, Expected
from chiron.core.learning.course import Course, Locale, Skill, Template
from chiron.core.learning.generate import Item, ItemStep, Maker
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.words import Outcome
from chiron.engine.library.importing.arriving import Question
from chiron.engine.library.importing.composing import Composer
from chiron.engine.library.importing.opening import Opened, Unusable, open_bytes, open_path
from chiron.engine.library.importing.readers import reader
from chiron.engine.library.importing.reporting import Report

SHARED: Mapping[str, tuple[str, str]] = {
    "gift": ("moodle", "*.gift.txt"),
    "aiken": ("moodle", "*aiken*.txt"),
    "moodle": ("moodle", "*.xml"),
    "h5p": ("h5p", "*.h5p"),
}
FAULTS_OF_SOURCE = (
    "It has fewer than two options.",
    "It has options and no text before them.",
    "It has no line ANSWER:",
    "Its answer ",
    "There is nothing here for H5P's type",
)
"""Why a question may be left out without being a loss: there is none, or it is broken, in the source."""


@dataclass(slots=True)
class Read:
    """What came of one source: the first item of each title, the kinds of each key, and what was left out."""

    items: dict[str, Item] = field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    report: Report = field(default_factory=Report)


def read(name: str, opened: Opened) -> Read:
    """Read a source by the reader of a format and compose it; every item that came, made once. Raises Unusable."""
    found = Read(report=Report(source=opened.name, format=name))
    composer = Composer(found.report)
    titles: dict[str, str] = {}
    for arrival in reader(name).read(opened, found.report):
        composer.take(arrival)
        if isinstance(arrival, Question):
            titles[arrival.key] = arrival.title
    made = composer.compose()
    found.report.close()
    locale = Locale.model_validate(made.content["locale"])
    by_place = {
        f"{one['id']}/{template['id']}": template
        for unit in made.content["units"]
        for one in unit["skills"]
        for template in one["templates"]
    }
    for key, title in titles.items():
        if key not in made.placed:
            continue
        item = made_once(by_place[made.placed[key].place], locale)
        found.items.setdefault(title, item)
        found.kinds[key] = tuple(step.kind for step in item.steps)
    return found


def made_once(template: Any, locale: Locale, seed: int = 0) -> Item:
    """An item of a template by itself."""
    none: Any = ()
    course = Course.model_construct(None, **{"id": "imported", "locale": locale, "units": none})
    skill = Skill.model_construct(None, **{"id": "imported", "misconceptions": none, "templates": none})
    item = Maker(course, skill, Template.model_validate(template)).attempt(seed, 0)
    assert item is not None
    return item


def form(step: ItemStep, said: Any) -> dict[str, list[str]]:
    """An answer, as a learner gives it, as the page sends it."""
    task = step.task
    if step.kind in ("choice", "multiple-choice"):
        wanted = [said] if isinstance(said, str) else said
        return {"answer": [one["id"] for one in task["options"] if one["text"] in wanted]}
    if step.kind == "match":
        rights = {one["text"]: one["id"] for one in task["rights"]}
        return {f"answer.{left['id']}": [rights[said[left["text"]]]] for left in task["lefts"]}
    if step.kind == "order":
        names = {one["text"]: one["id"] for one in task["items"]}
        return {"answer": [names[text] for text in said]}
    if step.kind in ("cloze", "table"):
        return {f"answer.{name}": [word] for name, word in zip(step.key["gaps"], said, strict=True)}
    return {"answer": [said]}


def outcome(step: ItemStep, said: Any) -> Outcome | None:
    """What the grader says of an answer; None where it cannot be read."""
    kind = interaction(step.kind)
    try:
        return kind.grade(step.task, step.key, kind.read(step.task, form(step, said))).outcome
    except (Unread, KeyError):
        return None


def wrong_keys(item: Item, expected: Expected) -> Iterator[str]:
    """Right answers that are refused, and wrong ones that are accepted."""
    for step, right, wrong in zip(item.steps, expected.right, expected.wrong, strict=True):
        yield from (f"{said!r} is refused" for said in right if outcome(step, said) is not Outcome.CORRECT)
        yield from (f"{said!r} is accepted" for said in wrong if outcome(step, said) is Outcome.CORRECT)


def looked_at(bank: Bank) -> Iterator[tuple[str, str]]:
    """Each question of a made bank with what is wrong with it; "" where nothing is."""
    try:
        found = read(bank.format, open_bytes(bank.name, bank.data))
    except Unusable as error:
        yield from ((title, error.message) for title in bank.expected)
        return
    left = {line.key: line.why for line in found.report.lines if line.fate == "left out"}
    for title, expected in bank.expected.items():
        item = found.items.get(title)
        if item is None:
            yield title, f"did not come: {left}"
        elif tuple(step.kind for step in item.steps) != expected.kinds:
            yield title, f"came as {', '.join(step.kind for step in item.steps)}"
        else:
            yield title, "; ".join(wrong_keys(item, expected))


@dataclass(frozen=True, slots=True)
class Shared:
    """What came of one shared sample: graded questions, those that a person reads, losses, faults of the source."""

    graded: int = 0
    read: int = 0
    lost: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def shared(name: str, path: Path) -> Shared:
    """One shared sample."""
    try:
        found = read(name, open_path(path))
    except Unusable as error:
        return Shared(faults=(error.message,))
    graded = sum("open" not in kinds for kinds in found.kinds.values())
    left = [str(line) for line in found.report.lines if line.fate == "left out" and line.what == "item"]
    faults = tuple(line for line in left if any(why in line for why in FAULTS_OF_SOURCE))
    lost = tuple(line for line in left if line not in faults)
    return Shared(graded, len(found.kinds) - graded, lost, faults)


@benchmark(
    "import.moodle.yield",
    "questions of GIFT, Aiken, Moodle XML and H5P for which there is a kind, whole and graded truly",
    "share",
    goal=Goal(1.0, at="least"),
)
def arrive(progress: Progress) -> Figure:
    """Shared samples count by what came; made ones also by answers that must be accepted and refused."""
    good = total = faults = 0
    for name, (folder, pattern) in SHARED.items():
        for path in sorted((CONTENT / folder).glob(pattern)):
            one = shared(name, path)
            good, total = good + one.graded, total + one.graded + len(one.lost)
            faults += len(one.faults)
            progress(f"{path.name}: {one.graded} graded, {one.read} read by a person, {len(one.lost)} lost")
            for line in one.lost:
                progress(f"lost: {line}")
            for line in one.faults:
                progress(f"fault of the source: {line}")
    samples = total
    for bank in BANKS:
        for title, wrong in looked_at(bank):
            total += 1
            good += not wrong
            if wrong:
                progress(f"lost: {bank.name}: {title!r} {wrong}")
    note = f"{samples} of shared samples, {total - samples} made, one of every type; {faults} faults of the sources"
    return Figure(good / max(1, total), None, note)
