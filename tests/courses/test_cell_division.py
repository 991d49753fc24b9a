"""Facts of cell division, written down once more, from what the items show."""

from __future__ import annotations

import re
from itertools import product

import pytest

from chiron.core.words import Outcome
from tests.courses.cell import alt, answer, drawing, items, outcome
from tests.courses.plain_maths import numbers

CHROMOSOMES = {
    "goat": 60,
    "cat": 38,
    "horse": 64,
    "rabbit": 44,
    "mouse": 40,
    "mice": 40,
    "rice": 24,
    "onion": 16,
    "tomato": 24,
    "pea ": 14,
    "peas": 14,
    "fly": 8,
    "human": 46,
    "maize": 20,
    "zebrafish": 50,
    "donkey": 62,
}
"""In a body cell."""

SEEN = {
    "loose, thin threads": "interphase",
    "lie scattered": "prophase",
    "in a line across the middle": "metaphase",
    "two groups of bent rods": "anaphase",
    "pinched": "telophase",
}


def full(prompt: str) -> int:
    """The number of chromosomes of whom a prompt names."""
    (found,) = {number for name, number in CHROMOSOMES.items() if name in prompt}
    return found


@pytest.mark.parametrize(
    ("skill", "template"),
    [
        ("chromosomes", "from-each-parent"),
        ("mitosis", "count-through"),
        ("meiosis", "there-and-back"),
        ("meiosis", "compare"),
        ("meiosis", "suppose-it-were-not-so"),
    ],
)
def test_each_living_thing_has_its_number(skill: str, template: str) -> None:
    for item in items(skill, template):
        assert numbers(item.prompt)[-1] == full(item.prompt), item.prompt


def test_copying_doubles_mitosis_keeps_and_meiosis_halves() -> None:
    for item in items("mitosis", "count-through"):
        number = full(item.prompt)
        assert [answer(step) for step in item.steps] == [str(2 * number), str(number)]
    for item in items("meiosis", "there-and-back"):
        number = full(item.prompt)
        assert [answer(step) for step in item.steps] == [str(number // 2), str(number)]
    for item in items("chromosomes", "from-each-parent"):
        assert [answer(step) for step in item.steps] == [str(full(item.prompt) // 2), "the same number"]


def test_chromosomes_are_counted_by_their_dots() -> None:
    for item in items("chromosomes", "count-them"):
        bodies, lengths = numbers(alt(item))
        assert bodies == 2 * lengths
        assert [answer(step) for step in item.steps] == [str(bodies), str(2 * bodies)]


def test_a_phase_is_known_by_what_is_seen() -> None:
    for item in items("mitosis", "name-the-phase"):
        (phase,) = [name for seen, name in SEEN.items() if seen in alt(item)]
        assert answer(item.steps[0]) == phase


def test_pictures_stand_in_the_order_of_the_phases_and_where_their_letters_are() -> None:
    places = {"A": "85 80", "B": "255 80", "C": "85 270", "D": "255 270"}
    for item in items("mitosis", "order-the-pictures"):
        letters = [re.search(rf"([A-D]): [^.]*{seen}", alt(item)) for seen in list(SEEN)[1:]]
        order = [found.group(1) for found in letters if found]
        assert sorted(order) == list("ABCD")
        assert answer(item.steps[0]) == " → ".join(f"picture {letter}" for letter in order)
        drawn = re.findall(r"translate\(((?:85|255) (?:80|270))\)", drawing(item))
        assert drawn[:4] == [places[letter] for letter in order]


def test_the_curve_of_dna_rises_where_it_is_copied() -> None:
    for item in items("mitosis", "read-the-curve"):
        (rising,) = re.findall(r"Section ([A-D])[^.]*rising", alt(item))
        assert answer(item.steps[0]) == rising


def test_partners_side_by_side_are_the_first_division_of_meiosis() -> None:
    for item in items("meiosis", "which-division"):
        told = alt(item)
        meant = "first" if "beside" in told else "mitosis" if "Two long" in told else "second"
        assert meant in answer(item.steps[0]), told


def test_mixtures_are_counted_one_by_one() -> None:
    for item in items("meiosis", "how-many-mixtures"):
        pairs = numbers(item.prompt)[0]
        ways = len(set(product("DL", repeat=pairs)))
        assert [answer(step) for step in item.steps] == [str(ways), str(pairs)]


def test_without_halving_the_number_doubles_in_each_generation() -> None:
    for item in items("meiosis", "suppose-it-were-not-so"):
        number = full(item.prompt)
        children = number + number
        assert numbers(answer(item.steps[0])) == [children, children + children]


def test_cells_double_point_by_point() -> None:
    for item in items("why-cells-divide", "plot-the-doubling"):
        cells, shown = 1 if "is 1 cell" in item.prompt else 2, []
        for times in range(4):
            shown += [times, cells]
            cells += cells
        assert numbers(answer(item.steps[0])) == shown


def test_eight_small_cubes_have_twice_the_surface_of_the_large_one() -> None:
    for item in items("why-cells-divide", "one-large-or-eight-small"):
        large, small = numbers(item.prompt)
        assert 8 * small**3 == large**3
        assert 8 * 6 * small**2 == 2 * 6 * large**2
        assert answer(item.steps[0]) == "twice as much"


@pytest.mark.parametrize(
    ("skill", "template", "at", "right", "wrong"),
    [
        (
            "chromosomes",
            "why-copy-first",
            0,
            "both new cells need all of the DNA",
            "each takes only the genes it needs",
        ),
        ("mitosis", "predict-without-fibres", 2, "nothing pulls the chromatids apart", "the DNA was not copied"),
        ("meiosis", "why-siblings-differ", 0, "the egg cells are all different", "all sperm cells are alike"),
        ("why-cells-divide", "why-many-small", 0, "too little surface for its volume", "it would be too heavy"),
        ("atp", "why-small-change", 0, "glucose has too much energy for one job", "because ATP makes energy"),
        ("respiration", "warm-peas", 2, "respiration gives off heat", "they breathe warm air"),
        ("photosynthesis", "where-is-starch", 1, "there is no chlorophyll in it", "it gets too much light"),
        ("energy-flow", "why-light-all-the-time", 0, "the energy becomes heat", "the energy disappears"),
    ],
)
def test_a_sentence_is_accepted_or_refused(skill: str, template: str, at: int, right: str, wrong: str) -> None:
    step = items(skill, template)[3].steps[at]
    assert outcome(step, right) is not Outcome.INCORRECT
    assert outcome(step, wrong) is Outcome.INCORRECT
