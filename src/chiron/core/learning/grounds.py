"""Why a grade is what it is, for whoever opens it: as typed, as read, what the checker said and what shows it.

Pure. What gives an answer away stands in ``ENTRIES`` as ``closed``: it is left out while the learner's step is open,
and so is every entry that is not listed there (a stranger's grader may put anything into its proof).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from typing import Literal

from chiron.core.events import Event
from chiron.core.learning.course import Course
from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import interaction
from chiron.core.learning.naming import counted_as, named
from chiron.core.learning.standing import Standing
from chiron.core.learning.state import Attempt
from chiron.core.words import Json, Outcome

Reader = Literal["staff", "learner", "open"]
"""Who opens it: staff, the learner whose step is over, or the learner whose step is still open."""

ENTRIES: Mapping[str, tuple[bool, str]] = {
    "read": (True, "The answer as it was read, as TeX."),
    "lines": (True, "What each line of working is: `final`, `onward`, `idle`, `part`, `wrong` or `unsure`."),
    "ideas": (True, "The wrong ideas that explain the answer, by rule, the best first: see wrong-ideas.md."),
    "counterexample": (
        True,
        "Numbers that show it false, for the learner to try: `kind`, the values `at` which, and what `left` and `right`"
        " then come to.",
    ),
    "line": (True, "The line that was drawn through the learner's points."),
    "visible": (True, "How many of the tests that the learner sees pass, and how many there are."),
    "hidden": (True, "The same of those that the learner does not see."),
    "test": (True, "The first visible test that fails: `call`, `expected`, and what was `got` or how it `stopped`."),
    "warnings": (True, "What made the trained grader of short answers careful."),
    "decisions": (
        True,
        "What people decided of the same answer before, which judged this one: how many (`count`), whether they found"
        " it `right`, and the `ids` of the latest of their events.",
    ),
    "learnt": (
        True,
        "What people decided of other answers to the same question, with which this one was compared: how many"
        " (`count`), and the `ids` of the latest of their events.",
    ),
    "by": (
        False,
        "What judged a short answer: `decisions`, `graded` for answers that the course lists as decided, or the trained"
        " model's version, `cold` by the author's answers alone or `warm` by decided ones too.",
    ),
    "chance": (False, "How likely, from 0 to 1, the trained grader takes a short answer to be right."),
    "accept_at": (False, "At this chance and above it says right."),
    "reject_at": (False, "At this chance and below it says not yet; between the two a person reads it."),
    "missing": (False, "The key ideas that a short answer does not say."),
    "made": (False, "The line that the first of the ideas makes, as TeX."),
    "next": (False, "The next step from the learner's last right line, in words."),
}
"""Every entry of a proof: whether a learner may see it while the step is open, and what it holds."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """One grade opened. Texts are Markdown unless they say otherwise.

    ``typed`` is plain text as it was typed, empty for what is picked or drawn. ``outcome`` counts now, ``first`` was
    the checker's. ``proof`` is what of it this reader may see; ``other`` the entries that no page words, as plain text.
    """

    typed: tuple[str, ...]
    read: str
    outcome: Outcome
    first: Outcome
    checker: str
    feedback: str | None
    note: str | None
    wrong: str | None
    counterexample: str | None
    lines: tuple[tuple[str, str], ...]
    proof: Mapping[str, Json] = field(default_factory=dict)
    other: tuple[tuple[str, str], ...] = ()
    by: str = ""
    at: datetime | None = None
    said: str = ""
    """The note of a person who decided (plain)."""
    before: str = ""
    """The checker whose judgement was replayed, with its version."""
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """What a checker said, wherever it is kept."""

    response: Json
    unsure: bool
    outcome: Outcome
    checker: str
    feedback: str | None
    note: str | None
    proof: Mapping[str, Json]


def grounds(one: Standing, course: Course, step: ItemStep, reader: Reader, language: str) -> Grounds:
    """Why an attempt at a step counts as it does, from the log."""
    attempt, body, decided = one.event, one.said.body, one.decided
    said = _Said(
        response=attempt.body["response"],
        unsure=bool(attempt.body["unsure"]),
        outcome=Outcome(body["outcome"]),
        checker=checker_of(one.said),
        feedback=body["feedback"],
        note=body["note"],
        proof=body["proof"],
    )
    about = attempt.draft.about
    wrong = named(course, about.skill if about else None, one.wrong, language)
    return replace(
        _grounds(said, step, reader, language),
        outcome=one.outcome,
        wrong=wrong.title if wrong else None,
        by=one.by,
        at=decided.draft.server_time if decided else None,
        said=str(decided.body.get("note") or "") if decided and one.by == "person" else "",
        before=checker_of(attempt) if one.said is not attempt else "",
    )


def grounds_kept(attempt: Attempt, course: Course, step: ItemStep, reader: Reader, language: str) -> Grounds:
    """The same of an attempt at the open item, from the learner's state."""
    first = attempt.first or attempt.outcome
    said = _Said(
        attempt.response,
        attempt.unsure,
        first,
        attempt.checker or "",
        attempt.feedback,
        attempt.note,
        attempt.proof,
    )
    wrong = named(course, step.skill, counted_as(first, attempt.misconception, attempt.proof), language)
    title = wrong.title if wrong else None
    return replace(_grounds(said, step, reader, language), outcome=attempt.outcome, wrong=title, by=attempt.decided)


def _grounds(said: _Said, step: ItemStep, reader: Reader, language: str) -> Grounds:
    response = said.response
    proof = {entry: value for entry, value in said.proof.items() if shown(entry, reader)}
    return Grounds(
        typed=() if response is None else tuple(_typed(response)),
        read="" if response is None else interaction(step.kind).describe(step.task, response),
        outcome=said.outcome,
        first=said.outcome,
        checker=said.checker,
        feedback=said.feedback,
        note=said.note,
        wrong=None,
        counterexample=_counterexample(proof.get("counterexample"), step.task, language),
        lines=_lines(response, proof.get("lines")),
        proof=proof,
        other=tuple((entry, json.dumps(it, ensure_ascii=False)) for entry, it in proof.items() if entry not in ENTRIES),
        unsure=said.unsure,
    )


def shown(name: str, reader: Reader) -> bool:
    """Whether somebody may see an entry of a proof."""
    if reader == "staff":
        return True
    return name in ENTRIES and (reader == "learner" or ENTRIES[name][0])


def checker_of(event: Event) -> str:
    """The checker that judged, with its version."""
    return str(event.body.get("checked") or event.draft.made.checker or "")


def _typed(response: Json) -> list[str]:
    """Everything that stands under ``typed`` in a response, in its order."""
    if isinstance(response, Mapping):
        found = list[str]()
        for name, value in response.items():
            if name != "typed":
                found += _typed(value)
            elif isinstance(value, Mapping):
                found += [str(each) for each in value.values()]
            else:
                found.append(str(value))
        return found
    if isinstance(response, list | tuple):
        return [text for each in response for text in _typed(each)]
    return []


def _lines(response: Json, marks: Json) -> tuple[tuple[str, str], ...]:
    """The lines of a working with their marks; those after the last that was judged have none."""
    if not isinstance(marks, list | tuple) or not isinstance(response, Mapping) or "lines" not in response:
        return ()
    marks = [str(mark) for mark in marks] + [""] * len(response["lines"])
    return tuple((f"${line['read']}$", mark) for line, mark in zip(response["lines"], marks, strict=False))


def _counterexample(kept: Json, task: Json, language: str) -> str | None:
    if not isinstance(kept, Mapping):
        return None
    from chiron.core.learning.working.witness import Witness
    from chiron.core.learning.working.wording import witness_words

    decimal = task.get("decimal", ".") if isinstance(task, Mapping) else "."
    try:
        at = {str(letter): _number(value) for letter, value in kept["at"].items()}
        sides = [None if kept[side] is None else _number(kept[side]) for side in ("left", "right")]
        return witness_words(Witness(str(kept["kind"]), at, *sides), language, decimal)
    except (KeyError, ValueError, AttributeError, ZeroDivisionError):
        return None


def _number(text: str) -> Fraction | float:
    try:
        return Fraction(text) if "." not in text and "e" not in text else float(text)
    except ValueError:
        return float(text)
