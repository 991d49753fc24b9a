"""The courses that come with Chiron: how much there is, what is wrong in it, and which wrong ideas are named.

CHIRON_BENCH_SAMPLES changes the 2,000 samples of each template; CHIRON_BENCH_PROCESSES the two processes.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from functools import cache
from multiprocessing import Pool

from benchmarks.courses_path import COURSES, ROOT
from benchmarks.courses_peer import disagreements
from benchmarks.harness import Figure, Goal, Progress, benchmark
from chiron.core.learning.course import Course
from chiron.core.learning.generate import Item, ItemStep, generate, misconceptions_in
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.reading import Reading
from chiron.core.learning.maths.reading import read as read_maths
from chiron.core.learning.maths.show import typed
from chiron.core.learning.translation import in_language
from chiron.core.learning.working.rules import RULES, SLIPS
from chiron.core.words import Outcome
from chiron.engine.library.checking import look_over
from chiron.engine.library.reading import read_course
from chiron.engine.library.sampling import sampled

SAMPLES = int(os.environ.get("CHIRON_BENCH_SAMPLES", "2000"))
CLOSELY = 200
"""So many different items of a template are graded and read in full."""
DISTINCT = 400
NAMED = 24
RULE = {rule.id: rule for rule in (*RULES, *SLIPS)}
Job = tuple[str, str, str, str]
"""Course, language, skill, template."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What samples of one template showed; steps with a number, with a route to it, with a route from the prompt."""

    name: str
    samples: int
    told: tuple[str, ...]
    numbers: int = 0
    routes: int = 0
    begun: int = 0


@cache
def course(name: str, language: str) -> Course:
    """A course in a language."""
    own = read_course(ROOT / name)
    return own if language == own.locale.language else in_language(own, language)


def jobs() -> list[Job]:
    """Every template in every language in which its course is offered to learners."""
    found = []
    for name in COURSES:
        own = read_course(ROOT / name)
        found += [(name, language, *each) for language in own.tongues for each in own.templates]
    return found


def _pool() -> int:
    return int(os.environ.get("CHIRON_BENCH_PROCESSES", "2"))


def _made(job: Job, count: int) -> list[Item]:
    name, language, skill, template = job
    return [generate(course(name, language), skill, template, seed) for seed in range(count)]


def distinct(job: Job) -> int:
    """Different items among DISTINCT draws, by what is asked and by what the picture shows: a lower bound."""
    return len({repr((item.given, [(step.prompt, step.key) for step in item.steps])) for item in _made(job, DISTINCT)})


@benchmark("courses.size", f"different items among {DISTINCT} draws of each template, at least", "items")
def size(progress: Progress) -> Figure:
    """Skills, templates and items of both courses, in their own language."""
    every = [job for job in jobs() if job[1] == course(job[0], "en").locale.language]
    with Pool(_pool()) as pool:
        counts = dict(zip(every, pool.map(distinct, every, chunksize=4), strict=True))
    notes = []
    for name in COURSES:
        own = read_course(ROOT / name)
        items = sum(count for job, count in counts.items() if job[0] == name)
        notes.append(f"{name}: {len(own.skills)} skills, {len(own.templates)} templates, {items} items")
        progress(notes[-1])
    return Figure(float(sum(counts.values())), None, "; ".join(notes))


def looked(job: Job) -> Looked:
    """What the checker finds in so many samples, and where a second way to the key disagrees."""
    name, language, skill, template = job
    own = course(name, language)
    told = [
        f"{message} {remedy}"
        for _, message, remedy in sampled(own, skill, own.templates[skill, template], SAMPLES, CLOSELY)
    ]
    apart, numbers, routes, begun = disagreements(_made(job, min(SAMPLES, 500)))
    return Looked("/".join(job), SAMPLES, (*told, *apart), numbers, routes, begun)


@benchmark("courses.faults", f"faults found per 1,000 samples, {SAMPLES} of each template", "faults", goal=Goal(0.0))
def faults(progress: Progress) -> Figure:
    """Every look of ``chiron course check``, and keys worked out by a path of their own.

    A fault counts once a template, a key that comes out otherwise once an item.
    """
    every = jobs()
    shape = [f"{name}: {fault}" for name in COURSES for fault in look_over(ROOT / name).faults]
    with Pool(_pool()) as pool:
        found = list(pool.imap_unordered(looked, every, chunksize=1))
    for line in shape:
        progress(line)
    for one in found:
        for line in one.told:
            progress(f"{one.name}: {line}")
    count = len(shape) + sum(len(one.told) for one in found)
    samples = sum(one.samples for one in found)
    numbers, routes, begun = (sum(getattr(one, name) for one in found) for name in ("numbers", "routes", "begun"))
    note = (
        f"{count} faults in {samples} samples of {len(every)} templates; {routes} of {numbers} number keys recomputed, "
        f"{begun} of them from the prompt"
    )
    return Figure(1000.0 * count / samples, None, note)


def ideas(job: Job) -> tuple[Counter[tuple[str, str, str]], Counter[tuple[str, str, str]]]:
    """(course, skill, wrong idea) -> items in which an answer of it is expected; in which it is refused and named."""
    expected: Counter[tuple[str, str, str]] = Counter()
    named: Counter[tuple[str, str, str]] = Counter()
    for item in _made(job, NAMED):
        for step in item.steps:
            met = _met(step)
            # A step that exercises another skill may name an idea of either.
            wanted = _working_ideas(step) if step.kind == "working" else _authored_ideas(step)
            for idea in wanted:
                key = (job[0], _owner(job, step, idea), idea)
                expected[key] += 1
                named[key] += idea in met
    return expected, named


def _owner(job: Job, step: ItemStep, idea: str) -> str:
    own = course(job[0], job[1])
    return step.skill if any(wrong.id == idea for wrong in own.skills[step.skill].misconceptions) else job[2]


def _authored_ideas(step: ItemStep) -> set[str]:
    # What a graph finds by itself is among its mistakes; what an expression traces is not.
    without = ("misconceptions",) if step.kind == "graph" else ("misconceptions", "ideas")
    return misconceptions_in({name: value for name, value in step.key.items() if name not in without})


def _met(step: ItemStep) -> set[str]:
    """The wrong ideas that the grader names for the wrong answers of a step."""
    kind, found = interaction(step.kind), set[str]()
    if step.kind == "code":  # only running it tells; ``chiron course check`` does
        return _authored_ideas(step)
    forms = (
        [{"answer": lines} for lines in _wrong_lines(step)]
        if step.kind == "working"
        else kind.mistakes(step.task, step.key)
    )
    for form in forms:
        try:
            verdict = kind.grade(step.task, step.key, kind.read(step.task, form))
        except Unread:
            continue
        if verdict.outcome is not Outcome.CORRECT and verdict.misconception:
            found.add(verdict.misconception)
    return found


def _working_ideas(step: ItemStep) -> set[str]:
    """Ideas whose rule makes a wrong line somewhere on Chiron's way in this item."""
    return {entry["misconception"] for entry in step.key["ideas"] if any(_made_by(step, entry["rule"]))}


def _wrong_lines(step: ItemStep) -> list[list[str]]:
    return [lines for entry in step.key["ideas"] for lines in _made_by(step, entry["rule"])]


def _made_by(step: ItemStep, rule: str) -> list[list[str]]:
    """Right lines of the way, and after them a wrong one that the rule makes of the last."""
    if len(step.task["start"]) != 1:
        return []
    (start,) = step.task["start"]
    right = interaction("working").right(step.task, step.key)
    lines = right["answer"] if right else []
    first = read_maths(start, Reading()).tree
    found = []
    for count, above in enumerate([start, *lines[:-1]]):
        for made in RULE[rule].lines(read_maths(above, Reading()).tree):
            if same(first, made).equal is False:
                found.append([*lines[:count], typed(made)])
    return found


@benchmark(
    "courses.named",
    "misconceptions whose typical wrong answers are refused and named in nine of ten items",
    "share",
    goal=Goal(0.95, at="least"),
)
def names(progress: Progress) -> Figure:
    """Through the real graders, every wrong answer that authors expect and every line that a named rule makes."""
    expected: Counter[tuple[str, str, str]] = Counter()
    named: Counter[tuple[str, str, str]] = Counter()
    with Pool(_pool()) as pool:
        for one, other in pool.imap_unordered(ideas, jobs(), chunksize=2):
            expected += one
            named += other
    every = [
        (name, s.id, wrong.id)
        for name in COURSES
        for s in course(name, "en").skills.values()
        for wrong in s.misconceptions
    ]
    good = [idea for idea in every if expected[idea] and named[idea] >= 0.9 * expected[idea]]
    for idea in every:
        if idea not in good:
            progress(f"{'/'.join(idea)}: named in {named[idea]} of {expected[idea]} items")
    single = sum(named.values()) / max(1, sum(expected.values()))
    note = f"{len(good)} of {len(every)} misconceptions; of single items {single:.3f}"
    return Figure(len(good) / len(every), None, note)
