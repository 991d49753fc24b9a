"""What every kind of step is made of: its protocol, its errors, and the small parts they share."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, BeforeValidator, model_validator

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Identifier, Locale, Part
from chiron.core.learning.exact import FormulaError, Value
from chiron.core.learning.formula import authored
from chiron.core.learning.replacement import fill
from chiron.core.learning.unread import UNREAD as UNREAD
from chiron.core.learning.unread import Unread as Unread
from chiron.core.words import Json, Outcome, Verdict

Form = Mapping[str, Sequence[str]]
"""What a page sends: field name -> the values typed or picked under it."""
Typed = dict[str, list[str]]

NOTES: Mapping[str, str] = {
    "not-simplest": "The value is right. Write it in simplest form.",
    "not-integer": "The value is right. Write it as a whole number.",
    "not-decimal": "The value is right. Write it as a decimal.",
    "not-exact": "That is rounded. Write the exact value.",
    "not-expanded": "This is equal, but not yet written without brackets and with like terms together.",
    "not-factored": "This is equal, but not yet fully factored.",
    "like-terms": "This is equal. Put like terms together.",
    "brackets-left": "This is equal. A pair of brackets can still go.",
    "reducible": "This is equal. A fraction in it can still be reduced.",
    "not-worked-out": "This is equal. A part of it can still be worked out.",
    "root-below": "This is equal. A root still stands below the fraction line: write it without.",
    "decimal-left": "The value is right. Write it exactly, without a decimal.",
    "not-single-fraction": "This is equal. Write it as one fraction.",
    "not-by-degree": "This is equal. Write the highest power first.",
    "not-standard": "This is equal, but not yet in the standard form.",
    "not-solved": "This is equal, but the letter does not yet stand alone.",
    "already-solved": "That is the solution. First write the equation or inequality that the words say.",
    "value-only": "This only says what the letter is. Write the equation or inequality that the words say.",
    "not-mixed": "The value is right. Write it as a mixed number.",
    "as-given": "This is equal. It is what is given: write it in the other way that is asked for.",
    "not-scientific": "The value is right. Write it in scientific notation.",
    "significant-figures": "The value is right. Give it to the significant figures asked for.",
    "decimal-places": "The value is right. Give it to the decimal places asked for.",
    "missing-unit": "The number is right. The unit is missing.",
    "other-unit": "The amount is right. Give it in the unit asked for.",
    "wrong-unit": "The number is right, the unit is not.",
    "wrong-dimension": "This unit measures something else.",
    "wrong-amount": "The unit fits. The amount is not right yet.",
    "set-missing": "What is there is right. Something is still missing.",
    "set-extra": "The solutions are in it, but so is something that is none.",
    "set-some": "Some of this is right. Something in it is no solution, and something is missing.",
    "set-edge": "The ends are right. Look again at which of them belong to it.",
    "working-onward": "Right, and nearer. Go on with the next line.",
    "working-idle": "Right, but no nearer than the line above. Go on from here, or try another way.",
    "working-part": "That is a part of the solution. Write all of it in one line, with or between.",
    "working-wrong": "This does not follow from the line above. Compare the two.",
    "graph-exchanged": "The two coordinates are exchanged: first how far along, then how far up.",
    "graph-sign": "The distance is right, the direction is not. Look at the signs.",
    "graph-on-line": "This point is on the line, but it is not the one asked for.",
    "graph-slope": "The slope is right. Look at where the line crosses the vertical axis.",
    "graph-intercept": "The line crosses the vertical axis at the right place. Look at the slope.",
    "graph-one-point": "One of the two points is on the line, the other is not.",
    "graph-slope-intercept": "Slope and crossing of the vertical axis are exchanged.",
    "graph-inverted": "The slope is turned round: it is how far up for one step along.",
    "graph-side": "The line is right. Look at which side of it is meant.",
    "graph-edge": "Line and side are right. Look at whether the line itself belongs to it.",
    "not-checked": "This could not be checked here. A person looks at it.",
    "no-time": "This takes too long to check here. A person looks at it.",
    "code-not-run": "Programs are not run here. A person reads it.",
    "code-hidden": "The tests that you see pass. One that you do not see fails: think of other inputs.",
    "code-other": "A test gives something else. It stands below.",
    "code-nothing": "Your function gives nothing back. Is there a return, and is it always reached?",
    "code-printed": "Your function prints the right result. Give it back with return instead.",
    "code-error": "Your function stops with an error in a test. It stands below.",
    "code-time": "Your function did not finish in time. Does a loop never end?",
    "code-died": "Your function ended the program before it gave anything back.",
}
"""``Verdict.note`` in English source text: the face translates it."""


class Interaction(Protocol):
    """A kind of step. Everything is pure; tasks, keys and responses are JSON."""

    kind: str
    version: int
    home: str
    """The package that holds ``widget.html``, a Jinja fragment for the learner's input."""

    @property
    def Spec(self) -> type[BaseModel]:  # noqa: N802 - a class
        """The authored fields beyond those of every step."""

    def make(self, spec: Any, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The task, which the learner may see, and the key. Raises FormulaError."""

    def read(self, task: Json, form: Form) -> Json:
        """The response as typed and as read. Raises Unread."""

    def typed(self, response: Json) -> Typed:
        """The form that gave this response, to fill the fields again."""

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """What the checker says."""

    def describe(self, task: Json, response: Json) -> str:
        """The response in words, as Markdown."""

    def answer(self, task: Json, key: Json) -> str:
        """The right answer as Markdown."""

    def right(self, task: Json, key: Json) -> Typed | None:
        """A form that is right; None where only a person can say."""

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """Forms for the wrong answers that the author expects."""

    def forms(self, task: Json, key: Json) -> tuple[str, ...]:
        """Plain texts that would give the answer away, for the guard and the checker."""

    def faults(self, spec: Any, task: Json, key: Json) -> list[str]:
        """What is wrong with this item, a sentence each."""

    def guess(self, task: Json) -> float:
        """The chance to be right by guessing."""


class Kind:
    """Defaults for an Interaction."""

    kind: str
    version = 1
    home: str
    slow = False
    """Whether reading and grading can be slow or hostile: they are then done in a bounded worker process."""

    @property
    def checker(self) -> str:
        """The name that goes into verdicts."""
        return f"{self.kind}@{self.version}"

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """None expected."""
        return []

    def typed(self, response: Json) -> Typed:
        """The one text as typed; kinds with more fields say their own."""
        return {"answer": [response["typed"]]}

    def forms(self, task: Json, key: Json) -> tuple[str, ...]:
        """Nothing that could be given away in passing."""
        return ()

    def guess(self, task: Json) -> float:
        """As good as none."""
        return 0.01

    def right_verdict(self) -> Verdict:
        """Wholly right."""
        return Verdict(Outcome.CORRECT, self.checker, credit=1.0)

    def same_verdict(self, note: str | None, proof: Mapping[str, Json]) -> Verdict:
        """The same as the key and in the form asked for, or with ``note`` for what the form lacks."""
        outcome, credit = (Outcome.PARTLY, 0.5) if note else (Outcome.CORRECT, 1.0)
        return Verdict(outcome, self.checker, credit=credit, note=note, proof=proof)

    def wrong_verdict(self, key: Json, blamed: Mapping[str, Json] | None) -> Verdict:
        """Wrong, with what the author says about this wrong answer, if anything."""
        misconception, feedback = blame(key, blamed)
        return Verdict(Outcome.INCORRECT, self.checker, misconception=misconception, feedback=feedback)


def blame(key: Json, entry: Mapping[str, Json] | None) -> tuple[str | None, str | None]:
    """The misconception and the feedback of a wrong answer; its own feedback goes before the misconception's."""
    if not entry:
        return None, None
    misconception = entry.get("misconception")
    return misconception, entry.get("feedback") or key.get("misconceptions", {}).get(misconception)


def _formula_text(value: object) -> object:
    try:
        return authored(value).source
    except FormulaError as error:
        raise ValueError(error.message) from None


def _as_text(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value


FormulaText = Annotated[str, BeforeValidator(_formula_text)]
"""A formula, kept as its source; a plain YAML number will do."""
Words = Annotated[str, BeforeValidator(_as_text)]
"""Text with replacement; a plain YAML number will do."""


class Blamed(Part):
    """Something wrong that the author expects."""

    misconception: Identifier | None = None
    feedback: str | None = None
    when: FormulaText = "true"

    def applies(self, values: Mapping[str, Value]) -> bool:
        """Whether ``when`` holds in this draw."""
        return authored(self.when).truth(values)

    def said(self, values: Mapping[str, Value], decimal: str) -> dict[str, Json]:
        """The misconception and the feedback with this draw's values, for a key."""
        feedback = fill(self.feedback, values, decimal) if self.feedback else None
        return {"misconception": self.misconception, "feedback": feedback}


class Wrong(Blamed):
    """A wrong answer must say something: a misconception or feedback."""

    @model_validator(mode="after")
    def _says_something(self) -> Wrong:
        if self.misconception is None and self.feedback is None:
            raise ValueError("a wrong answer needs a misconception or feedback")
        return self


def only(form: Form, field: str = "answer") -> str:
    """The one value of a field, trimmed at its end; empty where it is missing."""
    values = form.get(field) or [""]
    return values[0]


def plain_text(text: str, limit: int, field: str = "answer") -> str:
    """The typed text, if it is some, not too long, and free of control characters. Raises Unread."""
    if not text.strip():
        raise Unread("empty", field=field)
    if len(text) > limit:
        raise Unread("too-long", limit, field)
    for place, letter in enumerate(text):
        if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\t\n\r":
            raise Unread("unreadable", place, field)
    return text


def escaped(text: str) -> str:
    """Typed text as Markdown that shows it unchanged."""
    return "".join("\\" + letter if letter in "\\`*_{}[]()<>#+-.!|$~&" else letter for letter in text)
