"""Whether a wrong idea is named from the line it makes, and whether a right line is ever called wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.pairs.wrongs import EVERY, Line, as_typed, rewritings, right_lines, start, wrong_lines
from chiron.core.learning.maths.reading import read
from chiron.core.learning.maths.show import typed
from chiron.core.learning.maths.tree import TooLarge
from chiron.core.learning.unread import Unread
from chiron.core.learning.working.judging import State, judge
from chiron.core.learning.working.rules import RULES, SLIPS, Rule

EACH = 24
"""Wrong lines of every idea."""
SEEDS = 40
"""Draws of numbers for each shape, at most."""
LEAST = 5
"""An idea with fewer lines is not measured."""


@dataclass
class Found:
    """How the lines of one idea were named. ``first``: it alone, or before all others; ``tied``: first, or among those
    that make the very same line side by side, so that nothing in the line tells which it was; ``among``: named at all.
    """

    lines: int = 0
    first: int = 0
    tied: int = 0
    among: int = 0
    others: Counter[str] = field(default_factory=Counter)


def recalled(rule: Rule, each: int, seed: int) -> Found:
    """How often an idea is named again. A slip counts where no idea makes the line: ideas are always named before."""
    chance, found = Random(f"{rule.id}/{seed}"), Found()
    draws = [(number, *shape) for number in range(SEEDS) for shape in EVERY]
    for number, goal, shape in sorted(draws, key=lambda draw: (draw[0], chance.random())):
        task = start(goal, shape, 1000 * seed + number)
        for line in wrong_lines(rule, task, chance):
            _count(found, rule, line)
        if found.lines >= each:
            break
    return found


def _count(found: Found, rule: Rule, line: Line) -> None:
    judged = judge(line.task, [*line.above, read(line.typed).tree])[-1]
    names = [idea.rule for idea in judged.ideas]
    # A part of the solutions is no wrong line, and one that an idea makes is that idea's before it is a slip.
    if judged.state is State.PART or (rule in SLIPS and names and names[0] not in {slip.id for slip in SLIPS}):
        return
    exact = {idea.rule for idea in judged.ideas if idea.exact}
    found.lines += 1
    found.first += names[:1] == [rule.id]
    found.tied += names[:1] == [rule.id] or rule.id in exact
    found.among += rule.id in names
    if rule.id not in exact and names[:1] != [rule.id]:
        found.others[f"{typed(line.task.start)} -> {line.typed}"] += 1


@benchmark(
    "grading.ideas.recall",
    "wrong ideas named from the lines they make: the worst of 72",
    "%",
    goal=Goal(95, at="least"),
)
def recall(progress: Progress) -> Figure:
    """The least share over all ideas; the first name counts, or one of those that make the very same line."""
    shares: dict[str, Found] = {}
    for rule in (*RULES, *SLIPS):
        found = recalled(rule, EACH, 1)
        if found.lines >= LEAST:
            shares[rule.id] = found
        else:
            progress(f"{rule.id}: only {found.lines} lines, not measured")
    ordered = sorted(shares.items(), key=lambda one: one[1].tied / one[1].lines)
    for name, found in ordered[:6]:
        progress(f"{name}: {found.tied} of {found.lines}, {found.first} alone first, {found.among} named at all")
        for text in list(found.others)[:3]:
            progress(f"    {text}")
    total = sum(found.lines for found in shares.values())
    over = [100 * sum(getattr(found, what) for found in shares.values()) / total for what in ("tied", "first", "among")]
    worst, least = ordered[0][0], ordered[0][1].tied / ordered[0][1].lines
    note = (
        f"{len(shares)} ideas, {total} lines; worst {worst}; over all {over[0]:.1f} % "
        f"(first without a tie {over[1]:.1f} %, named at all {over[2]:.1f} %)"
    )
    return Figure(100 * least, note=note)


def rights(seeds: int, seed: int) -> tuple[int, list[str]]:
    """How many right lines were judged, and those called wrong."""
    chance, lines, wrong = Random(seed), 0, []
    for number in range(seeds):
        for goal, shape in EVERY:
            task = start(goal, shape, 1000 * seed + number)
            way = right_lines(task)
            for at, line in enumerate(way):
                # Several steps at once: any line of the way after any other.
                above = way[: chance.randint(0, at)]
                for text in {*rewritings(task, line, chance), as_typed(line, goal, chance) or typed(line)}:
                    try:
                        state = judge(task, [*above, read(text).tree])[-1].state
                    except (Unread, TooLarge):
                        continue
                    lines += 1
                    if state is State.WRONG:
                        wrong.append(f"{typed(task.start)} -> {text}")
    return lines, wrong


@benchmark("grading.ideas.right-called-wrong", "right lines of working called wrong", "%", goal=Goal(1))
def right_called_wrong(progress: Progress) -> Figure:
    """Chiron's own ways and random rewritings of their lines, several steps at once too."""
    lines, wrong = 0, list[str]()
    for seed in (1, 2, 3):
        more, bad = rights(2, seed)
        lines, wrong = lines + more, wrong + bad
        progress(f"{lines} right lines, {len(wrong)} called wrong")
    for text in wrong[:10]:
        progress(f"    {text}")
    return Figure(100 * len(wrong) / lines, note=f"{len(wrong)} of {lines}")
