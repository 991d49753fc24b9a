"""All solutions: the same numbers, however they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Annotated

from pydantic import Field, field_validator, model_validator

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale, Part
from chiron.core.learning.exact import FormulaError, Value
from chiron.core.learning.interactions.base import Form, Kind, Typed, Unread, Words, Wrong, only
from chiron.core.learning.interactions.mathematics import Pair, authored, kept, response, spellings, understood
from chiron.core.learning.interactions.solution_set.comparing import compared, no_solution
from chiron.core.learning.maths.effort import Spent, effort
from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.forms import FormName, Untold, is_solved, lacking
from chiron.core.learning.maths.reading import Reading
from chiron.core.learning.maths.show import tex, typed
from chiron.core.learning.maths.solve import Undecided, solutions
from chiron.core.learning.maths.tree import (
    Alternatives,
    Both,
    Chain,
    Empty,
    Everything,
    Interval,
    Name,
    Node,
    Point,
    Relation,
    SetOf,
    Union,
    names,
)
from chiron.core.learning.replacement import fill
from chiron.core.learning.working.witness import Witness, both_sides
from chiron.core.learning.working.wording import witness_words
from chiron.core.words import Json, Outcome, Verdict

_LETTER = Annotated[str, Field(pattern="^[A-Za-zα-ω]$")]
_SETS = (SetOf, Interval, Union, Empty, Everything)
_NONE = {"en": "no solution", "es": "sin solución"}
_CONDITIONS = (Relation, Chain, Alternatives, Both)


class WrongSet(Wrong):
    """A wrong set that the author expects."""

    answer: Words


class Fields(Part):
    """The authored fields."""

    answer: Words | None = None
    given: Words | None = None
    variables: tuple[_LETTER, ...] = Field(default=("x",), min_length=1, max_length=3)
    form: tuple[FormName, ...] = ()
    wrong: tuple[WrongSet, ...] = ()

    @field_validator("form", mode="before")
    @classmethod
    def _several(cls, form: object) -> object:
        return (form,) if isinstance(form, str) else form

    @model_validator(mode="after")
    def _something(self) -> Fields:
        if self.answer is None and (self.given is None or len(self.variables) > 1):
            raise ValueError("say `answer`; it is worked out only from a `given` condition in one letter")
        return self


class SolutionSet(Kind):
    """See README.md beside this file."""

    kind = "solution-set"
    version = 3
    home = __package__ or ""
    Spec = Fields
    slow = True

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The key holds sets as text, with a decimal point whatever the locale."""
        task: dict[str, Json] = {
            "decimal": locale.decimal,
            "language": locale.language,
            "variables": list(spec.variables),
            "form": list(spec.form),
        }
        wrong = [
            {
                "answer": _set_text(entry.answer, values, task),
                **entry.said(values, locale.decimal),
            }
            for entry in spec.wrong
            if entry.applies(values)
        ]
        given = None if spec.given is None else fill(spec.given, values, plain=True)
        if given is not None:
            _key_node(given, task)
        answer = _solved(given, task) if spec.answer is None else _set_text(spec.answer, values, task)
        return task, {"answer": answer, "given": given, "wrong": wrong}

    def read(self, task: Json, form: Form) -> Json:
        """As typed, and as read."""
        text = only(form)
        return response(text, _read(task, text), task["decimal"], task["language"])

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right if it is the same set and its numbers are in the form asked for."""
        try:
            with effort():
                return self._graded(task, key, response)
        except Spent:
            return Verdict(Outcome.PERSON, self.checker, proof={"read": response["read"]})

    def _graded(self, task: Json, key: Json, response: Json) -> Verdict:
        found, answer = _read(task, response["typed"]), _key_node(key["answer"], task)
        proof: dict[str, Json] = {"read": response["read"]}
        equal = same(_stated(found, task), _stated(answer, task)).equal
        if equal is None:
            return Verdict(Outcome.PERSON, self.checker, proof=proof)
        if equal:
            try:
                return self.same_verdict(_form_note(task["form"], found), proof)
            except Untold:
                return Verdict(Outcome.PERSON, self.checker, proof=proof)
        return self._wrong(task, key, found, answer, proof)

    def _wrong(self, task: Json, key: Json, found: Node, answer: Node, proof: dict[str, Json]) -> Verdict:
        stated = _stated(found, task)
        equals = [e for e in key["wrong"] if same(_stated(_key_node(e["answer"], task), task), stated).equal]
        named = equals[0] if len({entry["misconception"] for entry in equals}) == 1 else None
        verdict = self.wrong_verdict(key, named)
        if len(task["variables"]) > 1:
            return Verdict(verdict.outcome, self.checker, 0.0, verdict.misconception, verdict.feedback, proof=proof)
        letter = task["variables"][0]
        apart = compared(stated, _stated(answer, task), letter)
        shown = None
        with suppress(Spent):
            shown = _counterexample(task, key, stated, _stated(answer, task))
        if shown is not None:
            proof["counterexample"] = _as_json(shown)
        said = verdict.feedback
        if said is None and shown is not None and apart.note in (None, "set-extra", "set-some"):
            said = witness_words(shown, task["language"], task["decimal"])
        right_in_part = apart.note is not None and named is None
        return Verdict(
            Outcome.PARTLY if right_in_part else Outcome.INCORRECT,
            self.checker,
            credit=apart.credit if right_in_part else 0.0,
            misconception=verdict.misconception,
            feedback=said,
            note=apart.note if named is None else None,
            proof=proof,
        )

    def describe(self, task: Json, response: Json) -> str:
        """As read, set as maths."""
        return f"${kept(response, lambda: _read(task, response['typed']), task)}$"

    def answer(self, task: Json, key: Json) -> str:
        """The set in maths; that there is none also in words."""
        found = _key_node(key["answer"], task)
        words = f" ({_NONE.get(task['language'], _NONE['en'])})" if isinstance(found, Empty) else ""
        return f"${tex(found, task['decimal'], task['language'])}$" + words

    def right(self, task: Json, key: Json) -> Typed:
        """The set as a learner types it."""
        return {"answer": [_typeable(task, key["answer"])]}

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """Each expected wrong set."""
        return [{"answer": [_typeable(task, entry["answer"])]} for entry in key["wrong"]]

    def forms(self, task: Json, key: Json) -> tuple[str, ...]:
        """As authored and as typed, with and without spaces and braces."""
        found = spellings(_key_node(key["answer"], task), task["decimal"], task["language"]) | {key["answer"]}
        return tuple(sorted(found | {text.strip("{}") for text in found if len(text) > 3}))

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """A wrong set that is right, an answer not in its own form, or one that does not solve what is given."""
        answer = _stated(_key_node(key["answer"], task), task)
        found = [
            f"The wrong answer {entry['answer']!r} ({entry['misconception'] or 'with feedback'}) equals the right one."
            for entry in key["wrong"]
            if same(_stated(_key_node(entry["answer"], task), task), answer).equal is not False
        ]
        if not _in_form(task["form"], answer):
            found.append(f"The answer {key['answer']!r} is not itself {' and '.join(task['form'])}.")
        if key["given"] is not None and same(_key_node(key["given"], task), answer).equal is False:
            found.append(f"The answer {key['answer']!r} does not solve what is given, {key['given']!r}.")
        return found


def _pair(task: Json) -> Pair:
    return "interval" if len(task["variables"]) == 1 else "point"


def _key_node(text: str, task: Json) -> Node:
    return authored(text, tuple(task["variables"]), _pair(task))


def _set_text(text: str, values: Mapping[str, Value], task: Json) -> str:
    """Authored text filled in. Raises FormulaError where it cannot be read or is still to be solved."""
    filled = fill(text, values, plain=True)
    if not _is_solved(_key_node(filled, task)):
        raise FormulaError(f"{filled!r} does not say the solutions themselves.")
    return filled


def _solved(given: str | None, task: Json) -> str:
    """The solutions of what is given, as text. Raises FormulaError where they are not known as fractions."""
    try:
        tree = solutions(_key_node(given or "", task), task["variables"][0]).tree()
    except Undecided:
        tree = None
    if tree is None:
        raise FormulaError(f"The solutions of {given!r} cannot be worked out as fractions; say `answer`.")
    return typed(tree)


def _read(task: Json, text: str) -> Node:
    """What was typed, if it says solutions and not a condition still to be solved. Raises Unread."""
    reading = Reading(
        task["decimal"], tuple(task["variables"]), language=task["language"], pair=_pair(task), lists=True
    )
    found = understood(text, reading, "answer", _is_solved)
    if not _is_solved(found):
        raise Unread("no-set", found.span[0])
    return found


def _is_solved(node: Node) -> bool:
    """Whether it says what the solutions are: sets, values, or a letter alone beside numbers."""
    if isinstance(node, Alternatives | Both):
        # x = 3 and x = -3 is meant as a list; that both hold at once nobody says.
        return all(map(_is_solved, node.parts)) and not (isinstance(node, Both) and _lists(node))
    if isinstance(node, Chain):
        return is_solved(node)
    if isinstance(node, Relation):
        if node.op == "in" or isinstance(node.right, _SETS):
            return isinstance(node.left, Name) and not names(node.right)
        return is_solved(node) and len(names(node)) == 1
    return not names(node)


def _lists(node: Both) -> bool:
    equations = [part for part in node.parts if isinstance(part, Relation) and part.op == "="]
    letters = [letter for part in equations for letter in names(part)]
    return len(set(letters)) < len(letters)


def _stated(node: Node, task: Json) -> Node:
    """A value alone as a set of one; with several letters, points as what they say of them."""
    letters: Sequence[str] = task["variables"]
    if len(letters) == 1:
        return node if isinstance(node, (*_SETS, *_CONDITIONS)) else SetOf((node,))
    if isinstance(node, Point) and len(node.coordinates) == len(letters):
        return Both(tuple(Relation("=", Name(n), part) for n, part in zip(letters, node.coordinates, strict=True)))
    if isinstance(node, SetOf) and node.members:
        stated = tuple(_stated(member, task) for member in node.members)
        return stated[0] if len(stated) == 1 else Alternatives(stated)
    return node


def _form_note(forms: Sequence[FormName], found: Node) -> str | None:
    return next((note for form in forms if (note := lacking(found, form))), None)


def _in_form(forms: Sequence[FormName], found: Node) -> bool:
    try:
        return _form_note(forms, found) is None
    except Untold:
        return False


def _typeable(task: Json, text: str) -> str:
    return typed(_key_node(text, task), task["decimal"], task["language"])


def _counterexample(task: Json, key: Json, found: Node, answer: Node) -> Witness | None:
    """A number of the answer that is no solution of what is given, for the learner to try."""
    if key["given"] is None:
        return None
    letter, given = task["variables"][0], _key_node(key["given"], task)
    value = no_solution(found, answer, letter)
    if value is None:
        return None
    sides = both_sides(given, {letter: value}) if isinstance(given, Relation) else None
    if sides is None:
        return Witness("belongs", {letter: value})
    return Witness("tried", {letter: value}, *sides)


def _as_json(shown: Witness) -> dict[str, Json]:
    numbers = {
        name: None if value is None else str(value) for name, value in (("left", shown.left), ("right", shown.right))
    }
    return {"kind": shown.kind, "at": {letter: str(value) for letter, value in shown.at.items()}, **numbers}
