"""From what question banks share to the fields of Chiron's kinds of step: options, words, numbers, pairs, orders.

GIFT, Aiken, Moodle XML and H5P say the same things in other letters; each reads its own and makes them here. Texts are
Markdown with plain ``@``, words that learners type or pick from a list are plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from chiron.core.learning.interactions.words import accepted, reading
from chiron.core.words import Json
from chiron.engine.library.importing.formats.moodle.numbers import Around, formula, joined
from chiron.engine.library.importing.texts import escaped

MOST_OPTIONS = 12
MOST_PAIRS = 12
MOST_ORDERED = 10
WHOLE = Fraction(1)
NEARLY = Fraction(1, 100)
_Thing = TypeVar("_Thing")
_BRACKET = re.compile(r"[()]")
_WILD = re.compile(r"(?<!\\)\*")


class Unmade(ValueError):
    """What the source asks cannot be a step; the message is the sentence for the report."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the source: what it is, its share of the mark, and what is said of it."""

    text: str
    share: Fraction = Fraction(0)
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A kind of step with its fields; what came otherwise; what the source says of the right answer."""

    kind: str
    fields: dict[str, Json]
    changed: tuple[str, ...] = ()
    praise: tuple[str, ...] = ()

    def noted(self, *changed: str) -> Made:
        """The same with more said of how it came."""
        return replace(self, changed=(*self.changed, *changed))


PARTLY = "An answer that is worth a part of the mark counts as not right."
ANY_OTHER = "What is said of any other answer is left out; a person reads such an answer."
ANY_NUMBER = "What is said of any other number is left out."
SEVERAL_RIGHT = "Of several right options one is kept, as exactly one is to be picked."
TOO_MANY = "It has more than 12 options; wrong ones beyond them are left out."
SAME_OPTION = "An option that stands there twice is kept once."
EMPTY_OPTION = "An option without words is left out."
NO_WHOLE = "No answer is worth the whole mark; the one worth most counts as right."
WILD = "Its * stood for any letters; here only the words themselves are accepted, and a person reads the rest."
SPAN = "A wrong answer with a tolerance is known by its middle alone."
WORDS_FOR_NUMBERS = "Numbers that lie apart are accepted as they are written; a person reads any other."
SPLIT = "It is too long for one step and comes as several."


def choice(answers: Sequence[Answer], shuffle: bool = True) -> Made:
    """One right option among several. Raises Unmade."""
    kept, changed = _options(answers)
    best = max(answer.share for answer in kept)
    if best <= 0:
        raise Unmade("None of its options is right.")
    if best < WHOLE:
        changed.append(NO_WHOLE)
    right = [answer for answer in kept if answer.share == best]
    if any(0 < answer.share < best for answer in kept):
        changed.append(PARTLY)
    if len(right) > 1:
        changed.append(SEVERAL_RIGHT)
        kept = [answer for answer in kept if answer.share < best or answer is right[0]]
    if len(kept) < 2:
        raise Unmade("It has fewer than two options.")
    kept = _few(kept, right[:1], changed)
    options = [_option(answer, answer is right[0]) for answer in kept]
    return Made("choice", {"options": options, "shuffle": shuffle}, tuple(changed), _praise(right[:1]))


def several(answers: Sequence[Answer], shuffle: bool = True) -> Made:
    """All the right options, those that are worth something, among several. Raises Unmade."""
    kept, changed = _options(answers)
    right = [answer for answer in kept if answer.share > 0]
    if not right:
        raise Unmade("None of its options is right.")
    if len(kept) < 2:
        raise Unmade("It has fewer than two options.")
    if len(right) > MOST_OPTIONS:
        raise Unmade("It has more than 12 right options.")
    if max(answer.share for answer in right) - min(answer.share for answer in right) > NEARLY:
        changed.append("Its right options are worth different parts of the mark; here all of them are needed alike.")
    elif sum(answer.share for answer in right) < WHOLE - NEARLY / 5:
        changed.append("The marks of its right options do not add up to the whole; here all of them are needed alike.")
    kept = _few(kept, right, changed)
    options = [_option(answer, answer.share > 0) for answer in kept]
    return Made("multiple-choice", {"options": options, "shuffle": shuffle}, tuple(changed), _praise(right))


def true_or_false(right: bool, words: tuple[str, str], feedback: tuple[str, str] = ("", "")) -> Made:
    """Whether something is true; ``words`` and ``feedback`` are those of true and of false."""
    answers = [
        Answer(word, WHOLE if is_true == right else Fraction(0), told)
        for is_true, word, told in zip((True, False), words, feedback, strict=True)
    ]
    return choice(answers, shuffle=False)


def _options(answers: Sequence[Answer]) -> tuple[list[Answer], list[str]]:
    """The options that can be told apart, and what was done to get there. Raises Unmade."""
    changed: list[str] = []
    kept: dict[str, Answer] = {}
    for answer in answers:
        name = " ".join(answer.text.split())
        if not name:
            changed.append(EMPTY_OPTION)
        elif name not in kept:
            kept[name] = answer
        elif (kept[name].share > 0) != (answer.share > 0):
            raise Unmade("The same option is right and wrong.")
        else:
            changed.append(SAME_OPTION)
    if not kept:
        raise Unmade("It has no options.")
    return list(kept.values()), list(dict.fromkeys(changed))


def _few(answers: list[Answer], right: list[Answer], changed: list[str]) -> list[Answer]:
    """At most so many options as a step may have, the right ones among them, in their order."""
    if len(answers) <= MOST_OPTIONS:
        return answers
    changed.append(TOO_MANY)
    spare = MOST_OPTIONS - len(right)
    wrong = [answer for answer in answers if answer not in right][:spare]
    return [answer for answer in answers if answer in right or answer in wrong]


def _option(answer: Answer, right: bool) -> Json:
    option: dict[str, Json] = {"text": escaped(answer.text)}
    if right:
        option["right"] = True
    elif answer.feedback.strip():
        option["feedback"] = escaped(answer.feedback)
    return option


def _praise(right: Iterable[Answer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(answer.feedback.strip() for answer in right if answer.feedback.strip()))


def typed(form: str) -> str:
    """A form that is accepted as it is written: in the course format round brackets would say "may be left out"."""
    return escaped(_BRACKET.sub(r"\\\g<0>", " ".join(form.split())))


def words(answers: Sequence[Answer], capitals: bool = False) -> Made:
    """A word or phrase to type, as ``accept`` and ``wrong`` of text. Raises Unmade."""
    accept, wrong, changed, praise = accepted_words(answers)
    if capitals:
        changed = (*changed, "Capitals do not matter here.")
    fields: dict[str, Json] = {"accept": accept} | ({"wrong": wrong} if wrong else {})
    return Made("text", fields, changed, praise)


def accepted_words(answers: Sequence[Answer]) -> tuple[list[Json], list[Json], tuple[str, ...], tuple[str, ...]]:
    """Forms that are right, those that are wrong with what is said, what came otherwise, and praise. Raises Unmade.

    ``*`` stands for any letters (docs.moodle.org/en/Short-Answer_question_type); ``\\*`` for itself.
    """
    told = [answer for answer in answers if answer.text.strip() not in ("", "*")]
    best = max((answer.share for answer in told), default=Fraction(0))
    if best <= 0:
        raise Unmade("No answer is right.")
    changed: list[str] = [] if best >= WHOLE else [NO_WHOLE]
    accept: dict[str, Json] = {}
    wrong: dict[str, Json] = {}
    praise: list[str] = []
    for answer in told:
        form = _plain(answer.text, changed)
        if not accepted(form.replace("@@", "@")):
            changed.append(f"An answer of signs alone, {answer.text.strip()[:40]!r}, is left out.")
        elif answer.share == best:
            accept.setdefault(reading(form), form)
            praise.append(answer.feedback.strip())
        elif answer.feedback.strip() and reading(form) not in accept:
            wrong.setdefault(reading(form), {"text": form, "feedback": escaped(answer.feedback)})
            changed += [PARTLY] if answer.share > 0 else []
        elif answer.share > 0:
            changed.append("An answer that is worth a part of the mark goes to a person.")
    if not accept:
        raise Unmade("No answer has words.")
    if any(answer.text.strip() == "*" and answer.feedback.strip() for answer in answers):
        changed.append(ANY_OTHER)
    wrong = {name: entry for name, entry in wrong.items() if name not in accept}
    return (
        list(accept.values()),
        list(wrong.values()),
        tuple(dict.fromkeys(changed)),
        tuple(dict.fromkeys(line for line in praise if line)),
    )


def _plain(text: str, changed: list[str]) -> str:
    bare = _WILD.sub(" ", text)
    if bare != text:
        changed.append(WILD)
    return typed(bare.replace("\\*", "*"))


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """A number with its tolerance; None stands for any other."""

    number: Around | None
    share: Fraction = Fraction(0)
    feedback: str = ""


def numeric(answers: Sequence[NumberAnswer], unit: str = "") -> Made:
    """A number to type, within its tolerance. Raises Unmade."""
    known = [answer for answer in answers if answer.number is not None]
    best = max((answer.share for answer in known), default=Fraction(0))
    if best <= 0:
        raise Unmade("No number is right.")
    changed: list[str] = [] if best >= WHOLE else [NO_WHOLE]
    right = [answer for answer in known if answer.share == best]
    spans = joined([answer.number for answer in right if answer.number])
    if any(answer.number is None and answer.feedback.strip() for answer in answers):
        changed.append(ANY_NUMBER)
    praise = tuple(dict.fromkeys(answer.feedback.strip() for answer in right if answer.feedback.strip()))
    if any(0 < answer.share < best for answer in known):
        changed.append(PARTLY)
    if len(spans) > 1:
        if any(span.tolerance for span in spans):
            raise Unmade("Its right numbers are ranges that lie apart.")
        accept: list[Json] = [formula(span.middle) for span in spans]
        return Made("text", {"accept": accept}, (*changed, WORDS_FOR_NUMBERS), praise)
    fields: dict[str, Json] = {"answer": formula(spans[0].middle)}
    if spans[0].tolerance:
        fields["tolerance"] = formula(spans[0].tolerance)
    if unit:
        fields["unit"] = escaped(unit)
    wrong = _wrong_numbers([answer for answer in known if answer.share < best], spans[0], changed)
    if wrong:
        fields["wrong"] = wrong
    return Made("numeric", fields, tuple(dict.fromkeys(changed)), praise)


def _wrong_numbers(answers: Sequence[NumberAnswer], right: Around, changed: list[str]) -> list[Json]:
    found: dict[Fraction, Json] = {}
    for answer in answers:
        span = answer.number
        if span is None or not answer.feedback.strip():
            continue
        if right.low <= span.middle <= right.high:
            # A wider tolerance around the right number, worth less: its middle is right.
            changed.append("What is said of a number that is merely near is left out.")
            continue
        if span.tolerance:
            changed.append(SPAN)
        found.setdefault(span.middle, {"answer": formula(span.middle), "feedback": escaped(answer.feedback)})
    return list(found.values())


def pairs(every: Sequence[tuple[str, str]], extra: Sequence[str] = ()) -> list[tuple[str, Made]]:
    """What belongs together; as several steps where it is long, one choice where it is one pair. Raises Unmade."""
    every = list(dict.fromkeys((left.strip(), right.strip()) for left, right in every))
    if not every or any(not left or not right for left, right in every):
        raise Unmade("It has no pairs, or a pair that lacks a side.")
    lefts = [" ".join(left.split()) for left, _ in every]
    if len(set(lefts)) < len(lefts):
        raise Unmade("The same thing has two partners.")
    rights = list(dict.fromkeys([right for _, right in every] + [one.strip() for one in extra if one.strip()]))
    if len(rights) < 2:
        raise Unmade("Everything has the same partner.")
    if len(every) == 1:
        left, right = every[0]
        made = choice([Answer(one, WHOLE if one == right else Fraction(0)) for one in rights])
        return [(left, made.noted("A single pair comes as a choice."))]
    groups = _parts(every, MOST_PAIRS)
    found = []
    for group in groups:
        own = {right for _, right in group}
        fields: dict[str, Json] = {"pairs": [{"left": escaped(left), "right": escaped(right)} for left, right in group]}
        rest: list[Json] = [escaped(right) for right in rights if right not in own]
        if rest:
            fields["extra"] = rest
        found.append(("", Made("match", fields, (SPLIT,) if len(groups) > 1 else ())))
    return found


def ordered(items: Sequence[str]) -> list[Made]:
    """Things to put in order; as several steps where there are more than ten. Raises Unmade."""
    kept = [item.strip() for item in items if item.strip()]
    if len(kept) < 2:
        raise Unmade("It has fewer than two things to put in order.")
    if len({" ".join(item.split()) for item in kept}) < len(kept):
        raise Unmade("Two of its things read the same.")
    groups = _parts(kept, MOST_ORDERED)
    told = (SPLIT,) if len(groups) > 1 else ()
    return [Made("order", {"items": [escaped(item) for item in group]}, told) for group in groups]


def _parts(things: list[_Thing], most: int) -> list[list[_Thing]]:
    """In parts of about the same size, none larger than ``most``."""
    count = -(-len(things) // most)
    edges = [number * len(things) // count for number in range(count + 1)]
    return [things[start:end] for start, end in pairwise(edges)]
