"""A word or short phrase: right by authored forms; whatever they do not settle goes to a person."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale, Part
from chiron.core.learning.exact import Value
from chiron.core.learning.interactions.base import Form, Kind, Typed, Words, Wrong, escaped, only, plain_text
from chiron.core.learning.interactions.words import accepted, matches, spelled
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict

LIMIT = 500
"""Characters."""


class WrongText(Wrong):
    """A wrong text that the author expects."""

    text: Words


class Fields(Part):
    """The authored fields."""

    accept: tuple[Words, ...] = Field(min_length=1)
    wrong: tuple[WrongText, ...] = ()


class ShortText(Kind):
    """See README.md beside this file."""

    kind = "text"
    home = __package__ or ""
    Spec = Fields

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The key holds the forms; the task holds nothing."""
        return {}, {
            "accept": [fill(form, values, locale.decimal) for form in spec.accept],
            "wrong": wrong_texts(spec.wrong, values, locale),
        }

    def read(self, task: Json, form: Form) -> Json:
        """As typed."""
        return {"typed": plain_text(only(form), LIMIT)}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right or wrong where the author says so, else for a person."""
        if matches(response["typed"], key["accept"]):
            return self.right_verdict()
        for entry in key["wrong"]:
            if matches(response["typed"], [entry["text"]]):
                return self.wrong_verdict(key, entry)
        return Verdict(Outcome.PERSON, self.checker)

    def describe(self, task: Json, response: Json) -> str:
        """As typed."""
        return escaped(response["typed"].strip())

    def answer(self, task: Json, key: Json) -> str:
        """The first accepted form."""
        return spelled(key["accept"][0])

    def right(self, task: Json, key: Json) -> Typed:
        """The first accepted form."""
        return {"answer": [spelled(key["accept"][0])]}

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """Each expected wrong text."""
        return [{"answer": [spelled(entry["text"])]} for entry in key["wrong"]]

    def forms(self, task: Json, key: Json) -> tuple[str, ...]:
        """Every reading of every accepted form."""
        return tuple(sorted({text for form in key["accept"] for text in accepted(form)}))

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """A form that is both right and wrong, or reads as nothing."""
        return text_faults(key["accept"], key["wrong"])


def wrong_texts(wrong: tuple[WrongText, ...], values: Mapping[str, Value], locale: Locale) -> list[Json]:
    """The expected wrong texts of one draw."""
    return [
        {
            "text": fill(entry.text, values, locale.decimal),
            **entry.said(values, locale.decimal),
        }
        for entry in wrong
        if entry.applies(values)
    ]


def text_faults(accept: list[str], wrong: list[Json]) -> list[str]:
    """What is wrong with accepted and wrong forms beside one another."""
    found = [f"The accepted form {form!r} has no words." for form in accept if not accepted(form)]
    right = frozenset[str]().union(*(accepted(form) for form in accept))
    found.extend(
        f"{entry['text']!r} is listed as wrong and is accepted too."
        for entry in wrong
        if accepted(entry["text"]) & right
    )
    return found
