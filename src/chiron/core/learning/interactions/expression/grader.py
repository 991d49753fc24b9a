"""An expression or an equation: the same mathematics, in the form asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Annotated, Literal

from pydantic import Field, field_validator

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Identifier, Locale, Part
from chiron.core.learning.exact import FormulaError, Value
from chiron.core.learning.interactions.base import Form, Kind, Typed, Unread, Words, Wrong, only
from chiron.core.learning.interactions.expression.tracing import Traced, traced
from chiron.core.learning.interactions.mathematics import authored, kept, response, spellings, understood
from chiron.core.learning.interactions.one_number import half_step, worth
from chiron.core.learning.maths.effort import Spent, effort
from chiron.core.learning.maths.equal import differ, same
from chiron.core.learning.maths.forms import FormName, Untold, lacking, says_value
from chiron.core.learning.maths.reading import Reading
from chiron.core.learning.maths.show import tex, typed
from chiron.core.learning.maths.tree import (
    Alternatives,
    Both,
    Chain,
    Empty,
    Everything,
    Interval,
    Negative,
    Node,
    Number,
    PlusMinus,
    Point,
    Quantity,
    Relation,
    SetOf,
    Style,
    Union,
    names,
)
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict

_LETTER = Annotated[str, Field(pattern="^[A-Za-zα-ωΔ]'?$")]
Wanted = Literal["any", "standard"] | FormName
_NAMED = re.compile(
    r"(?P<letter>[A-Za-z])(?:\s*\^\s*\{?-1\}?)?"
    r"(?:\s*(?:\\left\s*)?\(\s*[A-Za-z]\s*(?:\\right\s*)?\))?\s*=(?![=<>])"
)
"""What may stand before an expression: ``y =``, ``f(x) =``, ``f^-1(x) =``."""
_STATED = (Relation, Chain)
_OTHERS = (Alternatives, Both, SetOf, Interval, Union, Empty, Everything, Point, Quantity, PlusMinus)


class WrongExpression(Wrong):
    """A wrong expression that the author expects."""

    answer: Words


class Fields(Part):
    """The authored fields."""

    answer: Words
    variables: tuple[_LETTER, ...] = Field(default=(), max_length=6)
    form: tuple[Wanted, ...] = ("any",)
    given: Words | None = None
    ideas: Mapping[str, Identifier] = Field(default_factory=dict)
    wrong: tuple[WrongExpression, ...] = ()

    @field_validator("form", mode="before")
    @classmethod
    def _several(cls, form: object) -> object:
        return (form,) if isinstance(form, str) else form

    @field_validator("ideas")
    @classmethod
    def _known(cls, ideas: Mapping[str, str]) -> Mapping[str, str]:
        from chiron.core.learning.working.rules import RULES, SLIPS

        unknown = sorted(set(ideas) - {rule.id for rule in (*RULES, *SLIPS)})
        if unknown:
            raise ValueError(f"there is no wrong idea called {unknown[0]!r}; docs/reference/wrong-ideas.md lists them")
        return ideas


class Expression(Kind):
    """See README.md beside this file."""

    kind = "expression"
    version = 4
    home = __package__ or ""
    Spec = Fields
    slow = True

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The key holds expressions as text, with a decimal point whatever the locale."""
        task: dict[str, Json] = {
            "decimal": locale.decimal,
            "language": locale.language,
            "variables": list(spec.variables),
            "form": [form for form in spec.form if form != "any"],
        }
        wrong = [
            {
                "answer": _written(entry.answer, values, task),
                **entry.said(values, locale.decimal),
            }
            for entry in spec.wrong
            if entry.applies(values)
        ]
        key: dict[str, Json] = {"answer": _written(spec.answer, values, task), "wrong": wrong}
        task["equation"] = isinstance(_key_node(key["answer"], task), _STATED)
        if spec.given is not None:
            key["given"] = _written(spec.given, values, task)
            key["ideas"] = [{"rule": rule, "misconception": name} for rule, name in sorted(spec.ideas.items())]
        return task, key

    def read(self, task: Json, form: Form) -> Json:
        """As typed, and as read."""
        text = only(form)
        return response(text, _read(task, text), task["decimal"], task["language"])

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right if it is the same and in the form asked for; a person looks where that cannot be decided."""
        with effort():
            return self._graded(task, key, response)

    def _graded(self, task: Json, key: Json, response: Json) -> Verdict:
        found, answer = _read(task, response["typed"]), _key_node(key["answer"], task)
        proof: dict[str, Json] = {"read": self._shown(task, response)}
        equal = same(answer, found).equal
        if equal is None:
            return Verdict(Outcome.PERSON, self.checker, proof=proof)
        if equal:
            try:
                return self.same_verdict(
                    _form_note(task["form"], found) or _given_note(key, found, answer, task), proof
                )
            except Untold:
                return Verdict(Outcome.PERSON, self.checker, proof=proof)
        return self._wrong(task, key, found, answer, proof)

    def _wrong(self, task: Json, key: Json, found: Node, answer: Node, proof: dict[str, Json]) -> Verdict:
        equals = [entry for entry in key["wrong"] if same(_key_node(entry["answer"], task), found).equal]
        named = equals[0] if len({entry["misconception"] for entry in equals}) == 1 else None
        verdict = self.wrong_verdict(key, named)
        trace = Traced()
        if "given" in key:
            with suppress(Spent):
                trace = traced(_key_node(key["given"], task), found, task, key, bool(equals))
            proof |= trace.proof
        return Verdict(
            Outcome.INCORRECT,
            self.checker,
            misconception=verdict.misconception or trace.misconception,
            feedback=verdict.feedback or trace.feedback,
            note=None if named is not None else _wrong_note(task["form"], found, answer),
            proof=proof,
        )

    def _shown(self, task: Json, response: Json) -> str:
        return kept(response, lambda: _read(task, response["typed"]), task)

    def describe(self, task: Json, response: Json) -> str:
        """As read, set as maths."""
        return f"${self._shown(task, response)}$"

    def answer(self, task: Json, key: Json) -> str:
        """The answer in maths."""
        return f"${tex(_key_node(key['answer'], task), task['decimal'], task['language'])}$"

    def right(self, task: Json, key: Json) -> Typed:
        """The answer as a learner types it."""
        return {"answer": [self._typeable(task, key["answer"])]}

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """Each expected wrong expression."""
        return [{"answer": [self._typeable(task, entry["answer"])]} for entry in key["wrong"]]

    def _typeable(self, task: Json, text: str) -> str:
        return typed(_key_node(text, task), task["decimal"], task["language"])

    def forms(self, task: Json, key: Json) -> tuple[str, ...]:
        """As authored, with and without spaces and stars and with a true minus."""
        found = spellings(_key_node(key["answer"], task), task["decimal"], task["language"])
        return tuple(sorted(found | {key["answer"], key["answer"].replace(" ", "")}))

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """A wrong answer that is right, an answer not in its own form, or one that does not equal what is given."""
        answer = _key_node(key["answer"], task)
        found = [
            f"The wrong answer {entry['answer']!r} ({entry['misconception'] or 'with feedback'}) equals the right one."
            for entry in key["wrong"]
            if not differ(_key_node(entry["answer"], task), answer)
        ]
        if not _in_form(task["form"], answer):
            found.append(f"The answer {key['answer']!r} is not itself {' and '.join(task['form'])}.")
        if "given" in key and not same(_key_node(key["given"], task), answer).equal:
            found.append(f"The answer {key['answer']!r} does not equal what is given, {key['given']!r}.")
        return found


def _written(text: str, values: Mapping[str, Value], task: Json) -> str:
    """Authored text filled in. Raises FormulaError where it cannot be read or is no expression or equation."""
    filled = fill(text, values, plain=True)
    if isinstance(_key_node(filled, task), _OTHERS):
        raise FormulaError(f"{filled!r} is neither an expression nor an equation.")
    return filled


def _key_node(text: str, task: Json) -> Node:
    return authored(text, tuple(task["variables"]))


def _fits(node: Node) -> bool:
    return not isinstance(node, (*_STATED, *_OTHERS))


def _read(task: Json, text: str) -> Node:
    """What was typed; where an expression is asked for it may stand after an equals sign. Raises Unread."""
    reading = Reading(task["decimal"], tuple(task["variables"]), language=task["language"])
    if task["equation"]:
        found = understood(text, reading)
        if not isinstance(found, _STATED):
            raise Unread("one-equation" if isinstance(found, _OTHERS) else "equation", found.span[0])
        return found
    found = understood(_unnamed(text, task["variables"]), reading, "answer", _fits)
    if isinstance(found, Relation) and found.op == "=" and names(found.left) and same(found.left, found.right).equal:
        return found.right
    if isinstance(found, _STATED):
        raise Unread("no-equation", found.parts[0].span[1])
    if not _fits(found):
        raise Unread("one-expression", found.span[0])
    return found


def _unnamed(text: str, letters: Sequence[str]) -> str:
    """The text without what only names the expression; every place stays where it was typed."""
    start = len(text) - len(text.lstrip())
    end = start + (text[start : start + 1] == "=")
    named = _NAMED.match(text, start)
    if named and named["letter"] not in letters and text[named.end() :].strip():
        end = named.end()
    return text[:start] + " " * (end - start) + text[end:]


def _form_note(forms: list[FormName | Literal["standard"]], found: Node) -> str | None:
    """What it lacks of the forms asked for, the first of them first."""
    for form in forms:
        asked: FormName = _standard(found) if form == "standard" else form
        note = lacking(found, asked)
        if note is not None:
            return note
    return None


def _given_note(key: Json, found: Node, answer: Node, task: Json) -> str | None:
    """That somebody typed what is given, sign for sign, where something else is asked for."""
    if "given" not in key or found == answer:
        return None
    return "as-given" if found == _key_node(key["given"], task) else None


def _wrong_note(forms: list[FormName | Literal["standard"]], found: Node, answer: Node) -> str | None:
    """What can be said of a wrong answer without its author: that it is rounded, or a value where more is due."""
    if "set-up" in forms and says_value(found):
        return "value-only"
    return "not-exact" if _is_rounded(found, answer) else None


def _in_form(forms: list[FormName | Literal["standard"]], found: Node) -> bool:
    try:
        return _form_note(forms, found) is None
    except Untold:
        return False


def _standard(found: Node) -> FormName:
    if not isinstance(found, Relation):
        return "by-degree"
    return "standard-line" if len(names(found)) > 1 else "equals-zero"


def _is_rounded(found: Node, answer: Node) -> bool:
    """Whether a decimal of two or more places is the answer, rounded."""
    inner = found.inner if isinstance(found, Negative) else found
    if not isinstance(inner, Number) or inner.written.style is not Style.DECIMAL or inner.written.places < 2:
        return False
    if names(answer) or isinstance(answer, _STATED):
        return False
    return abs(worth(found) - worth(answer)) <= half_step(worth(answer), None, inner.written.places)
