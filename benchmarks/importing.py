"""What arrives from OATutor's pool: whether it is whole and gradable, and how long it takes."""

from __future__ import annotations

import re
import resource
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.importing_pool import Source, Tally, composed, pairs
from chiron.core.learning.generate import Item, ItemStep
from chiron.core.learning.interactions import interaction
from chiron.core.words import Outcome

_GAP = re.compile(r"\W+|_+")
_UNTYPED = re.compile(r"\\operatorname|##[^#]*(?:##|$)|\\left|\\right|\\n(?![a-z])", re.MULTILINE)


def bones(text: object) -> str:
    """Letters and digits alone: what a text says, however it is marked up."""
    return _GAP.sub("", _UNTYPED.sub(" ", str(text))).casefold()


def said(text: str, source: Source, step: Mapping[str, Any]) -> str:
    """The same of a text of the source, whose new lines are written out, with its variables' first values."""
    values = {**source.problem.get("variabilization", {}), **step.get("variabilization", {})}
    for name, some in values.items():
        text = text.replace(f"@{{{name}}}", some[0])
    parts = text.split("$$")
    return bones("".join(part if number % 2 else part.replace("\\n", " ") for number, part in enumerate(parts)))


def lacking(source: Source, name: str, step: Mapping[str, Any], item: Item, came: ItemStep) -> str | None:
    """What of a step did not come; None where it is whole and a checker decides it."""
    asked = bones(came.prompt) + bones(item.prompt)
    if any(said(step[part], source, step) not in asked for part in ("stepTitle", "stepBody")):
        return "step whose words are not all there"
    if said(source.problem["body"], source, step) not in asked:
        return "problem whose words are not all there"
    given = [bones(text) for _, text in came.hints] + [bones(came.solution)]
    for hint in source.hints.get(name, []):
        wanted = said(hint["text"], source, step)
        if not any(wanted in text for text in given):
            return "hint that did not come"
    kind = interaction(came.kind)
    right = kind.right(came.task, came.key)
    if right is None:
        return "step that only a person can grade"
    if kind.grade(came.task, came.key, kind.read(came.task, right)).outcome is not Outcome.CORRECT:
        return "step whose own answer is not right"
    return None


@benchmark(
    "import.oatutor.yield",
    "OATutor steps that arrive whole and gradable",
    "share",
    goal=Goal(0.99, at="least"),
)
def arriving(progress: Progress) -> Figure:
    """Words, hints, scaffolds and a key that a checker decides; each loss is named."""
    tally, kinds = Tally(), Counter[str]()
    for _, source, name, step, item, came in pairs(tally):
        kinds[came.kind] += 1
        what = lacking(source, name, step, item, came)
        if what is None:
            tally.good += 1
        else:
            tally.miss(what, name)
    _, report = composed()
    for line in report.lines:
        if line.fate == "left out":
            progress(str(line))
    every = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    missed = tally.told(progress)
    pictures = sum(line.what == "picture" and line.fate == "left out" for line in report.lines)
    note = (
        f"{tally.good} of {tally.steps} steps ({every}); {missed or 'none lost'}; {pictures} pictures not in the source"
    )
    return Figure(tally.good / max(1, tally.steps), None, note)


@benchmark("import.oatutor.seconds", "OATutor's pool read and composed, keys proved", "s", goal=Goal(20.0))
def seconds(progress: Progress) -> Figure:
    """From the archive to the course as content, in one process."""
    start, begun = time.perf_counter(), time.process_time()
    made, report = composed.__wrapped__()
    took, worked = time.perf_counter() - start, time.process_time() - begun
    count = report.count(what="item")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    progress(f"{count} problems, {report.steps} steps, {len(made.media)} pictures, {peak:.0f} MB at most")
    note = f"{count} problems, {report.steps} steps; {worked:.1f} s of one processor; at most {peak:.0f} MB"
    return Figure(took, None, note)


@benchmark("import.oatutor.memory", "peak memory of that", "MB", goal=Goal(1024.0))
def memory(progress: Progress) -> Figure:
    """Of the whole process, in which nothing else runs."""
    _, report = composed()
    progress(f"{report.steps} steps")
    return Figure(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
