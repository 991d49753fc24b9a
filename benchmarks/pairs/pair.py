"""A pair, and what Chiron says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.exact import from_authored
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.words import Outcome

RIGHT, WRONG, FORM = "right", "wrong", "form"
"""What is due: to be accepted; not to be accepted; right in value, not to be accepted, and not to be called wrong."""


@dataclass(frozen=True)
class Pair:
    """``step``: the authored fields of the kind. ``given``: the answer as people name it: a text, lines, or by field
    (``pick``, ``order``, ``pairs``, ``labels``, ``answers``). ``why``: how the answer was made of the key.
    """

    kind: str
    step: Mapping[str, Any]
    given: Any
    verdict: str
    why: str = ""
    decimal: str = "."
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """What the checker made of a pair: ``outcome`` is one of Outcome, or "unread: reason"."""

    outcome: str
    read: str = ""
    key: str = ""

    def meets(self, verdict: str) -> bool:
        """Whether it is what is due."""
        if verdict == RIGHT:
            return self.accepted
        return not self.accepted and (verdict != FORM or self.outcome != Outcome.INCORRECT)

    @property
    def accepted(self) -> bool:
        """Whether it counts as right; a right line of working that is not the last counts too."""
        return self.outcome in (Outcome.CORRECT, Outcome.ONWARD)


def made(pair: Pair, seed: int = 1) -> tuple[Any, Any, Any]:
    """The kind, the task and the key of a pair."""
    kind = interaction(pair.kind)
    values = {name: from_authored(value) for name, value in pair.values.items()}
    spec = kind.Spec.model_validate(pair.step)
    locale = Locale(decimal="," if pair.decimal == "," else ".")
    return (kind, *kind.make(spec, values, Chance(seed), locale))


def said(pair: Pair) -> Said:
    """What Chiron's checker says of a pair."""
    kind, task, key = made(pair)
    return judged(kind, task, key, pair)


def judged(kind: Any, task: Any, key: Any, pair: Pair) -> Said:
    """The same with the step made already."""
    shown = kind.answer(task, key)
    try:
        response = kind.read(task, form(task, pair.given))
    except Unread as unread:
        return Said(f"unread: {unread.reason}", "", shown)
    return Said(str(kind.grade(task, key, response).outcome), kind.describe(task, response), shown)


def form(task: Any, given: Any) -> dict[str, list[str]]:
    """The form that a page would send."""
    if isinstance(given, str):
        return {"answer": [given]}
    if isinstance(given, list):
        return {"answer": given}
    if "pick" in given:
        ids = {option["text"]: option["id"] for option in task["options"]}
        return {"answer": [ids[text] for text in given["pick"]]}
    if "order" in given:
        ids = {item["text"]: item["id"] for item in task["items"]}
        return {f"answer.{ids[text]}": [str(place)] for place, text in enumerate(given["order"], 1)}
    if "pairs" in given:
        lefts = {left["text"]: left["id"] for left in task["lefts"]}
        rights = {right["text"]: right["id"] for right in task["rights"]}
        return {f"answer.{lefts[one]}": [rights[other]] for one, other in given["pairs"].items()}
    if "labels" in given:
        targets = {target["description"]: target["id"] for target in task["targets"]}
        ids = {label["text"]: label["id"] for label in task["labels"]}
        return {f"answer.{targets[one]}": [ids[other]] for one, other in given["labels"].items()}
    return {f"answer.{name}": [text] for name, text in given["answers"].items()}
