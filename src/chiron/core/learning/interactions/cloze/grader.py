"""Gaps in a text: words to choose, words to type, numbers to type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pydantic import Field, model_validator

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Identifier, Locale, Part
from chiron.core.learning.exact import Value
from chiron.core.learning.formula import parse
from chiron.core.learning.interactions.base import (
    Form,
    FormulaText,
    Kind,
    Typed,
    Unread,
    Words,
    blame,
    escaped,
    only,
    plain_text,
)
from chiron.core.learning.interactions.numeric.reading import read_number
from chiron.core.learning.interactions.one_number import worth
from chiron.core.learning.interactions.text.grader import WrongText, text_faults, wrong_texts
from chiron.core.learning.interactions.words import matches, reading, spelled
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict

LIMIT = 200
_GAP = re.compile(r"\\.|\[([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\](?!\()", re.DOTALL)


class Gap(Part):
    """One gap: a bank to choose from, accepted forms to type, or a number."""

    bank: tuple[Words, ...] | None = Field(None, min_length=2)
    accept: tuple[Words, ...] | None = Field(None, min_length=1)
    answer: FormulaText | None = None
    wrong: tuple[WrongText, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> Gap:
        if (self.accept is None) == (self.answer is None):
            raise ValueError("a gap needs either accept or answer")
        if self.answer is not None and (self.bank or self.wrong):
            raise ValueError("bank and wrong go with accept, not with answer")
        return self


class Fields(Part):
    """The authored fields."""

    text: Words
    gaps: dict[Identifier, Gap] = Field(min_length=1, max_length=12)


class Cloze(Kind):
    """See README.md beside this file."""

    kind = "cloze"
    home = __package__ or ""
    Spec = Fields

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The task holds the text in pieces with the gaps between them; the key what each gap accepts."""
        pieces = _pieces(fill(spec.text, values, locale.decimal), spec.gaps.keys())
        task: list[Json] = []
        key: dict[str, Json] = {}
        for text, name in pieces:
            if name is None:
                task.append({"text": text})
                continue
            gap = spec.gaps[name]
            key[name] = _gap_key(gap, values, locale)
            bank = gap.bank and chance.shuffled([fill(word, values, locale.decimal) for word in gap.bank])
            task.append({"gap": name, "bank": bank, "number": gap.answer is not None})
        return {"pieces": task, "decimal": locale.decimal}, {"gaps": key}

    def read(self, task: Json, form: Form) -> Json:
        """What stands in each gap under ``answer.<gap>``; every gap needs something."""
        gaps: dict[str, Json] = {}
        for gap in _gaps(task):
            field = f"answer.{gap['gap']}"
            typed = only(form, field)
            if not typed.strip() or (gap["bank"] and typed not in gap["bank"]):
                raise Unread("fill-every", field=field)
            gaps[gap["gap"]] = {"typed": plain_text(typed, LIMIT, field)}
            if gap["number"]:
                gaps[gap["gap"]]["value"] = _number(typed, task["decimal"], field)
        return {"gaps": gaps}

    def typed(self, response: Json) -> Typed:
        """What stands in each gap."""
        return {f"answer.{name}": [gap["typed"]] for name, gap in response["gaps"].items()}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right if every gap is; for a person if none is wrong but some cannot be settled."""
        banked = {gap["gap"] for gap in _gaps(task) if gap["bank"]}
        parts: dict[str, bool] = {}
        blamed: Json = None
        for name, gap in response["gaps"].items():
            settled, entry = _settle(key["gaps"][name], gap, name in banked)
            if settled is not None:
                parts[name] = settled
            blamed = blamed or entry
        if all(parts.values()):
            whole = len(parts) == len(response["gaps"])
            return self.right_verdict() if whole else Verdict(Outcome.PERSON, self.checker, parts=parts)
        misconception, feedback = blame(key, blamed)
        credit = sum(parts.values()) / len(response["gaps"])
        outcome = Outcome.PARTLY if credit else Outcome.INCORRECT
        return Verdict(outcome, self.checker, credit, misconception, feedback, parts)

    def describe(self, task: Json, response: Json) -> str:
        """The text with what was put in."""
        return _filled(task, {name: escaped(gap["typed"].strip()) for name, gap in response["gaps"].items()})

    def answer(self, task: Json, key: Json) -> str:
        """The text with the right words in."""
        return _filled(task, {name: _first(gap) for name, gap in key["gaps"].items()})

    def right(self, task: Json, key: Json) -> Typed:
        """The first accepted word of each gap, or the one of its bank."""
        banks = {gap["gap"]: gap["bank"] for gap in _gaps(task)}
        found: Typed = {}
        for name, gap in key["gaps"].items():
            offered = [word for word in banks[name] or () if matches(word, gap["accept"])]
            found[f"answer.{name}"] = [offered[0] if offered else _first(gap)]
        return found

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """One gap at a time filled with a word that is wrong, the others right."""
        right = self.right(task, key)
        banks = {gap["gap"]: gap["bank"] for gap in _gaps(task)}
        found: list[Typed] = []
        for name, gap in key["gaps"].items():
            wrong = [spelled(entry["text"]) for entry in gap.get("wrong", ())]
            wrong += [word for word in banks[name] or () if not matches(word, gap["accept"])]
            found += [right | {f"answer.{name}": [word]} for word in wrong if not banks[name] or word in banks[name]]
        return found

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """Gaps missing from the text or twice in it; banks without exactly one accepted word."""
        named = [name for _, name in _pieces(spec.text, spec.gaps.keys()) if name]
        found = [f"The text has no gap [{name}]." for name in spec.gaps if name not in named]
        found += [f"The gap [{name}] stands in the text twice." for name in {n for n in named if named.count(n) > 1}]
        marked = {match.group(1) for match in _GAP.finditer(spec.text) if match.group(1)}
        found += [f"[{name}] is no gap; write \\[ for a plain bracket." for name in sorted(marked - spec.gaps.keys())]
        for gap in _gaps(task):
            entry = key["gaps"][gap["gap"]]
            if not gap["number"]:
                found += text_faults(entry["accept"], entry["wrong"])
            if gap["bank"] and sum(matches(word, entry["accept"]) for word in gap["bank"]) != 1:
                found.append(f"The bank of [{gap['gap']}] needs exactly one accepted word.")
            if gap["bank"] and len({reading(word) for word in gap["bank"]}) != len(gap["bank"]):
                found.append(f"Two words in the bank of [{gap['gap']}] read the same.")
        return found

    def guess(self, task: Json) -> float:
        """Each bank at random; typed gaps are not guessed."""
        chance = 1.0
        for gap in _gaps(task):
            chance *= 1 / len(gap["bank"]) if gap["bank"] else 0.05
        return chance


def _pieces(text: str, gaps: Any) -> list[tuple[str, str | None]]:
    pieces: list[tuple[str, str | None]] = []
    at = 0
    for match in _GAP.finditer(text):
        if match.group(1) in gaps:
            pieces += [(text[at : match.start()], None), ("", match.group(1))]
            at = match.end()
    pieces.append((text[at:], None))
    return [(piece, name) for piece, name in pieces if piece or name]


def _gaps(task: Json) -> list[Json]:
    return [piece for piece in task["pieces"] if "gap" in piece]


def _gap_key(gap: Gap, values: Mapping[str, Value], locale: Locale) -> Json:
    if gap.answer is not None:
        return {"answer": str(parse(gap.answer).number(values))}
    accept = [fill(form, values, locale.decimal) for form in gap.accept or ()]
    return {"accept": accept, "wrong": wrong_texts(gap.wrong, values, locale)}


def _number(typed: str, decimal: str, field: str) -> str:
    return str(worth(read_number(typed, decimal, field=field).number))


def _settle(key: Json, gap: Json, banked: bool) -> tuple[bool | None, Json]:
    """Whether a gap is right, None where only a person can say; and what the author says of the mistake."""
    if "answer" in key:
        return Fraction(gap["value"]) == Fraction(key["answer"]), None
    if matches(gap["typed"], key["accept"]):
        return True, None
    for entry in key["wrong"]:
        if matches(gap["typed"], [entry["text"]]):
            return False, entry
    return (False, None) if banked else (None, None)


def _first(gap: Json) -> str:
    return str(gap["answer"]) if "answer" in gap else spelled(gap["accept"][0])


def _filled(task: Json, words: Mapping[str, str]) -> str:
    return "".join(f"**{words[piece['gap']]}**" if "gap" in piece else piece["text"] for piece in task["pieces"])
