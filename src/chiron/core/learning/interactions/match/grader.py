"""Things to pair, or to sort into groups."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Identifier, Locale, Part
from chiron.core.learning.exact import Value
from chiron.core.learning.interactions.base import Form, Kind, Typed, Unread, Words, blame
from chiron.core.learning.interactions.words import same_reading
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict


class Pair(Part):
    """What belongs together; the misconception is named when this left is paired wrongly."""

    left: Words
    right: Words
    misconception: Identifier | None = None


class Fields(Part):
    """The authored fields; ``extra`` are rights that fit no left."""

    pairs: tuple[Pair, ...] = Field(min_length=2, max_length=12)
    extra: tuple[Words, ...] = ()


class Match(Kind):
    """See README.md beside this file."""

    kind = "match"
    home = __package__ or ""
    Spec = Fields

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """Lefts stay as written; rights are shown once each, in an order drawn by chance."""
        pairs = [
            (fill(pair.left, values, locale.decimal), fill(pair.right, values, locale.decimal), pair.misconception)
            for pair in spec.pairs
        ]
        extra = [fill(text, values, locale.decimal) for text in spec.extra]
        rights = chance.shuffled(list(dict.fromkeys([right for _, right, _ in pairs] + extra)))
        ids = {text: str(number) for number, text in enumerate(rights, 1)}
        task = {
            "lefts": [{"id": str(number), "text": left} for number, (left, _, _) in enumerate(pairs, 1)],
            "rights": [{"id": name, "text": text} for text, name in ids.items()],
        }
        key = {
            "pairs": {str(number): ids[right] for number, (_, right, _) in enumerate(pairs, 1)},
            "wrong": {str(number): {"misconception": named} for number, (_, _, named) in enumerate(pairs, 1) if named},
        }
        return task, key

    def read(self, task: Json, form: Form) -> Json:
        """The right picked for each left under ``answer.<left>``; every left needs one."""
        known = {right["id"] for right in task["rights"]}
        pairs: dict[str, str] = {}
        for left in task["lefts"]:
            field = f"answer.{left['id']}"
            picked = (form.get(field) or [""])[0]
            if picked not in known:
                raise Unread("fill-every", field=field)
            pairs[left["id"]] = picked
        return {"pairs": pairs}

    def typed(self, response: Json) -> Typed:
        """The right of each left."""
        return {f"answer.{left}": [right] for left, right in response["pairs"].items()}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right if every pair is; credit is the share of right pairs."""
        parts = {left: right == key["pairs"][left] for left, right in response["pairs"].items()}
        if all(parts.values()):
            return self.right_verdict()
        credit = sum(parts.values()) / len(parts)
        entries = [key["wrong"][left] for left, good in parts.items() if not good and left in key["wrong"]]
        misconception, feedback = blame(key, entries[0] if entries else None)
        outcome = Outcome.PARTLY if credit else Outcome.INCORRECT
        return Verdict(outcome, self.checker, credit, misconception, feedback, parts)

    def describe(self, task: Json, response: Json) -> str:
        """The pairs as made."""
        return _paired(task, response["pairs"])

    def answer(self, task: Json, key: Json) -> str:
        """The right pairs."""
        return _paired(task, key["pairs"])

    def right(self, task: Json, key: Json) -> Typed:
        """The right pairs."""
        return self.typed(key)

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """Every left with one right that is not its own; then each of which the author says why, the others right."""
        rights = [right["id"] for right in task["rights"]]
        wrong = {left: next(name for name in rights if name != right) for left, right in key["pairs"].items()}
        alone = ({**key["pairs"], left: wrong[left]} for left in wrong if left in key["wrong"])
        return [self.typed({"pairs": pairs}) for pairs in (wrong, *alone)]

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """Two lefts that read the same, or nothing to tell apart."""
        texts = [left["text"] for left in task["lefts"]]
        found = [
            f"Two lefts read the same: {text!r}."
            for number, text in enumerate(texts)
            if any(same_reading(text, other) for other in texts[:number])
        ]
        if len(task["rights"]) < 2:
            found.append("All lefts have the same right.")
        return found

    def guess(self, task: Json) -> float:
        """Each left at random."""
        return float(len(task["rights"]) ** -len(task["lefts"]))


def _paired(task: Json, pairs: Mapping[str, str]) -> str:
    lefts = {left["id"]: left["text"] for left in task["lefts"]}
    rights = {right["id"]: right["text"] for right in task["rights"]}
    return "; ".join(f"{lefts[left]} → {rights[right]}" for left, right in pairs.items())
