"""Facts and numbers of microscopes, written down once more, from what the items show."""

from __future__ import annotations

import re
from fractions import Fraction

from tests.courses.cell import decimals, drawing, items, right_texts

NANOMETRES = {
    "a molecule of water": 0.3,
    "a molecule of oxygen": 0.35,
    "an atom of carbon": 0.15,
    "a ribosome": 25,
    "the thickness of a cell membrane": 8,
    "a bacterium in yoghurt": 2_000,
    "a mitochondrion": 1_500,
    "a cheek cell": 60_000,
    "a leaf cell of moss": 40_000,
    "a liver cell": 25_000,
    "an ant": 5_000_000,
    "a lentil": 5_000_000,
    "an egg of a frog": 1_500_000,
}
"""Typical lengths."""


def test_things_are_ordered_by_their_size() -> None:
    for item in items("microscopes", "order-of-size"):
        (step,) = item.steps
        texts = {entry["id"]: entry["text"] for entry in step.task["items"]}
        ranks = step.key["ranks"]
        sizes = [NANOMETRES[texts[entry]] for entry in sorted(texts, key=lambda entry: ranks[entry])]
        assert sizes == sorted(sizes)


def test_lenses_multiply_and_pictures_are_divided() -> None:
    for item in items("microscopes", "two-lenses"):
        eyepiece, objective = decimals(item.prompt)
        assert Fraction(item.steps[0].key["answer"]) == eyepiece * objective
    for item in items("microscopes", "real-size"):
        magnification, print_in_mm = decimals(item.prompt)
        assert Fraction(item.steps[1].key["answer"]) == print_in_mm * 1000 / magnification
    for item in items("microscopes", "how-many-times-larger"):
        drawing_in_mm, cell_in_um = decimals(item.prompt)
        assert Fraction(item.steps[0].key["answer"]) == drawing_in_mm * 1000 / cell_in_um


def test_a_scale_bar_is_counted_as_the_drawing_shows_it() -> None:
    for item in items("microscopes", "read-a-scale-bar"):
        markup = drawing(item)
        width = re.search(r'<rect x="30" y="20" width="([\d.]+)"', markup)
        bar = re.search(r"M30 136H(\d+)", markup)
        assert width
        assert bar
        times = Fraction(width[1]) / (int(bar[1]) - 30)
        assert Fraction(item.steps[0].key["answer"]) == times
        assert Fraction(item.steps[1].key["answer"]) == times * decimals(item.prompt)[0]


def test_what_makes_a_eukaryote_is_where_the_dna_lies() -> None:
    for item in items("two-kinds-of-cells", "one-cell-from-the-pond"):
        (group,) = right_texts(item.steps[0])
        free = "in the cytoplasm" in item.prompt
        assert group.startswith("Prokaryotes" if free else "Eukaryotes")


def test_germs_come_with_the_dust_and_cells_keep_their_size() -> None:
    for item in items("cell-theory", "flasks-of-broth"):
        predicted, tipped, _ = (right_texts(step).pop() for step in item.steps)
        assert predicted.startswith("A is cloudy")
        assert tipped.startswith("It becomes cloudy, since the dust")
    for item in items("cell-theory", "large-and-small-bodies"):
        assert right_texts(item.steps[0]).pop().startswith("About as large")


def test_what_goes_uphill_stops_without_energy() -> None:
    for item in items("cell-membrane-transport", "without-air"):
        inside, outside = decimals(item.prompt)
        assert inside > outside
        how, now = (right_texts(step).pop() for step in item.steps)
        assert "pumped" in how
        assert "stops" in now
