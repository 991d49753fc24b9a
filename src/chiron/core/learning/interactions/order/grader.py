"""Things to put in order."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import factorial
from typing import Annotated

from pydantic import Field

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale, Part
from chiron.core.learning.exact import Value
from chiron.core.learning.interactions.base import Form, Kind, Typed, Unread, Words
from chiron.core.learning.interactions.words import same_reading
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict

Level = Words | Annotated[tuple[Words, ...], Field(min_length=2)]
SHUFFLES = 20
SAME = "answer.same"
"""The field by which a learner says that the order shown is their own."""


class Fields(Part):
    """The authored fields: items in the right order; those in a list of their own may stand in any order."""

    items: tuple[Level, ...] = Field(min_length=2, max_length=10)
    first: Words | None = None
    last: Words | None = None


class Order(Kind):
    """See README.md beside this file."""

    kind = "order"
    home = __package__ or ""
    Spec = Fields

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """Items are numbered as they are shown, which is never already right; the key holds each one's rank."""
        ranked = [
            (rank, fill(text, values, locale.decimal))
            for rank, level in enumerate(spec.items)
            for text in ((level,) if isinstance(level, str) else level)
        ]
        shown = chance.shuffled(ranked)
        for _ in range(SHUFFLES):
            if [rank for rank, _ in shown] != sorted(rank for rank, _ in shown):
                break
            shown = chance.shuffled(ranked)
        task = {
            "items": [{"id": str(number), "text": text} for number, (_, text) in enumerate(shown, 1)],
            "first": fill(spec.first, values, locale.decimal) if spec.first else None,
            "last": fill(spec.last, values, locale.decimal) if spec.last else None,
        }
        return task, {"ranks": {str(number): rank for number, (rank, _) in enumerate(shown, 1)}}

    def read(self, task: Json, form: Form) -> Json:
        """Either ``answer`` repeated in order, or a place from 1 for each item under ``answer.<id>``.

        Places that are as the page gave them are an answer only with ``answer.same``: nothing may have been done yet.
        """
        names = [item["id"] for item in task["items"]]
        listed = list(form.get("answer", ()))
        if sorted(listed) == sorted(names):
            return {"order": listed}
        places = {name: _place(form, name, len(names)) for name in names}
        for number, name in enumerate(names):
            if places[name] in [places[other] for other in names[:number]]:
                raise Unread("each-place-once", field=f"answer.{name}")
        order = sorted(names, key=lambda name: places[name])
        if order == names and not form.get(SAME):
            raise Unread("order-unchanged", field=SAME)
        return self._meant(task, order)

    def typed(self, response: Json) -> Typed:
        """A place for each item."""
        places = {f"answer.{name}": [str(place)] for place, name in enumerate(response["order"], 1)}
        return {**places, SAME: ["yes"]} if response.get("same") else places

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right if ranks never fall; credit is the share of pairs in the right order, above what chance gives."""
        ranks = [key["ranks"][name] for name in response["order"]]
        right = sorted(ranks)
        if ranks == right:
            return self.right_verdict()
        pairs = [(one, other) for one, other in combinations(ranks, 2) if one != other]
        share = sum(one < other for one, other in pairs) / len(pairs)
        credit = max(0.0, 2 * share - 1)
        parts = {name: ranks[place] == right[place] for place, name in enumerate(response["order"])}
        outcome = Outcome.PARTLY if credit else Outcome.INCORRECT
        return Verdict(outcome, self.checker, credit=credit, parts=parts)

    def describe(self, task: Json, response: Json) -> str:
        """The items in the order given."""
        return _listed(task, response["order"])

    def answer(self, task: Json, key: Json) -> str:
        """The items in the right order."""
        return _listed(task, self._right(task, key))

    def right(self, task: Json, key: Json) -> Typed:
        """The right order."""
        return self.typed(self._meant(task, self._right(task, key)))

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """The order turned round."""
        return [self.typed(self._meant(task, self._right(task, key)[::-1]))]

    def _meant(self, task: Json, order: list[str]) -> Json:
        """A response; where the order is the one that was shown, with the learner's word that it is theirs."""
        shown = [item["id"] for item in task["items"]]
        return {"order": order, "same": True} if order == shown else {"order": order}

    def _right(self, task: Json, key: Json) -> list[str]:
        return sorted((item["id"] for item in task["items"]), key=lambda name: key["ranks"][name])

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """Two items that read the same."""
        texts = [item["text"] for item in task["items"]]
        found = [
            f"Two items read the same: {text!r}."
            for number, text in enumerate(texts)
            if any(same_reading(text, other) for other in texts[:number])
        ]
        if len(set(key["ranks"].values())) < 2:
            found.append("Every order is right.")
        return found

    def guess(self, task: Json) -> float:
        """One of the orders."""
        return 1 / factorial(len(task["items"]))


def _place(form: Form, name: str, count: int) -> int:
    field = f"answer.{name}"
    typed = (form.get(field) or [""])[0].strip()
    if not typed:
        raise Unread("fill-every", field=field)
    if not (typed.isascii() and typed.isdigit() and len(typed) < 4 and 1 <= int(typed) <= count):
        raise Unread("each-place-once", field=field)
    return int(typed)


def _listed(task: Json, names: list[str]) -> str:
    texts = {item["id"]: item["text"] for item in task["items"]}
    return " → ".join(texts[name] for name in names)
