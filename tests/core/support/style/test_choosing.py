"""Styles are chosen with exact chances, replay identically, and never against the guards or the operator."""

from __future__ import annotations

import random
from dataclasses import replace

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.errors import InvalidInput
from chiron.core.support.style.choose import choose, drawn, estimated, shares
from chiron.core.support.style.fitting import fitted, fresh, from_json, to_json
from chiron.core.support.style.fold import Chosen, Judged, Reset, Withdrawn, empty, folded
from chiron.core.support.style.nodes import NODES, nodes
from chiron.core.support.style.words import BOUND, KEEPS, WHOLE, Fit, Operator, Settings, Tally
from tests.core.support.style.people import STYLES, liking, population

FRESH = fresh("0", STYLES, ("new", "loyal"))
LEARNT = fitted("1", FRESH, population())


def told(worths: dict[str, list[float]]) -> Tally:
    tally = empty(len(STYLES))
    for number, (style, worth) in enumerate((style, worth) for style, all_ in worths.items() for worth in all_):
        tally = folded(tally, Chosen(f"c{number}", style, 1, 0), STYLES, Operator())
        tally = folded(tally, Judged(f"c{number}", worth), STYLES, Operator())
    return tally


some = st.lists(st.sampled_from(STYLES), min_size=1, unique=True)
worths = st.dictionaries(st.sampled_from(STYLES), st.lists(st.floats(-BOUND, BOUND), max_size=8))


@settings(max_examples=60, deadline=None)
@given(some, worths, st.floats(0, 1, exclude_max=True), st.sampled_from([None, "new", "loyal", "never seen"]))
def test_chances_are_exact_and_only_for_what_is_allowed(
    allowed: list[str], said: dict[str, list[float]], chance: float, segment: str | None
) -> None:
    tally = told(said)
    choice = choose(LEARNT, tally, segment, allowed, chance)
    assert sum(choice.parts.values()) == WHOLE
    assert set(choice.parts) == set(allowed)
    assert choice.style in allowed
    assert min(choice.parts.values()) >= 10_000 // len(allowed) or len(allowed) == 1
    assert choice == choose(LEARNT, tally, segment, list(reversed(allowed)), chance)
    assert choice.chance() == choice.parts[choice.style] / WHOLE
    assert all(choice.chance(style) == 0 for style in STYLES if style not in allowed)


def test_each_style_is_taken_as_often_as_its_chance_says() -> None:
    tally = told({"brief": [0.4], "warm": [0.6, 0.2]})
    steps = 4000
    choices = [choose(LEARNT, tally, "new", STYLES, (step + 0.5) / steps) for step in range(steps)]
    for style, parts in choices[0].parts.items():
        assert abs(sum(choice.style == style for choice in choices) / steps - parts / WHOLE) < 2 * NODES / steps


def test_every_millionth_leads_somewhere() -> None:
    masses = shares(20_001, np.array([True, False, True]), np.array([0, 2] * (NODES // 2)))
    assert sum(mass for _, mass in masses) == WHOLE
    assert {drawn(masses, chance) for chance in (0.0, 0.5, 1 - 1e-16)} <= {0, 2}


@pytest.mark.parametrize("chance", [-0.1, 1.0, float("nan"), float("inf")])
def test_a_chance_that_is_none(chance: float) -> None:
    with pytest.raises(InvalidInput):
        choose(FRESH, empty(4), None, STYLES, chance)


@pytest.mark.parametrize("allowed", [[], ["brief", "rude"]])
def test_nothing_to_choose_from(allowed: list[str]) -> None:
    with pytest.raises(InvalidInput):
        choose(FRESH, empty(4), None, allowed, 0.5)


def test_a_pinned_style_is_taken_but_never_against_the_guards() -> None:
    pinned = Operator(pinned="warm")
    assert choose(FRESH, empty(4), None, STYLES, 0.9, pinned).parts == {"warm": WHOLE}
    kept = choose(FRESH, empty(4), None, ["brief", "plain"], 0.9, pinned)
    assert kept.style in ("brief", "plain")
    assert kept.chance("warm") == 0


def test_nobody_is_known_at_first_and_everything_is_tried() -> None:
    counts = [choose(FRESH, empty(4), None, STYLES, place / 97).style for place in range(97)]
    assert set(counts) == set(STYLES)


def test_what_the_population_likes_is_where_a_stranger_begins() -> None:
    choice = choose(LEARNT, empty(4), "new", STYLES, 0.5)
    assert choice.style == max(choice.parts, key=lambda style: choice.parts[style]) == "warm"
    assert choose(LEARNT, empty(4), "loyal", STYLES, 0.5).style == "brief"


def test_a_person_outweighs_their_segment() -> None:
    tally = told({"warm": [0.0] * 12, "plain": [1.0] * 12})
    assert choose(LEARNT, tally, "new", STYLES, 0.5).style == "plain"


def test_who_likes_one_style_is_thought_to_like_what_goes_with_it() -> None:
    """Among these people, who likes "long" likes "plain", and the other way round."""
    glad, cross = (told({"long": [worth] * 10}) for worth in (0.95, 0.05))
    only = ["warm", "plain"]
    liked, disliked = (choose(LEARNT, tally, "new", only, 0.5).chance("plain") for tally in (glad, cross))
    assert liked > disliked


def test_what_was_judged_before_a_reset_teaches_nothing() -> None:
    tally = folded(empty(4), Chosen("a", "warm", 5, 0), STYLES, Operator())
    later = folded(tally, Reset(1), STYLES, Operator(epoch=1))
    assert later == empty(4, 1)
    assert folded(later, Judged("a", 1.0), STYLES, Operator(epoch=1)) == later
    assert folded(later, Reset(1), STYLES, Operator(epoch=1)) == later
    assert folded(tally, Judged("a", 1.0), STYLES, Operator(epoch=1)).rows == tally.rows
    stale = told({"plain": [1.0] * 12, "warm": [0.0] * 12})
    assert choose(LEARNT, stale, "new", STYLES, 0.5, Operator(epoch=1)).style == "warm"


@pytest.mark.parametrize(
    ("operator", "forbidden", "chance", "between"),
    [
        (Operator(frozen=True), (), 5, None),
        (Operator(), ("warm",), 5, None),
        (Operator(), (), 0, None),
        (Operator(), (), 5, Withdrawn("a")),
    ],
)
def test_nothing_is_learnt_while_frozen_of_what_is_forbidden_or_was_not_shown(
    operator: Operator, forbidden: tuple[str, ...], chance: int, between: Withdrawn | None
) -> None:
    tally = folded(empty(4), Chosen("a", "warm", chance, 0), STYLES, operator)
    if between:
        tally = folded(tally, between, STYLES, operator)
    after = folded(tally, Judged("a", 1.0), STYLES, operator, forbidden)
    assert after.rows == empty(4).rows
    assert folded(after, Judged("a", 1.0), STYLES, Operator()).rows == empty(4).rows


def test_said_twice_counts_once() -> None:
    tally = folded(empty(4), Chosen("a", "warm", 5, 0), STYLES, Operator())
    tally = folded(tally, Chosen("a", "warm", 5, 0), STYLES, Operator())
    assert tally.turns == 1
    once = folded(tally, Judged("a", 1.0), STYLES, Operator())
    assert folded(once, Judged("a", 0.0), STYLES, Operator()) == once
    assert folded(empty(4), Judged("nothing", 1.0), STYLES, Operator()) == empty(4)


@pytest.mark.parametrize("worth", [float("nan"), float("inf"), 1e9, -BOUND - 1])
def test_a_judgement_that_is_none_is_refused(worth: float) -> None:
    with pytest.raises(InvalidInput):
        folded(empty(4), Judged("a", worth), STYLES, Operator())


def test_a_flood_of_choices_leaves_a_bounded_tally() -> None:
    tally = empty(4)
    for number in range(200):
        tally = folded(tally, Chosen(str(number), "warm", 1, 0), STYLES, Operator())
    assert len(tally.open) == 50
    assert tally.turns == 200


def test_a_history_replays_identically() -> None:
    def lived() -> tuple[list[object], Tally]:
        chance = random.Random(5)
        tally, said = empty(4), []
        for number in range(60):
            choice = choose(LEARNT, tally, "loyal", STYLES, chance.random())
            said.append(choice)
            tally = folded(tally, Chosen(str(number), choice.style, choice.parts[choice.style], 0), STYLES, Operator())
            tally = folded(tally, Judged(str(number), liking(choice.style, chance)), STYLES, Operator())
        return said, tally

    assert lived() == lived()


def test_a_log_tells_what_another_way_would_have_been_worth() -> None:
    chance = random.Random(3)
    true = {"brief": 0.2, "warm": 0.7, "plain": 0.4, "long": 0.5}
    kept = []
    for number in range(3000):
        choice = choose(LEARNT, empty(4), None, STYLES, number / 3000, settings=Settings(floor=200_000))
        kept.append((choice.parts, choice.style, float(chance.random() < true[choice.style])))
    assert all(abs(estimated(kept, style) - worth) < 0.12 for style, worth in true.items())
    assert estimated([], "warm") == 0


def test_a_fit_survives_its_writing() -> None:
    again = from_json(to_json(LEARNT))
    assert to_json(again) == to_json(LEARNT)
    assert choose(again, empty(4), "new", STYLES, 0.3) == choose(LEARNT, empty(4), "new", STYLES, 0.3)


@pytest.mark.parametrize("styles", [("one",), ("a", "a"), tuple("abcdefghijk")])
def test_too_few_too_many_or_two_of_one_name(styles: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput):
        fresh("0", styles)


@pytest.mark.parametrize("bad", [{"floor": -1}, {"floor": WHOLE + 1}, {"curiosity": -1.0}, {"patience": 9.0}])
def test_settings_that_mean_nothing(bad: dict[str, float]) -> None:
    with pytest.raises(InvalidInput):
        Settings(**bad)  # type: ignore[arg-type]


def test_a_tally_of_other_styles_is_refused() -> None:
    with pytest.raises(InvalidInput):
        choose(FRESH, empty(3), None, STYLES, 0.5)


@pytest.mark.parametrize("styles", [2, 4, 10])
def test_the_points_stand_for_a_normal(styles: int) -> None:
    points = nodes(styles, 3)
    assert points.shape == (NODES, styles)
    assert np.allclose(points.mean(0), 0)
    assert np.allclose(points.T @ points / NODES, np.eye(styles))


def test_more_noise_asks_for_more_tries_and_no_fit_forgets_by_luck() -> None:
    assert LEARNT.keep == 0
    assert len(KEEPS) == 3
    noisy: Fit = replace(LEARNT, noise=LEARNT.noise * 50)
    tally = told({"warm": [0.0] * 6})
    assert choose(noisy, tally, "new", STYLES, 0.5).style == "warm"
    assert choose(LEARNT, tally, "new", STYLES, 0.5).style != "warm"


def test_a_tally_survives_its_writing() -> None:
    tally = folded(told({"warm": [0.25, 1.0]}), Chosen("later", "plain", 9, 0), STYLES, Operator())
    assert msgspec.json.decode(msgspec.json.encode(tally), type=Tally) == tally
