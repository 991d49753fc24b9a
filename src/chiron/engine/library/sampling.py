"""Making many items of a template and looking at each: wrong, degenerate or ambiguous ones are faults."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from chiron.core.learning.course import Course, Template, rung_way
from chiron.core.learning.exact import FormulaError
from chiron.core.learning.generate import Item, ItemStep, Maker, misconceptions_in
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.learning.interactions.labelling.svg import DrawingRefused, read_drawing
from chiron.core.words import Json, Outcome
from chiron.engine.library import faults as where
from chiron.engine.library.looks import Manner, Sight, look_closely, look_quickly

TRIES = 60
"""Draws for each item before the sampler goes on to the next seed."""
GRADED = 16
"""So many different items of a template are graded, where grading is slow or adds little; the others are looked at by
what the kind itself says of them, which compares every wrong answer with the right one."""
EXCLUDE = "Correct it, or exclude it in `where`."
EXAMPLE = "worked_example"
"""The rung that works another case, and may show an answer."""
LEAST_NAMED = 0.8
MOST_UNNAMED = 8
"""Items that are too few to say that a wrong idea is not named."""
MOST_SAME = 0.9
LEAST_KEPT = 0.01
DOUBLE_SIGN = re.compile(r"[+\-−]\s*[-−]\s*[\d\\a-z]")
BARE_ONE = re.compile(r"(?<![\w.,{}^\\/])[01][a-z](?![a-z])")
VALUE = re.compile(r"\d+|'[^']*'|\"[^\"]*\"|\{.*\}")
MATHS = re.compile(r"\$+([^$]*)\$+")


@dataclass(slots=True)
class _Seen:
    """What the samples of one template showed."""

    items: Counter[tuple[str, ...]] = field(default_factory=Counter)
    draws: int = 0
    kept: int = 0
    closely: int = GRADED
    told: dict[tuple[where.Path, str], tuple[str, str, str]] = field(default_factory=dict)
    """(place, message without its values) -> the first message with its example and remedy."""
    answers: dict[str, Counter[str]] = field(default_factory=dict)
    given: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(step, rung) -> how often the rung states an answer that the problem does not."""

    looked: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = field(default_factory=dict)
    """An item that was looked at -> what it shows of itself, and the rungs that give it away."""

    expected: Counter[tuple[int, str]] = field(default_factory=Counter)
    """(step, wrong idea) -> in how many items the author expects an answer that comes of it."""
    named: Counter[tuple[int, str]] = field(default_factory=Counter)
    """The same -> in how many of them an answer is refused and the grader names the idea."""

    def tell(self, path: where.Path, message: str, example: str, remedy: str = EXCLUDE) -> None:
        self.told.setdefault((path, VALUE.sub("#", message)), (message, example, remedy))


Found = tuple[where.Path, str, str]
"""What is wrong with a template: the way within it, the message (a Manner where it is of manner), the remedy."""


def sampled(course: Course, skill: str, template: Template, samples: int, closely: int = GRADED) -> Iterator[Found]:
    """Make so many items and tell each kind of fault once, with an example; ``closely`` many are graded, too."""
    maker, seen = Maker(course, course.skills[skill], template), _Seen(closely=closely)
    for seed in range(samples if _drawn(template) or _shuffled(template) else 1):
        item = _item(maker, seed, seen)
        if item is not None:
            _look(maker, item, seen)
    for (inner, _), (message, example, remedy) in seen.told.items():
        yield inner, message, f"{remedy} Example: {example}."
    yield from _as_a_whole(template, seen)


def _as_a_whole(template: Template, seen: _Seen) -> Iterator[Found]:
    if not seen.kept:
        if not seen.told:
            yield ("where",), "No draw satisfies `where`.", "Loosen it, or widen the parameters."
        return
    if seen.kept < LEAST_KEPT * seen.draws:
        message = Manner(f"`where` refuses {seen.draws - seen.kept} of {seen.draws} draws.")
        yield ("where",), message, "Compute parameters from one another instead."
    (_, most), *_ = seen.items.most_common(1)
    if _drawn(template) and seen.kept > 1 and most > MOST_SAME * seen.kept:
        message = Manner(f"{most} of {seen.kept} items are the same.")
        yield ("parameters",), message, "Widen the parameters, or use them in the texts."
    for (number, idea), count in seen.expected.items():
        if count >= MOST_UNNAMED and seen.named[(number, idea)] < LEAST_NAMED * count:
            message = Manner(f"The wrong idea {idea!r} is named in {seen.named[(number, idea)]} of {count} items.")
            remedy = "Exclude in `where` what another wrong idea explains as well, or correct the wrong answer."
            yield ("steps", number), message, remedy
    for number, step in enumerate(template.steps):
        varied = len(seen.answers.get(step.id, ())) > 2 or step.kind != "numeric"
        for rung, _ in step.rungs:
            if rung != EXAMPLE and varied and seen.given[(step.id, rung)] > seen.kept / 2:
                message = Manner(f"The hint `{rung}` states the answer.")
                remedy = "Say how to find it; the step's solution shows it."
                yield ("steps", number, "hints", rung_way(rung)), message, remedy


def _drawn(template: Template) -> bool:
    return any("compute" not in parameter for parameter in template.parameters.values())


def _shuffled(template: Template) -> bool:
    kinds = ("choice", "multiple-choice", "order", "match", "cloze", "table", "labelling")
    return any(step.kind in kinds for step in template.steps)


def _item(maker: Maker, seed: int, seen: _Seen) -> Item | None:
    for attempt in range(TRIES):
        seen.draws += 1
        try:
            item = maker.attempt(seed, attempt)
        except FormulaError as error:
            seen.tell((), f"An item cannot be made: {error.message}", f"seed {seed}")
            continue
        if item is not None:
            seen.kept += 1
            return item
    return None


def _look(maker: Maker, item: Item, seen: _Seen) -> None:
    """What one item shows. The same item again (another seed drew it) would show the same, and is only counted."""
    whole = repr((item.prompt, item.picture, item.solution, item.steps))
    known = seen.looked.get(whole)
    if known is None:
        given = seen.given.copy()
        signature = _look_anew(maker, item, seen)
        seen.looked[whole] = known = signature, tuple((seen.given - given).elements())
    else:
        seen.given.update(known[1])
    seen.items[known[0]] += 1
    for step, answer in zip(item.steps, known[0][2::2], strict=False):
        seen.answers.setdefault(step.id, Counter())[answer] += 1


def _look_anew(maker: Maker, item: Item, seen: _Seen) -> tuple[str, ...]:
    template = maker.template
    example = ", ".join(f"{name} = {value}" for name, value in item.parameters.items()) or f"seed {item.seed}"
    signature = [f"{item.prompt}{item.picture or ''}"]
    closely = len(seen.looked) < seen.closely
    sight = Sight(template, item, maker.course.locale)
    for inner, message, remedy in chain(look_quickly(sight), look_closely(sight) if closely else ()):
        seen.tell(inner, message, example, remedy)
    for number, step in enumerate(item.steps):
        kind = interaction(step.kind)
        # What a line of working leads to is told by the line, which the key need not be asked for.
        answer = repr(step.task["start"]) if step.kind == "working" else kind.answer(step.task, step.key)
        signature += [step.prompt, answer]
        path: where.Path = ("steps", number)
        for message in kind.faults(maker.steps[number].spec, step.task, step.key):
            seen.tell(path, message, example)
        if closely or not (step.kind == "numeric" or getattr(kind, "slow", False)):
            _graded(step, path, seen, example)
        _given_away(item, step, seen)
        _printed(template.steps[number].prompt, step.prompt, (*path, "prompt"), seen, example)
        _printed(template.steps[number].solution, step.solution, (*path, "solution"), seen, example)
    if item.picture is not None:
        try:
            read_drawing(item.picture.markup)
        except DrawingRefused as refused:
            seen.tell(("picture", "drawing"), f"The picture cannot be shown: {refused.message}", example)
    _printed(template.prompt, item.prompt, ("prompt",), seen, example)
    _printed(template.solution, item.solution, ("solution",), seen, example)
    return tuple(signature)


def _graded(step: ItemStep, path: where.Path, seen: _Seen, example: str) -> None:
    """The right answer must be typeable and right, and no expected mistake may be."""
    kind = interaction(step.kind)
    right = kind.right(step.task, step.key)
    if right is None:
        return
    try:
        verdict = kind.grade(step.task, step.key, kind.read(step.task, right))
    except Unread as unread:
        seen.tell(path, f"The right answer {right} cannot be typed: {unread.message}", example)
        return
    if verdict.outcome is not Outcome.CORRECT:
        seen.tell(path, f"The right answer {right} is not graded as right.", example)
    ideas = _ideas(step)
    met = set[str]()
    entries = step.key.get("wrong")
    for place, wrong in enumerate(kind.mistakes(step.task, step.key)):
        try:
            verdict = kind.grade(step.task, step.key, kind.read(step.task, wrong))
        except Unread as unread:
            seen.tell(path, Manner(f"The wrong answer {wrong} cannot be typed: {unread.message}"), example)
            continue
        if verdict.outcome is Outcome.CORRECT:
            seen.tell(path, "A wrong answer is graded as right.", example)
        elif verdict.misconception:
            met.add(verdict.misconception)
        if isinstance(entries, list) and place < len(entries) and _unsaid(entries[place], verdict.feedback):
            message = Manner(f"The feedback of the wrong answer {entries[place].get('answer')!r} is never said.")
            seen.tell(path, message, example, "Another one says the same; let `when` leave one of them out.")
    number = int(path[-1])
    seen.expected.update((number, idea) for idea in ideas)
    seen.named.update((number, idea) for idea in ideas & met)


def _unsaid(entry: Json, said: str | None) -> bool:
    """Whether a wrong answer that has feedback alone was told something else, as another one says the same.

    An entry that lists several phrases is let be: its mistakes do not stand at its place.
    """
    alone = isinstance(entry, dict) and "says" not in entry and not entry.get("misconception")
    return alone and bool(entry.get("feedback")) and said != entry["feedback"]


def _ideas(step: ItemStep) -> set[str]:
    """The wrong ideas of which the author expects an answer; what a kind finds by itself is none of them."""
    if step.kind in ("working", "code"):
        return set()
    without = {name: value for name, value in step.key.items() if name not in ("misconceptions", "ideas")}
    return misconceptions_in(without)


def _given_away(item: Item, step: ItemStep, seen: _Seen) -> None:
    forms = interaction(step.kind).forms(step.task, step.key)
    if not forms or states(f"{item.given}\n{step.prompt}", forms):
        return
    for rung, text in step.hints:
        if states(text, forms):
            seen.given[(step.id, rung)] += 1


def states(text: str, forms: tuple[str, ...]) -> bool:
    """Whether a text holds one of the forms standing by itself."""
    folded = text.casefold()
    return any(
        form in folded and re.search(rf"(?<![\w.,/^\-−]){re.escape(form)}(?![\w/^]|[.,]\d)", folded)
        for form in map(str.casefold, forms)
        if form
    )


def _printed(source: str, text: str, path: where.Path, seen: _Seen, example: str) -> None:
    """Signs and factors that no person would write, where they come from the values."""
    for maths, written in zip(MATHS.findall(text), MATHS.findall(source), strict=False):
        if DOUBLE_SIGN.search(maths) and not DOUBLE_SIGN.search(written):
            message = Manner(f"`{path[-1]}` prints two signs in a row; see signed(...).")
            seen.tell(path, message, f"{maths!r}, {example}")
            return
        if BARE_ONE.search(maths) and not BARE_ONE.search(written):
            message = Manner(f"`{path[-1]}` prints a factor 1 or 0; see term(...).")
            seen.tell(path, message, f"{maths!r}, {example}")
            return
