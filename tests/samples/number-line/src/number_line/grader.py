"""Reads a number on a line, and says whether it is the one that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.exact import Value
from chiron.core.learning.formula import parse
from chiron.core.learning.interactions.base import Form, FormulaText, Interaction, Kind, Typed, Unread, only, plain_text
from chiron.core.words import Json, Outcome, Verdict


class Fields(BaseModel):
    """What an author writes: the ends of the line, how many parts each whole has, and the number to mark."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: int = Field(ge=-1000, le=1000)
    end: int = Field(ge=-1000, le=1000)
    parts: int = Field(1, ge=1, le=20)
    answer: FormulaText

    @model_validator(mode="after")
    def _a_line(self) -> Fields:
        if not 0 < (self.end - self.start) * self.parts <= 200:
            raise ValueError("a line has from 1 to 200 parts")
        return self


class NumberLine(Kind):
    """Mark a number on a line."""

    kind = "number-line"
    version = 1
    Spec = Fields

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The learner may see the line; the number stays in the key."""
        task = {"start": spec.start, "end": spec.end, "parts": spec.parts, "decimal": locale.decimal}
        return task, {"answer": str(parse(spec.answer).number(values))}

    def read(self, task: Json, form: Form) -> Json:
        """A whole number, a decimal or a fraction that is on the line. Raises Unread."""
        typed = plain_text(only(form), 40)
        try:
            number = Fraction(typed.strip().replace("−", "-").replace(task["decimal"], "."))
        except (ValueError, ZeroDivisionError):
            raise Unread("Write one number, such as 3 or -2.") from None
        if not task["start"] <= number <= task["end"]:
            raise Unread(f"The line goes from {task['start']} to {task['end']}.")
        return {"typed": typed, "number": str(number)}

    def typed(self, response: Json) -> Typed:
        """As typed."""
        return {"answer": [response["typed"]]}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right at the very number; across zero from it, that is said."""
        number, wanted = Fraction(response["number"]), Fraction(key["answer"])
        if number == wanted:
            return self.right_verdict()
        note = "The distance from zero is right. Look at the side." if number == -wanted else None
        return Verdict(Outcome.INCORRECT, self.checker, note=note)

    def describe(self, task: Json, response: Json) -> str:
        """The number."""
        return _shown(response["number"])

    def answer(self, task: Json, key: Json) -> str:
        """The number."""
        return _shown(key["answer"])

    def right(self, task: Json, key: Json) -> Typed:
        """The number as one types it."""
        return {"answer": [key["answer"]]}

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """The same distance on the other side of zero, where that is on the line."""
        other = -Fraction(key["answer"])
        return [{"answer": [str(other)]}] if other and task["start"] <= other <= task["end"] else []

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """A number that no mark of the line stands for."""
        number = Fraction(key["answer"])
        if not spec.start <= number <= spec.end or (number * spec.parts).denominator != 1:
            return [f"The line has no mark at {number}."]
        return []

    def guess(self, task: Json) -> float:
        """One mark among all."""
        return 1 / ((task["end"] - task["start"]) * task["parts"] + 1)


def _shown(number: str) -> str:
    return f"${number}$"


INTERACTION: Interaction = NumberLine()
