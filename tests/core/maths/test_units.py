"""Quantities against the one asked for."""

from __future__ import annotations

from fractions import Fraction

import pytest

from chiron.core.learning.interactions.base import NOTES
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.tree import Node, Quantity
from chiron.core.learning.maths.unit_words import WORDS, read_unit, shown_unit
from chiron.core.learning.maths.units import compare, dimension

UNITS = Reading(units=True, letters=())


def tree(typed: str) -> Node:
    """The likeliest reading."""
    return read(typed, UNITS).tree


def key(typed: str) -> Quantity:
    """A quantity."""
    found = tree(typed)
    assert isinstance(found, Quantity)
    return found


@pytest.mark.parametrize(
    ("answer", "asked", "equal", "note"),
    [
        ("12 cm", "12cm", True, None), ("12 cm", "0.12 m", True, "other-unit"), ("12",
        "12 cm", False, "missing-unit"),
        ("12 m", "12 cm", False, "wrong-unit"), ("12 s", "12 cm", False, "wrong-dimension"), ("13 cm",
        "12 cm", False, None),
        ("20 °C", "68 °F", True, "other-unit"), ("72 km/h", "20 m/s", True, "other-unit"), ("20 m s^-1",
        "20 m/s", True, None),
        ("1 L", "1000 cm³", True, "other-unit"), ("5 €", "5 €", True, None), ("$5", "5 €", False, "wrong-dimension"),
        ("1 J/(kg K)", "1 J/kg K", True, None), ("1 N", "1 kg m/s^2", True, "other-unit"), ("13",
        "12 cm", False, None),
        ("90°", "100°", False, None), ("1/2 kg", "500 g", True, "other-unit"),
    ],
)  # fmt: skip
def test_value_and_unit_are_told_apart(answer: str, asked: str, equal: bool, note: str | None) -> None:
    found = compare(tree(answer), key(asked))
    assert (found.equal, found.note) == (equal, note)
    assert note is None or note in NOTES


def test_a_letter_before_the_quantity_is_no_matter() -> None:
    answer = read("v = 3 m/s", Reading(units=True, letters=("v",))).tree
    assert compare(answer, key("3 m/s")).equal is True


def test_a_tolerance_is_in_the_unit_asked_for() -> None:
    assert compare(tree("101 cm"), key("1 m"), absolute=Fraction(1, 100)).equal is True
    assert compare(tree("102 cm"), key("1 m"), absolute=Fraction(1, 100)).equal is False
    assert compare(tree("102 cm"), key("1 m"), relative=Fraction(2, 100)).equal is True


def test_significant_figures_of_a_quantity() -> None:
    asked = key("9.81 m/s^2")
    assert compare(tree("9.8 m/s^2"), asked, figures=2).note is None
    assert compare(tree("9.8 m/s^2"), asked, figures=2).equal is True
    assert compare(tree("9.81 m/s^2"), asked, figures=2).note == "significant-figures"
    assert compare(tree("9.7 m/s^2"), asked, figures=2).equal is False


def test_every_unit_that_is_read_is_known_to_the_registry() -> None:
    for word in WORDS:
        unit = read_unit(word)
        assert unit is not None, word
        assert dimension(unit), word


@pytest.mark.parametrize("typed", ["m/s", "m/s^2", "kg*m^2/s^2", "J/(kg*K)", "°C", "cm^3", "km/h"])
def test_a_unit_is_shown_as_it_can_be_typed(typed: str) -> None:
    unit = read_unit(typed)
    assert unit is not None
    assert read_unit(shown_unit(unit)) == unit


@pytest.mark.parametrize("typed", ["m/", "m^99", "/s", "m/s/(", "__import__", "m**m", "m^", "9m", "m;s", "x" * 500])
def test_what_is_no_unit_is_none(typed: str) -> None:
    assert read_unit(typed) is None
