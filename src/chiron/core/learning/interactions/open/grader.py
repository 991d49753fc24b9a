"""An answer in the learner's own words, which a person reads."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale, Part
from chiron.core.learning.exact import Value
from chiron.core.learning.interactions.base import Form, Kind, Typed, Words, escaped, only, plain_text
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict

LIMIT = 20_000
"""Characters."""


class Fields(Part):
    """The authored fields."""

    rubric: Words = Field(min_length=1)
    lines: int = Field(6, ge=2, le=40)


class Open(Kind):
    """See README.md beside this file."""

    kind = "open"
    home = __package__ or ""
    Spec = Fields

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The rubric is for whoever reads the answer."""
        return {"lines": spec.lines, "limit": LIMIT}, {"rubric": fill(spec.rubric, values, locale.decimal)}

    def read(self, task: Json, form: Form) -> Json:
        """As typed."""
        return {"typed": plain_text(only(form), LIMIT)}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Always for a person."""
        return Verdict(Outcome.PERSON, self.checker)

    def describe(self, task: Json, response: Json) -> str:
        """As typed."""
        return escaped(response["typed"].strip())

    def answer(self, task: Json, key: Json) -> str:
        """What a good answer has."""
        return str(key["rubric"])

    def right(self, task: Json, key: Json) -> Typed | None:
        """Only a person can say."""
        return None

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """Nothing can be wrong here."""
        return []

    def guess(self, task: Json) -> float:
        """A person is not guessed past."""
        return 0.0
