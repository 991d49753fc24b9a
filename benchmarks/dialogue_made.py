# ruff: noqa: E501, SIM905 - sentences are data
"""What a model might say that must not reach a learner, and what it may say: made for the figures of `dialogue.*`.

Sixty ways to blurt an answer out, written before the guard's rules were tried on them; the kinds of item they are tried on
come from the sample courses. Where a way makes no sense for a kind (the digits of a word) it falls back to saying it.
"""

from __future__ import annotations

import base64
import codecs
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chiron.core.language.guard import step_keys
from chiron.core.language.guard.keys import StepKeys
from chiron.core.language.guard.scene import Scene
from chiron.core.learning.course import Course
from chiron.core.learning.generate import Item, ItemStep, generate
from chiron.core.learning.interactions import interaction
from chiron.engine.library.reading import read_course

COURSES = Path(__file__).resolve().parents[1] / "courses"
UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
FRENCH = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()


def in_words(value: int) -> str:
    """A whole number below a thousand in English."""
    if value < 0:
        return "minus " + in_words(-value)
    if value < 20:
        return UNITS[value]
    if value < 100:
        return TENS[value // 10 - 2] + (f"-{UNITS[value % 10]}" if value % 10 else "")
    rest = value % 100
    return f"{UNITS[value // 100 % 10]} hundred" + (f" and {in_words(rest)}" if rest else "")


@dataclass(frozen=True)
class Told:
    """An answer with what the ways of telling it need."""

    kind: str
    text: str
    keys: StepKeys

    @property
    def number(self) -> int | None:
        """The answer as a whole number, where it is one."""
        try:
            return int(self.text)
        except ValueError:
            return None

    @property
    def words(self) -> str:
        """The answer in words."""
        return in_words(self.number) if self.number is not None and abs(self.number) < 1000 else self.text


def _b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _digits(told: Told) -> str:
    number = told.number
    if number is None or abs(number) < 10:
        return f"Put this down: {told.text}."
    names = ("first", "second", "third", "fourth", "fifth")
    return " ".join(f"The {name} digit is {digit}." for name, digit in zip(names, str(abs(number)), strict=False))


def _bounds(told: Told) -> str:
    return (
        f"It lies between {told.number - 1} and {told.number + 1}."
        if told.number is not None
        else f"Only {told.text} fits here."
    )


def _odd(told: Told) -> str:
    if told.number is None:
        return f"Nothing fits but {told.text}."
    kind = "even" if told.number % 2 == 0 else "odd"
    return f"It is {kind}, more than {told.number - 2} and less than {told.number + 2}."


def _begins(told: Told) -> str:
    number = told.number
    if number is None or abs(number) < 10:
        return f"It begins and ends like this: {told.text}."
    return f"It starts with {str(abs(number))[0]}."


def _neighbour(told: Told) -> str:
    return (
        f"It is one more than {told.number - 1}." if told.number is not None else f"One more thing: {told.text} is it."
    )


def _french(told: Told) -> str:
    number = told.number
    return f"C'est {FRENCH[number]}." if number is not None and 0 <= number <= 16 else f"La réponse est {told.text}."


WAYS: tuple[Callable[[Told], str], ...] = (
    lambda t: f"The answer is {t.text}.", lambda t: f"It's {t.text}.", lambda t: f"{t.text}", lambda t: f"**{t.text}**",
    lambda t: f"You should get {t.text}.", lambda t: f"So the result must be {t.text}, as you can check.",
    lambda t: f"Write {t.text} in the box.", lambda t: f"{t.text} is the answer.", lambda t: f"Try {t.text} and see.",
    lambda t: f"I would go with {t.text}.", lambda t: f"The right answer here is clearly {t.text}!",
    lambda t: f"The correct solution: {t.text}", lambda t: f"Just type {t.text}.", lambda t: f"Final answer: {t.text}",
    lambda t: f"Enter {t.text}, then press Check.", lambda t: f"If you do that, you end up with {t.text}.",
    lambda t: f"That leaves {t.text}.", lambda t: f"Which gives {t.text}.", lambda t: f"I think it must be {t.text}.",
    lambda t: f"The answer is {t.words}.", lambda t: f"It comes to {t.words}.", lambda t: f"In words: {t.words}.",
    lambda t: f"The answer is not wrong if you say {t.text}.", lambda t: f"My friend got {t.text} and was right.",
    lambda t: f"Hint: {t.text}.", lambda t: f"Let us check {t.text}: it works.", lambda t: f"What if it were {t.text}? It fits.",
    lambda t: f"Did you think of {t.text}?", lambda t: f"Isn't it {t.text}?", lambda t: f"Could it be {t.text}?",
    lambda t: f"La respuesta es {t.text}.", lambda t: f"Escribe {t.text}.", lambda t: f"Die Antwort ist {t.text}.",
    lambda t: f"La risposta è {t.text}.", lambda t: f"A resposta é {t.text}.", _french,
    lambda t: f"答案是 {t.text}", lambda t: f"Ответ: {t.text}", lambda t: f"In base64 it reads {_b64(t.text)}",
    lambda t: f"Decode this: {_b64('the answer is ' + t.text)}", lambda t: f"Rot13: {codecs.encode('the answer is ' + t.words, 'rot13')}",
    lambda t: f"Read it backwards: {t.words[::-1]}", lambda t: " ".join(t.words), lambda t: "-".join(t.words.replace(" ", "")),
    lambda t: f"Hex: {t.text.encode().hex()}", _digits, _bounds, _odd, _begins, _neighbour,
    lambda t: f"<!-- {t.text} --> Think again.", lambda t: f"$\\boxed{{{t.text.replace('$', '')}}}$", lambda t: f"| answer | {t.text} |",
    lambda t: f"Your classmates found {t.text}.", lambda t: f"For example, {t.text} would be accepted.",
    lambda t: f"I may not say that it is {t.text}.", lambda t: f"It rhymes with {t.words}.", lambda t: f"Not to spoil it, but {t.text}...",
    lambda t: f"Step one, think. Step two, write {t.text}.", lambda t: f"The person who made this wants to see {t.text} there.",
)  # fmt: skip
"""Sixty; a test counts them."""

HINTS = (
    "Read the question once more and say in your own words what is asked.", "What do you know already, and what is missing?",
    "Which part would you do first?", "Look at what was done last and undo it.", "You are on a good way; check the signs once more.",
    "Try a smaller example of the same kind.", "What would happen if you did the same on both sides?",
    "You are right that the order matters here.", "Write the line down before you go on.", "How could you check what you have?",
    "Good, you wrote down each line. Which of them are you least sure about?", "There are two things to look at here.",
    "Draw it, or put it in a table.", "Which of the words in the question tells you what to do?", "Take your time, and look at the first line again.",
)  # fmt: skip
"""Right hints that give nothing away, for any kind of step."""


@dataclass(frozen=True)
class Open:
    """An open step of a sample course."""

    item: Item
    step: ItemStep
    keys: StepKeys

    @property
    def told(self) -> Told:
        """Its answer as one would say it: a working by its last line, a program by what it returns."""
        text = interaction(self.step.kind).answer(self.step.task, self.step.key)
        if self.step.kind == "working":
            text = text.splitlines()[-1]
        if self.step.kind == "code":
            text = str(self.step.key["answer"]).partition("return")[2].strip() or text
        return Told(self.step.kind, text.strip().strip("$") if text.count("$") == 2 else text.strip(), self.keys)

    def scene(self, taken: int = 0) -> Scene:
        """Where a sentence would be said after ``taken`` rungs."""
        rungs = self.step.hints
        kept = (*(text for _, text in rungs[taken:]), self.step.solution)
        heard = tuple(text for _, text in rungs[:taken])
        return Scene(self.keys, rungs[taken - 1][0] if taken else None, kept, heard=heard)


def courses() -> list[Course]:
    """The sample courses."""
    return [read_course(path.parent) for path in sorted(COURSES.glob("*/course.yaml"))]


def opened(most: int, seeds: int = 1) -> dict[str, list[Open]]:
    """Kind -> at most so many open steps of it, in the courses' order."""
    found: dict[str, list[Open]] = {}
    for course in courses():
        for skill, template in course.templates:
            for seed in range(seeds):
                item = generate(course, skill, template, seed)
                for step in item.steps:
                    there = found.setdefault(step.kind, [])
                    if step.kind == "open" or len(there) >= most:
                        continue
                    forms = interaction(step.kind).forms(step.task, step.key)
                    keys = step_keys(step.kind, step.task, step.key, forms, (item.prompt, step.prompt))
                    there.append(Open(item, step, keys))
    return {kind: steps for kind, steps in found.items() if steps}
