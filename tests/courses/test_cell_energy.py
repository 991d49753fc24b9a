"""Facts of ATP, respiration, photosynthesis and the flow of energy, written down once more, from the items shown."""

from __future__ import annotations

import re

from tests.courses.cell import alt, answer, drawing, items, options, paired
from tests.courses.plain_maths import numbers

BY_THEMSELVES = ("Oxygen", "Carbon dioxide", "Water", "A drop of ink")
NOT_ALIVE = ("pebble", "flame", "dried")


def test_what_spreads_by_itself_costs_no_atp() -> None:
    for item in items("atp", "what-is-paid-for"):
        for text, right in options(item.steps[0]).items():
            assert right == (not text.startswith(BY_THEMSELVES)), text


def test_a_stock_lasts_as_many_minutes_as_it_can_be_taken_from() -> None:
    for item in items("atp", "how-long-would-it-last"):
        store, rate = numbers(item.prompt)
        minutes = 0
        while store > 0:
            store, minutes = store - rate, minutes + 1
        assert (store, answer(item.steps[0])) == (0, f"about {minutes} minutes")


def test_a_body_holds_and_spends_as_much_atp_as_is_known_of_adults_at_rest() -> None:
    for item in items("atp", "how-long-would-it-last"):
        store, rate = numbers(item.prompt)
        (day,) = (int(found) for found in re.findall(r"about (\d+) kilograms", item.solution))
        assert 50 <= store <= 250
        assert 35 <= day <= 50
        assert abs(rate * 60 * 24 / 1000 - day) < 0.5


def test_what_was_charged_anew_is_what_was_spent_less_what_came_from_the_stock() -> None:
    for item in items("atp", "a-sprint"):
        rows = re.findall(r"^\| (\d+) \| ([\d.]+) \| ([\d.]+) \|$", item.steps[1].prompt, re.MULTILINE)
        first, last = rows[0], rows[-1]
        charged = float(last[2]) - (float(first[1]) - float(last[1]))
        assert float(answer(item.steps[1]).split()[0]) == charged


def test_sugar_and_oxygen_go_into_respiration_and_come_out_of_photosynthesis() -> None:
    respiration = paired(items("respiration", "in-or-out")[0].steps[0])
    photosynthesis = paired(items("photosynthesis", "in-or-out")[0].steps[0])
    for substance in ("oxygen", "carbon dioxide", "water"):
        into = respiration[substance] == "goes in"
        assert photosynthesis[substance] == ("comes out as a substance" if into else "goes in as a substance")
    assert respiration["oxygen"] == respiration["glucose"] == "goes in"
    assert photosynthesis["sugar"] == "comes out as a substance"


def test_all_that_is_alive_respires() -> None:
    for item in items("respiration", "who-respires"):
        for text, right in options(item.steps[0]).items():
            assert right == (not any(word in text for word in NOT_ALIVE)), text


def test_two_atp_come_from_a_glucose_without_oxygen() -> None:
    for item in items("respiration", "with-and-without"):
        molecules = numbers(item.prompt)[-1]
        assert answer(item.steps[0]) == str(sum(2 for _ in range(molecules)))
        assert answer(item.steps[1]) == "15 times"


def test_the_drop_moves_by_the_difference_of_its_readings() -> None:
    for item in items("respiration", "a-respirometer"):
        *_, first, second = [int(found) for found in re.findall(r"at (\d+) millimetres", alt(item))]
        (minutes,) = [int(found) for found in re.findall(r"after (\d+) minutes", item.prompt)]
        assert int(answer(item.steps[0])) * minutes == second - first
        drawn = [float(x) for x in re.findall(r'<rect x="([\d.]+)" y="79"', drawing(item))]
        assert drawn == [446 - 3 * first, 446 - 3 * second]


def test_the_soil_loses_grams_and_the_tree_gains_kilograms() -> None:
    for item in items("photosynthesis", "the-willow"):
        before, after = re.findall(r"dry soil \| (\d+) kg \| ([\d.]+) kg", item.steps[1].prompt)[0]
        grams = round(1000 * (float(before) - float(after)))
        assert answer(item.steps[1]).endswith(f"{grams} grams")
        assert answer(item.steps[0]) == "nearly the same as before"


def test_the_oxygen_given_off_is_that_of_the_water() -> None:
    for item in items("photosynthesis", "marked-oxygen"):
        (kind,) = re.findall(r"water with (heavy|common) oxygen", item.prompt)
        assert answer(item.steps[0]) == f"{kind} oxygen"


def test_light_sets_the_pace_as_long_as_the_curve_rises() -> None:
    for item in items("photosynthesis", "read-the-curve"):
        level = "on the level part" in alt(item)
        assert answer(item.steps[0]) == ("carbon dioxide" if level else "light")
        light = int(re.findall(r"at (\d+) units of light, on", alt(item))[0])
        assert level == (light >= 30)


def test_new_starch_needs_light_and_chlorophyll() -> None:
    step = items("photosynthesis", "where-is-starch")[0].steps[0]
    for row in step.task["rows"]:
        (cell,) = row["cells"]
        both = "green" in row["head"] and "in the sun" in row["head"]
        assert step.key["gaps"][cell["gap"]]["accept"] == ["yes" if both else "no"], row["head"]


def test_a_leaf_makes_what_it_gives_off_and_what_it_uses() -> None:
    for item in items("energy-flow", "a-leaf-in-a-day"):
        used = int(re.findall(r"level at −(\d+)", alt(item))[0])
        over = int(re.findall(r"to (\d+) at 12", alt(item))[0])
        assert answer(item.steps[1]) == f"{used + over} units"
        expected = "Respiration alone." if "at A" in item.steps[0].prompt else "equally fast."
        assert answer(item.steps[0]).endswith(expected)


def test_no_energy_is_lost_from_the_account() -> None:
    for item in items("energy-flow", "keep-the-account"):
        sugar, charged = numbers(item.prompt)
        shown = numbers(answer(item.steps[0]))
        assert shown == [sugar - charged, sugar, 0, sugar, sugar]
        assert charged + shown[0] == shown[1]


def test_carbon_dioxide_falls_only_where_a_plant_has_light() -> None:
    step = items("energy-flow", "four-tubes")[0].steps[0]
    for row in step.task["rows"]:
        (cell,) = row["cells"]
        alive, lit = "water" not in row["head"], "plant, light" in row["head"]
        colour = "purple" if lit else "yellow" if alive else "red"
        assert step.key["gaps"][cell["gap"]]["accept"] == [colour], row["head"]
