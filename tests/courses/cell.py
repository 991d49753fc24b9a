"""The Living Cell as its tests see it: forty items of each template, and what a learner reads in them."""

from __future__ import annotations

import re
from fractions import Fraction

from chiron.core.learning.generate import Item, ItemStep
from chiron.core.learning.interactions import interaction
from chiron.core.words import Outcome
from tests.courses.shelf import Shelved

SHELVED = Shelved("the-living-cell", range(40))
items = SHELVED.items


def answer(step: ItemStep) -> str:
    """The right answer as it is shown."""
    return interaction(step.kind).answer(step.task, step.key)


def options(step: ItemStep) -> dict[str, bool]:
    """Each option's text, and whether it is right."""
    return {option["text"]: option["id"] in step.key["right"] for option in step.task["options"]}


def right_texts(step: ItemStep) -> set[str]:
    """The right options' texts."""
    return {text for text, right in options(step).items() if right}


def paired(step: ItemStep) -> dict[str, str]:
    """The left texts of a match with their rights."""
    lefts: dict[str, str] = {one["id"]: one["text"] for one in step.task["lefts"]}
    rights: dict[str, str] = {one["id"]: one["text"] for one in step.task["rights"]}
    return {lefts[left]: rights[right] for left, right in step.key["pairs"].items()}


def outcome(step: ItemStep, text: str) -> Outcome:
    """What becomes of one's own words."""
    kind = interaction(step.kind)
    return kind.grade(step.task, step.key, kind.read(step.task, {"answer": [text]})).outcome


def decimals(text: str) -> list[Fraction]:
    """The numbers of a text in their order, without signs."""
    return [Fraction(found) for found in re.findall(r"\d+(?:\.\d+)?", text)]


def alt(item: Item) -> str:
    """The words of an item's picture."""
    assert item.picture is not None
    return item.picture.alt


def drawing(item: Item) -> str:
    """An item's picture as it is drawn."""
    assert item.picture is not None
    return str(item.picture.markup)
