"""The words that every floor speaks. One meaning each; docs/glossary.md is the reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = Any
"""A value that JSON can hold."""


class Outcome(StrEnum):
    """What a checker says of one attempt."""

    CORRECT = "correct"
    INCORRECT = "incorrect"
    PARTLY = "partly"
    """Some parts right: choices, gaps or pairs; ``Verdict.credit`` says how many."""
    ONWARD = "onward"
    """Right so far and not finished: a line of working. Counts as no evidence; the step stays open."""
    UNREADABLE = "unreadable"
    """Not read; asked again with the place marked; counts as no attempt."""
    PERSON = "person"
    """No checker can judge it; a person reads it; counts as no evidence until then."""


class Source(StrEnum):
    """Where a statement comes from; shown beside it."""

    CHECKED = "checked"
    COURSE = "course"
    MODEL = "model"
    PERSON = "person"
    CHIRON = "chiron"
    """Chiron's own authored interface words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a checker found: data, never words that depend on who asks.

    ``credit`` is in [0, 1]. ``misconception`` is an id of the skill. ``parts`` marks each part of an answer with parts
    (gap, pair, option id -> right or not). ``place`` is the offset in the answer that could not be read. ``note`` is a
    short code with values that the face words, for example ``("not-simplest", {"form": "3/4"})``. ``checker`` names the
    checker and its version, for example ``numeric@1``. ``proof`` is what shows the verdict, as JSON: how the answer was
    read, a counterexample, a confidence, the first failing test; docs/reference/grades.md lists its entries.
    """

    outcome: Outcome
    checker: str
    credit: float = 0.0
    misconception: str | None = None
    feedback: str | None = None
    parts: Mapping[str, bool] = field(default_factory=dict)
    note: str | None = None
    place: int | None = None
    proof: Mapping[str, Json] = field(default_factory=dict)


class MoveKind(StrEnum):
    """What a policy can choose."""

    ASK = "ask"
    HINT = "hint"
    EXPLAIN = "explain"
    SHOW = "show"
    PRAISE = "praise"
    REVIEW = "review"
    NEXT = "next"
    CHECK_IN = "check-in"
    REFER = "refer"
    END = "end"


@dataclass(frozen=True, slots=True)
class Move:
    """What was decided, and why.

    ``reason`` is a code with ``because`` as its values; the face words it in the person's language.
    """

    kind: MoveKind
    reason: str
    because: Mapping[str, Json] = field(default_factory=dict)
    skill: str | None = None
    template: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotable piece of a course: a paragraph of a lesson with its address."""

    skill: str
    heading: str
    text: str
    """Markdown as authored."""
    number: int
    """Place of the paragraph in its lesson, from 0."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One authored piece that the tutor says, with its source. ``text`` is Markdown with ``$...$`` maths."""

    text: str
    source: Source
    title: str | None = None
    quote: Passage | None = None
