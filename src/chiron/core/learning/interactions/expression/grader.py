"""A polynomial: equal exactly, in the form asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale, Part
from chiron.core.learning.exact import FormulaError, Value
from chiron.core.learning.interactions.base import Form, Kind, Typed, Unread, Words, Wrong, only
from chiron.core.learning.interactions.polynomials import Node, factors, is_expanded, read_polynomial, written
from chiron.core.learning.interactions.typeset import typeset
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict

_LETTER = Annotated[str, Field(pattern="^[A-Za-z]$")]


class WrongExpression(Wrong):
    """A wrong expression that the author expects."""

    answer: Words


class Fields(Part):
    """The authored fields."""

    answer: Words
    variables: tuple[_LETTER, ...] = Field(min_length=1, max_length=4)
    form: Literal["any", "expanded", "factored"] = "any"
    wrong: tuple[WrongExpression, ...] = ()


class Expression(Kind):
    """See README.md beside this file."""

    kind = "expression"
    home = __package__ or ""
    Spec = Fields

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The key holds expressions as text, with a decimal point whatever the locale."""
        task = {"decimal": locale.decimal, "variables": list(spec.variables), "form": spec.form}
        wrong = [
            {
                "answer": self._authored(entry.answer, values, task),
                "misconception": entry.misconception,
                "feedback": fill(entry.feedback, values, locale.decimal) if entry.feedback else None,
            }
            for entry in spec.wrong
            if entry.applies(values)
        ]
        shown = _latex(fill(f"${spec.answer}$", values, locale.decimal))
        return task, {"answer": self._authored(spec.answer, values, task), "shown": shown, "wrong": wrong}

    def _authored(self, text: str, values: Mapping[str, Value], task: Json) -> str:
        filled = fill(text, values, plain=True)
        try:
            _key_node(filled, task)
        except Unread as unread:
            place = "" if unread.place is None else f" at character {unread.place + 1}"
            raise FormulaError(f"{filled!r} is no polynomial{place}: {unread.message}") from None
        return filled

    def read(self, task: Json, form: Form) -> Json:
        """As typed, and as read."""
        typed = only(form)
        node = read_polynomial(typed, tuple(task["variables"]), task["decimal"])
        return {"typed": typed, "value": written(node.value, tuple(task["variables"]))}

    def typed(self, response: Json) -> Typed:
        """The text as typed."""
        return {"answer": [response["typed"]]}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right if equal and in the form asked for."""
        found = read_polynomial(response["typed"], tuple(task["variables"]), task["decimal"])
        answer = _key_node(key["answer"], task)
        if found.value == answer.value:
            note = _form_note(task["form"], found, answer)
            if note is None:
                return self.right_verdict()
            return Verdict(Outcome.PARTLY, self.checker, credit=0.5, note=note)
        named = [entry for entry in key["wrong"] if _key_node(entry["answer"], task).value == found.value]
        one = named[0] if len({entry["misconception"] for entry in named}) == 1 else None
        return self.wrong_verdict(key, one)

    def describe(self, task: Json, response: Json) -> str:
        """As typed, set as maths."""
        return typeset(response["typed"], tuple(task["variables"]))

    def answer(self, task: Json, key: Json) -> str:
        """The answer in maths."""
        return str(key["shown"])

    def right(self, task: Json, key: Json) -> Typed:
        """The answer as a learner types it."""
        return {"answer": [key["answer"].replace(".", task["decimal"])]}

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """Each expected wrong expression."""
        return [{"answer": [entry["answer"].replace(".", task["decimal"])]} for entry in key["wrong"]]

    def forms(self, task: Json, key: Json) -> tuple[str, ...]:
        """As authored and multiplied out, with and without spaces and with a true minus."""
        plain = written(_key_node(key["answer"], task).value, tuple(task["variables"]))
        found = {plain, key["answer"], key["shown"].strip("$")}
        found |= {text.replace(" ", "") for text in found} | {text.replace("*", "") for text in found}
        return tuple(sorted(found | {text.replace("-", "−") for text in found}))

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """A wrong answer that is right, or an answer that is not in its own form."""
        answer = _key_node(key["answer"], task)
        found = [
            f"The wrong answer {entry['answer']!r} ({entry['misconception'] or 'with feedback'}) equals the right one."
            for entry in key["wrong"]
            if _key_node(entry["answer"], task).value == answer.value
        ]
        if _form_note(spec.form, answer, answer) is not None:
            found.append(f"The answer {key['answer']!r} is not itself {spec.form}.")
        return found


def _key_node(text: str, task: Json) -> Node:
    return read_polynomial(text, tuple(task["variables"]), ".")


def _form_note(form: str, found: Node, answer: Node) -> str | None:
    if form == "expanded" and not is_expanded(found):
        return "not-expanded"
    if form == "factored":
        asked = factors(answer)
        if asked is None or factors(found) != asked:
            return "not-factored"
    return None


def _latex(text: str) -> str:
    """An authored expression as maths: no stars but between digits, braces around long exponents."""
    text = re.sub(r"\*(?=\s*[\d\\])", r" \\cdot ", text)
    return re.sub(r"\^(\d{2,})", r"^{\1}", text.replace("*", ""))
