"""One number: exact, by the course's decimal sign, in the form asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale, Part
from chiron.core.learning.exact import FormulaError, Value, rounded
from chiron.core.learning.formula import parse
from chiron.core.learning.interactions.base import Form, FormulaText, Kind, Typed, Words, Wrong, escaped, only
from chiron.core.learning.interactions.numeric.reading import read_number, shown_number
from chiron.core.learning.interactions.numeric.writing import decimal_text, has_end, typeable, written
from chiron.core.learning.interactions.one_number import form_lacking, half_step, worth
from chiron.core.learning.maths.forms import figures_lacking, places_lacking
from chiron.core.learning.maths.tree import Negative, Node, Number, Style
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict

MAXIMUM_DIGITS = 20
"""Of an answer that somebody has to type, above and below the line."""
_WRITTEN = {
    "decimal": re.compile(r"-?\d*\.\d+"),
    "scientific": re.compile(r"-?\d(?:\.\d+)? *\* *10\^(?:\d+|\(-?\d+\))"),
}
"""How an author may write a number as it is to be shown, where no form is asked for."""


class NumericWrong(Wrong):
    """A wrong number that the author expects."""

    answer: FormulaText


class Fields(Part):
    """The authored fields."""

    answer: FormulaText
    form: Literal["any", "integer", "simplest", "mixed", "decimal", "scientific"] = "any"
    tolerance: FormulaText = "0"
    figures: Annotated[int, Field(ge=1, le=15)] | None = None
    places: Annotated[int, Field(ge=0, le=15)] | None = None
    unit: Words | None = None
    variable: Annotated[str, Field(pattern="^[A-Za-z]$")] | None = None
    wrong: tuple[NumericWrong, ...] = ()

    @model_validator(mode="after")
    def _one_rounding(self) -> Fields:
        if self.figures is not None and self.places is not None:
            raise ValueError("say either figures or places")
        return self


class Numeric(Kind):
    """See README.md beside this file."""

    kind = "numeric"
    version = 2
    home = __package__ or ""
    Spec = Fields

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The task holds what the reader needs; the key holds exact numbers as text."""
        tolerance = parse(spec.tolerance).number(values)
        if tolerance < 0:
            raise FormulaError("The tolerance is negative.")
        task = {
            "decimal": locale.decimal,
            "unit": fill(spec.unit, values, locale.decimal) if spec.unit else None,
            "variable": spec.variable,
            "form": spec.form,
            "figures": spec.figures,
            "places": spec.places,
        }
        wrong = [
            {
                "answer": str(parse(entry.answer).number(values)),
                **entry.said(values, locale.decimal),
            }
            for entry in spec.wrong
            if entry.applies(values)
        ]
        answer = parse(spec.answer).number(values)
        key = {"answer": str(answer), "tolerance": str(tolerance), "wrong": wrong}
        shown = next((form for form, pattern in _WRITTEN.items() if pattern.fullmatch(spec.answer.strip())), None)
        return task, key | ({"written": shown} if shown and spec.form == "any" else {})

    def read(self, task: Json, form: Form) -> Json:
        """As typed and as read."""
        text = only(form)
        return shown_number(text, task, read_number(text, task["decimal"], task["unit"], task["variable"]))

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right within the tolerance or the rounding, and in the form asked for."""
        node = self._node(task, response)
        value, answer = worth(node), Fraction(key["answer"])
        proof = {"read": response["read"]} if "read" in response else {}
        if abs(value - answer) <= max(Fraction(key["tolerance"]), half_step(answer, task["figures"], task["places"])):
            note = _form_note(task, node)
            outcome, credit = (Outcome.PARTLY, 0.5) if note else (Outcome.CORRECT, 1.0)
            return Verdict(outcome, self.checker, credit=credit, note=note, proof=proof)
        named = _named([entry for entry in key["wrong"] if _is(node, value, Fraction(entry["answer"]), task)])
        verdict = self.wrong_verdict(key, named)
        note = "not-exact" if named is None and _is(node, value, answer, task) else None
        return Verdict(
            Outcome.INCORRECT,
            self.checker,
            misconception=verdict.misconception,
            feedback=verdict.feedback,
            note=note,
            proof=proof,
        )

    def _node(self, task: Json, response: Json) -> Node:
        return read_number(response["typed"], task["decimal"], task["unit"], task["variable"]).number

    def describe(self, task: Json, response: Json) -> str:
        """As read, set as maths, with the unit that was typed."""
        if "read" not in response:
            found = read_number(response["typed"], task["decimal"], task["unit"], task["variable"])
            response = shown_number(response["typed"], task, found)
        unit = response.get("unit", "")
        return f"${response['read']}$" + (f" {escaped(unit)}" if unit else "")

    def answer(self, task: Json, key: Json) -> str:
        """The number in maths, with its unit."""
        return written(Fraction(key["answer"]), _as_written(task, key))

    def right(self, task: Json, key: Json) -> Typed:
        """The answer as a learner types it."""
        return {"answer": [typeable(Fraction(key["answer"]), _as_written(task, key))]}

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """Each expected wrong number."""
        return [{"answer": [typeable(Fraction(entry["answer"]), task)]} for entry in key["wrong"]]

    def forms(self, task: Json, key: Json) -> tuple[str, ...]:
        """The number as fraction, as decimal and, where that is asked for, in scientific notation."""
        value = Fraction(key["answer"])
        found = {str(value)}
        if task["figures"] or task["places"] is not None:
            found.add(typeable(value, task))
        if task["form"] == "scientific":
            found.add(written(value, {**task, "unit": "", "variable": ""}).strip("$"))
        if (plain := decimal_text(value, task["decimal"])) is not None:
            found.add(plain)
        return tuple(sorted(found | {text.replace("-", "−") for text in found}))

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """A wrong answer that is right, a form that the answer cannot take, a number too long to type."""
        answer, tolerance = Fraction(key["answer"]), Fraction(key["tolerance"])
        allowed = max(tolerance, half_step(answer, spec.figures, spec.places))
        found = [
            f"The wrong answer {entry['answer']} ({entry['misconception'] or 'with feedback'}) is the right answer."
            for entry in key["wrong"]
            if abs(Fraction(entry["answer"]) - answer) <= allowed
        ]
        if spec.form == "integer" and answer.denominator != 1:
            found.append(f"The answer {answer} is not whole, but form is integer.")
        if spec.form in ("decimal", "scientific") and not allowed and not has_end(answer, spec.form):
            found.append(f"The answer {answer} has no exact decimal; use round(...), a tolerance, places or figures.")
        if spec.form in ("integer", "simplest", "mixed") and (spec.figures or spec.places is not None):
            found.append(f"A number cannot be {spec.form} and be rounded to figures or places.")
        if max(len(str(answer.numerator)), len(str(answer.denominator))) > MAXIMUM_DIGITS:
            found.append("The answer is too long a number to type.")
        return found


def _is(node: Node, found: Fraction, value: Fraction, task: Json) -> bool:
    """Equal, or rounded as is asked for or to the places (two or more) typed. Names a mistake; never accepts."""
    if found == value:
        return True
    inner = node.inner if isinstance(node, Negative) else node
    places = inner.written.places if isinstance(inner, Number) and inner.written.style is Style.DECIMAL else 0
    near = half_step(value, task["figures"], task["places"])
    return (places > 1 and found == rounded(value, places)) or (0 < abs(found - value) <= near)


def _named(entries: list[Mapping[str, Json]]) -> Mapping[str, Json] | None:
    """The one expected mistake; none when two different ones would explain it."""
    if len({entry["misconception"] for entry in entries}) == 1:
        return entries[0]
    return None


def _as_written(task: Json, key: Json) -> Json:
    """The task in whose form the answer is shown: as its author wrote it, where no form is asked for."""
    return {**task, "form": key["written"]} if "written" in key else task


def _form_note(task: Json, node: Node) -> str | None:
    """What the number lacks of the form and the rounding asked for."""
    note = form_lacking(node, task["form"])
    if note is None and task["figures"]:
        note = figures_lacking(node, task["figures"])
    if note is None and task["places"] is not None:
        note = places_lacking(node, task["places"])
    return note
