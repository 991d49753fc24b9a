"""A number with its unit: the same amount, in any unit of its kind or in the one asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale, Part
from chiron.core.learning.exact import FormulaError, Value
from chiron.core.learning.formula import parse
from chiron.core.learning.interactions.base import Form, FormulaText, Kind, Typed, Unread, Words, Wrong, only
from chiron.core.learning.interactions.mathematics import kept, response, understood
from chiron.core.learning.interactions.numeric.writing import decimal_text, typeable, written
from chiron.core.learning.interactions.one_number import is_one_number, surprise
from chiron.core.learning.interactions.quantity.compound import compound
from chiron.core.learning.interactions.quantity.meant import meant
from chiron.core.learning.maths.effort import Spent, effort
from chiron.core.learning.maths.forms import figures_lacking
from chiron.core.learning.maths.reading import Reading
from chiron.core.learning.maths.show import tex, typed
from chiron.core.learning.maths.tree import Name, Node, Quantity, Relation, rational
from chiron.core.learning.maths.unit_words import read_unit, shown_unit
from chiron.core.learning.maths.units import Measured, compare
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict

_PER_SECOND = re.compile(r"millisecond\^-(\d)")


class WrongAmount(Wrong):
    """A wrong amount that the author expects; in the step's unit unless it has its own."""

    answer: FormulaText
    unit: Words | None = None


class Fields(Part):
    """The authored fields."""

    answer: FormulaText
    unit: Words
    accept: Literal["any", "asked"] = "any"
    tolerance: FormulaText = "0"
    figures: Annotated[int, Field(ge=1, le=15)] | None = None
    variable: Annotated[str, Field(pattern="^[A-Za-z]$")] | None = None
    wrong: tuple[WrongAmount, ...] = ()


class Measurement(Kind):
    """See README.md beside this file."""

    kind = "quantity"
    version = 2
    home = __package__ or ""
    Spec = Fields
    slow = True
    """The registry of units takes half a second to come up."""

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The task holds what the reader needs; the key the exact amount and the unit as it is spelled."""
        tolerance = parse(spec.tolerance).number(values)
        if tolerance < 0:
            raise FormulaError("The tolerance is negative.")
        asked = fill(spec.unit, values, plain=True)
        wrong = [
            {
                "answer": str(parse(entry.answer).number(values)),
                "unit": _spelled(fill(entry.unit, values, plain=True) if entry.unit else asked),
                **entry.said(values, locale.decimal),
            }
            for entry in spec.wrong
            if entry.applies(values)
        ]
        task = {
            "decimal": locale.decimal,
            "language": locale.language,
            "variable": spec.variable,
            "figures": spec.figures,
        }
        key = {
            "answer": str(parse(spec.answer).number(values)),
            "unit": _spelled(asked),
            "tolerance": str(tolerance),
            "accept": spec.accept,
            "wrong": wrong,
        }
        return task, key

    def read(self, task: Json, form: Form) -> Json:
        """As typed, and as read."""
        text = only(form)
        return response(text, _read(task, text), task["decimal"], task["language"])

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right if it is the same amount; what is wrong with number or unit is noted."""
        try:
            with effort():
                return self._graded(task, key, response)
        except Spent:
            return Verdict(Outcome.PERSON, self.checker, proof={"read": response["read"]})

    def _graded(self, task: Json, key: Json, response: Json) -> Verdict:
        amount = _amount(_read(task, response["typed"]))
        found = meant(amount, key["unit"])
        proof = {"read": response["read"] if found == amount else tex(found, task["decimal"], task["language"])}
        measured = self._compared(task, key, found, key["answer"], key["unit"])
        if measured.equal is None:
            return Verdict(Outcome.PERSON, self.checker, proof=proof)
        note = _note(task, key, found, measured)
        if measured.equal or note == "missing-unit":
            outcome, credit = (Outcome.PARTLY, 0.5) if note else (Outcome.CORRECT, 1.0)
            return Verdict(outcome, self.checker, credit=credit, note=note, proof=proof)
        named = [entry for entry in key["wrong"] if self._is(task, key, found, entry)]
        one = named[0] if len({entry["misconception"] for entry in named}) == 1 else None
        verdict = self.wrong_verdict(key, one)
        return Verdict(
            Outcome.INCORRECT,
            self.checker,
            misconception=verdict.misconception,
            feedback=verdict.feedback,
            note=None if one else note,
            proof=proof,
        )

    def _is(self, task: Json, key: Json, found: Node, entry: Json) -> bool:
        measured = self._compared(task, key, found, entry["answer"], entry["unit"])
        return bool(measured.equal) or measured.note == "missing-unit"

    def _compared(self, task: Json, key: Json, found: Node, number: str, unit: str) -> Measured:
        wanted = Quantity(rational(Fraction(number)), unit)
        return compare(meant(found, unit), wanted, absolute=Fraction(key["tolerance"]), figures=task["figures"])

    def describe(self, task: Json, response: Json) -> str:
        """As read, set as maths."""
        return f"${kept(response, lambda: _read(task, response['typed']), task)}$"

    def answer(self, task: Json, key: Json) -> str:
        """The amount in maths, with its unit."""
        number = written(Fraction(key["answer"]), _style(task, key))[1:-1]
        return rf"${number}\,\mathrm{{{shown_unit(key['unit'], latex=True)}}}$"

    def right(self, task: Json, key: Json) -> Typed:
        """The amount as a learner types it."""
        return {"answer": [_typeable(task, key)]}

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """Each expected wrong amount."""
        return [{"answer": [_typeable(task, entry)]} for entry in key["wrong"]]

    def forms(self, task: Json, key: Json) -> tuple[str, ...]:
        """The amount with its unit, with and without the space."""
        found = {_typeable(task, key), f"{key['answer']} {shown_unit(key['unit'])}"}
        found |= {text.replace(" ", "") for text in found}
        return tuple(sorted(found | {text.replace("-", "−") for text in found}))

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """A wrong amount that is right, or one too long to type."""
        wanted = Quantity(rational(Fraction(key["answer"])), key["unit"])
        found = [
            f"The wrong answer {_typeable(task, entry)} ({entry['misconception'] or 'with feedback'}) is right."
            for entry in key["wrong"]
            if self._compared(
                task, key, Quantity(rational(Fraction(entry["answer"])), entry["unit"]), *_pair(key)
            ).equal
        ]
        if compare(wanted, wanted).equal is not True:
            found.append(f"Amounts in {shown_unit(key['unit'])} cannot be compared.")
        if len(_typeable(task, key)) > 30:
            found.append("The answer is too long a number to type; use round(...) or figures.")
        return found


def _pair(key: Json) -> tuple[str, str]:
    return key["answer"], key["unit"]


def _spelled(unit: str) -> str:
    found = read_unit(unit)
    if found is None:
        raise FormulaError(f"The unit {unit!r} is not known.")
    return found


def _fits(node: Node) -> bool:
    amount = _amount(node)
    return is_one_number(amount.value if isinstance(amount, Quantity) else amount)


def _amount(whole: Node) -> Node:
    """What stands on the other side of ``v =``."""
    if isinstance(whole, Relation) and whole.op == "=":
        for letter, other in ((whole.left, whole.right), (whole.right, whole.left)):
            if isinstance(letter, Name):
                return other
    return whole


def _read(task: Json, text: str) -> Node:
    """What was typed: one number, with a unit or without. Raises Unread."""
    several = compound(text, task["decimal"])
    if several is not None:
        return several
    letters = (task["variable"],) if task["variable"] else ()
    found = understood(text, Reading(task["decimal"], letters, units=True, language=task["language"]), "answer", _fits)
    amount = _amount(found)
    number = amount.value if isinstance(amount, Quantity) else amount
    if not is_one_number(number):
        raise surprise(number)
    if isinstance(amount, Quantity) and (per := _PER_SECOND.fullmatch(amount.unit)) and "(" not in text:
        raise Unread("two-readings", None, "answer", _per_second(amount.value, per.group(1), task))
    return found


def _per_second(value: Node, power: str, task: Json) -> tuple[tuple[str, str], ...]:
    """Strictly ``ms^-1`` is one in a millisecond, and everywhere it is written for metres per second."""
    plain, shown = typed(value, task["decimal"], task["language"]), tex(value, task["decimal"], task["language"])
    units = (f"m s^-{power}", rf"m\,s^{{-{power}}}"), (f"ms^(-{power})", rf"\left(ms\right)^{{-{power}}}")
    return tuple((f"{plain} {text}", rf"{shown}\,\mathrm{{{set_as}}}") for text, set_as in units)


def _note(task: Json, key: Json, found: Node, measured: Measured) -> str | None:
    """What the page says beside the verdict, a key of NOTES."""
    if measured.equal and measured.note == "other-unit" and key["accept"] == "any":
        return figures_lacking(found, task["figures"]) if task["figures"] else None
    if measured.equal is False and measured.note is None and isinstance(found, Quantity):
        return "wrong-amount"
    return measured.note


def _style(task: Json, key: Json) -> dict[str, Json]:
    """How an amount is written: exactly, as a decimal where it has one."""
    plain = decimal_text(Fraction(key["answer"]), ".") is not None
    rounding = {"figures": task["figures"], "places": None}
    return {
        "decimal": task["decimal"],
        "unit": None,
        "variable": None,
        "form": "decimal" if plain else "any",
    } | rounding


def _typeable(task: Json, entry: Json) -> str:
    number = typeable(Fraction(entry["answer"]), _style(task, entry))
    return f"{number} {shown_unit(entry['unit'])}"
