"""One number: exact, by the course's decimal sign, in the form asked for."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale, Part
from chiron.core.learning.exact import FormulaError, Value, rounded
from chiron.core.learning.formula import parse
from chiron.core.learning.interactions.base import Form, FormulaText, Kind, Typed, Words, Wrong, only
from chiron.core.learning.interactions.numbers import MAXIMUM_DIGITS, Number, Shape, read_number
from chiron.core.learning.interactions.typeset import typeset
from chiron.core.learning.interactions.writing import decimal_text, written
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict


class NumericWrong(Wrong):
    """A wrong number that the author expects."""

    answer: FormulaText


class Fields(Part):
    """The authored fields."""

    answer: FormulaText
    form: Literal["any", "integer", "simplest", "decimal"] = "any"
    tolerance: FormulaText = "0"
    unit: Words | None = None
    variable: Annotated[str, Field(pattern="^[A-Za-z]$")] | None = None
    wrong: tuple[NumericWrong, ...] = ()


class Numeric(Kind):
    """See README.md beside this file."""

    kind = "numeric"
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
        }
        wrong = [
            {
                "answer": str(parse(entry.answer).number(values)),
                "misconception": entry.misconception,
                "feedback": fill(entry.feedback, values, locale.decimal) if entry.feedback else None,
            }
            for entry in spec.wrong
            if entry.applies(values)
        ]
        answer = parse(spec.answer).number(values)
        return task, {"answer": str(answer), "tolerance": str(tolerance), "wrong": wrong}

    def read(self, task: Json, form: Form) -> Json:
        """As typed, with the exact value and how it was written."""
        typed = only(form)
        found = read_number(typed, task["decimal"], task["unit"], task["variable"])
        return {
            "typed": typed,
            "value": str(found.value),
            "shape": str(found.shape),
            "lowest": found.lowest,
            "places": found.places,
        }

    def typed(self, response: Json) -> Typed:
        """The text as typed."""
        return {"answer": [response["typed"]]}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right within the tolerance and in the form asked for."""
        found = Number(Fraction(response["value"]), Shape(response["shape"]), response["lowest"], response["places"])
        answer = Fraction(key["answer"])
        if abs(found.value - answer) <= Fraction(key["tolerance"]):
            note = _form_note(task["form"], found)
            if note is None:
                return self.right_verdict()
            return Verdict(Outcome.PARTLY, self.checker, credit=0.5, note=note)
        named = _named([entry for entry in key["wrong"] if _is(found, Fraction(entry["answer"]))])
        if named is None and _is(found, answer):
            return Verdict(Outcome.INCORRECT, self.checker, note="not-exact")
        return self.wrong_verdict(key, named)

    def describe(self, task: Json, response: Json) -> str:
        """As typed, set as maths."""
        return typeset(response["typed"], (task["variable"],) if task["variable"] else ())

    def answer(self, task: Json, key: Json) -> str:
        """The number in maths, with its unit."""
        return written(Fraction(key["answer"]), task["form"], task["decimal"], task["unit"], task["variable"])

    def right(self, task: Json, key: Json) -> Typed:
        """The answer as a learner types it."""
        return {"answer": [_typeable(Fraction(key["answer"]), task)]}

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """Each expected wrong number."""
        return [{"answer": [_typeable(Fraction(entry["answer"]), task)]} for entry in key["wrong"]]

    def forms(self, task: Json, key: Json) -> tuple[str, ...]:
        """The number as fraction and as decimal."""
        value = Fraction(key["answer"])
        found = {str(value)}
        if (plain := decimal_text(value, task["decimal"])) is not None:
            found.add(plain)
        return tuple(sorted(found | {text.replace("-", "−") for text in found}))

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """A wrong answer that is right, a form that the answer cannot take, a number too long to type."""
        answer, tolerance = Fraction(key["answer"]), Fraction(key["tolerance"])
        found = [
            f"The wrong answer {entry['answer']} ({entry['misconception'] or 'with feedback'}) is the right answer."
            for entry in key["wrong"]
            if abs(Fraction(entry["answer"]) - answer) <= tolerance
        ]
        if spec.form == "integer" and answer.denominator != 1:
            found.append(f"The answer {answer} is not whole, but form is integer.")
        if spec.form == "decimal" and not tolerance and decimal_text(answer, ".") is None:
            found.append(f"The answer {answer} has no exact decimal; use round(...) or a tolerance.")
        if max(len(str(answer.numerator)), len(str(answer.denominator))) > MAXIMUM_DIGITS // 2:
            found.append("The answer is too long a number to type.")
        return found


def _is(found: Number, value: Fraction) -> bool:
    """Equal, or rounded to the two or more places that were typed. Names a mistake; never accepts."""
    return found.value == value or (found.places > 1 and found.value == rounded(value, found.places))


def _named(entries: list[Mapping[str, Json]]) -> Mapping[str, Json] | None:
    """The one expected mistake; none when two different ones would explain it."""
    if len({entry["misconception"] for entry in entries}) == 1:
        return entries[0]
    return None


def _form_note(form: str, found: Number) -> str | None:
    shape = found.shape
    if form == "integer" and not (
        shape in (Shape.INTEGER, Shape.DECIMAL, Shape.POWER) and found.value.denominator == 1
    ):
        return "not-integer"
    if form == "simplest" and not (shape is Shape.INTEGER or (shape in (Shape.FRACTION, Shape.MIXED) and found.lowest)):
        return "not-simplest"
    if form == "decimal" and shape not in (Shape.DECIMAL, Shape.INTEGER, Shape.POWER):
        return "not-decimal"
    return None


def _typeable(value: Fraction, task: Json) -> str:
    if task["form"] == "decimal":
        exact = decimal_text(value, task["decimal"])
        return exact if exact is not None else str(float(value)).replace(".", task["decimal"])
    if task["unit"] == "%" and (exact := decimal_text(value, task["decimal"])) is not None:
        return exact
    return str(value)
