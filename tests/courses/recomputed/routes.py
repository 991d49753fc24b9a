"""Ways to a key that many templates share, and the shape of a unit's table of ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths, solved, value

Numbers = Mapping[tuple[str, str], tuple[str, Callable[[Item], Fraction]]]
"""Skill and template: the step whose key is a number, and the number found from the item's text."""
Expressions = Mapping[tuple[str, str], tuple[str, Callable[[Item], str]]]
"""Skill and template: the step whose key is an expression in one letter, and one equal to it from the item's text."""


def first_maths(item: Item) -> str:
    """What stands first between dollar signs."""
    return maths(item.prompt)[0]


def prompt_value(item: Item) -> Fraction:
    """The calculation that stands first in the prompt, worked out."""
    return value(first_maths(item))


def prompt_solved(item: Item) -> Fraction:
    """The linear equation that stands first in the prompt, solved."""
    return solved(first_maths(item))
