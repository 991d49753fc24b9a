"""Facts of enzymes, written down once more, from what the items show."""

from __future__ import annotations

import re

from tests.courses.cell import alt, drawing, items, paired, right_texts
from tests.courses.plain_maths import numbers

ENZYMES = {"starch": "amylase", "fat": "lipase", "protein": "protease", "lactose": "lactase"}
WITHOUT_ENZYMES = ("dissolves", "ink", "melts", "drips")


def test_each_substrate_has_its_enzyme() -> None:
    for item in items("enzymes", "which-enzyme"):
        (substrate,) = [word for word in ENZYMES if f"the {word} from" in item.prompt]
        assert right_texts(item.steps[0]) == {ENZYMES[substrate]}


def test_what_fits_has_the_shape_of_the_hollow() -> None:
    for item in items("enzymes", "which-one-fits"):
        hollow, *ends = re.findall(r"round|pointed|square", alt(item))
        assert sorted(ends) == ["pointed", "round", "square"]
        assert right_texts(item.steps[0]) == {"ABC"[ends.index(hollow)]}


def test_one_molecule_works_again_and_again() -> None:
    for item in items("enzymes", "how-many"):
        (rate,) = numbers(item.prompt)
        (seconds,) = numbers(item.steps[0].prompt)
        assert int(item.steps[0].key["answer"]) == sum(rate for _ in range(seconds))
        assert int(item.steps[1].key["answer"]) == 1


def test_where_no_new_substance_is_made_no_enzyme_is_needed() -> None:
    for item in items("enzymes", "not-only-food"):
        step = item.steps[0]
        chosen = right_texts(step)
        assert len(chosen) == 4
        assert not any(word in text for text in chosen for word in WITHOUT_ENZYMES)


def test_both_curves_end_at_the_height_that_is_asked_for() -> None:
    for item in items("enzymes", "twice-as-much"):
        ends = re.findall(r"Q[\d.]+ (\d+) [\d.]+ (\d+)H396", drawing(item))
        heights = {int(number) for pair in ends for number in pair}
        assert heights == {220 - 3 * int(item.steps[0].key["answer"])}


BEST_PH = {"pepsin": "pH 2", "amylase": "pH 7", "trypsin": "pH 8"}


def test_the_peak_of_the_drawn_curve_is_the_best_temperature() -> None:
    for item in items("enzymes-and-conditions", "read-the-peak"):
        (peak,) = re.findall(r" (\d+) 50C", drawing(item))
        assert int(item.steps[0].key["answer"]) == (int(peak) - 50) / 4


def test_rates_are_amounts_divided_by_times() -> None:
    for item in items("enzymes-and-conditions", "work-out-the-rate"):
        rates = re.findall(r"36 ÷ (\d+) = ([\d.]+)", item.steps[0].solution)
        assert len(rates) == 4
        assert all(36 / int(minutes) == float(rate) for minutes, rate in rates)
        assert [float(rate) for _, rate in rates] == sorted(float(rate) for _, rate in rates)


def test_each_enzyme_fits_the_acid_of_its_place() -> None:
    for item in items("enzymes-and-conditions", "places-and-acid"):
        for left, right in paired(item.steps[0]).items():
            assert right == BEST_PH[left.split(",")[0]]


def test_an_enzyme_works_only_near_its_best_acid() -> None:
    for item in items("enzymes-and-conditions", "two-curves"):
        peaks = [int(found) for found in re.findall(r"peak at pH (\d+)", alt(item))]
        (asked,) = numbers(item.steps[1].prompt)
        working = [f"only enzyme {place}" for place, peak in enumerate(peaks, 1) if abs(peak - asked) < 2]
        assert right_texts(item.steps[1]) == set(working or ["neither"])
