"""The residual learner's pure part: features that never look ahead, a bounded history, trees, and when it is used."""

import random
from dataclasses import dataclass, replace
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.learning.residual import (
    NAMES,
    Held,
    History,
    Item,
    Residual,
    Skill,
    Tables,
    Tree,
    Unreadable,
    chance,
    contexts,
    features,
    fold,
    gains,
    history,
    kept,
    read,
    total,
    written,
)
from chiron.core.learning.residual.history import ITEMS_KEPT


@dataclass(frozen=True)
class Said:
    item: str
    skills: tuple[str, ...]
    right: float
    when: float | None = None


TABLES = Tables(
    0.5,
    {"add": Skill(0.3, 90), "add+carry": Skill(-0.4, 12)},
    {"add": 0.2, "carry": -0.7},
    {"i1": Item(-0.2, 0.1, 40, (0.2, 0.1, 1.0, 0.5))},
    {"ai1|1": (0.4, 9), "fadd|0>add": (-0.3, 5)},
)
STUMP = Tree((NAMES.index("streak"),), (0.5,), (-1,), (-2,), (-0.3, 0.4))
RESIDUAL = Residual(TABLES, (STUMP,), ("Ada",))
ANSWERS = st.lists(
    st.builds(
        Said,
        st.sampled_from(["", "i1", "i2", "gone"]),
        st.sampled_from([("add",), ("add", "carry"), ("carry",), ("new",), ()]),
        st.sampled_from([0.0, 0.25, 0.5, 1.0]),
        st.one_of(st.none(), st.floats(-1e12, 1e12)),
    ),
    max_size=30,
)
BASES = st.floats(allow_nan=True, allow_infinity=True)


@settings(max_examples=60, deadline=None)
@given(ANSWERS, BASES)
def test_any_answers_give_finite_features_and_a_chance_within_bounds(answers: list[Said], base: float) -> None:
    h = History()
    for answer in answers:
        assert all(map(isfinite, features(h, answer, TABLES, 0.0)))
        assert len(features(h, answer, TABLES, 0.0)) == len(NAMES)
        assert 0 < chance(RESIDUAL.logit(h, answer, base)) < 1
        RESIDUAL.fold(h, answer)
        assert h.variance > 0


@settings(max_examples=40, deadline=None)
@given(ANSWERS, st.integers(0, 30))
def test_a_history_kept_as_json_goes_on_as_if_it_had_not_been(answers: list[Said], place: int) -> None:
    live, stored = History(), History()
    for number, answer in enumerate(answers):
        fold(live, answer, TABLES)
        fold(stored, answer, TABLES)
        if number == place:
            stored = history(kept(stored))
    assert kept(live) == kept(stored)


@settings(max_examples=40, deadline=None)
@given(ANSWERS)
def test_no_feature_looks_at_the_outcome_that_it_predicts(answers: list[Said]) -> None:
    h = History()
    for answer in answers:
        other = replace(answer, right=1.0 - answer.right)
        assert features(h, answer, TABLES, 0.1) == features(h, other, TABLES, 0.1)
        assert contexts(h, answer) == contexts(h, other)
        fold(h, answer, TABLES)


def named(h: History, answer: Said, base: float = 0.0) -> dict[str, float]:
    return dict(zip(NAMES, features(h, answer, TABLES, base), strict=True))


def test_features_say_what_their_names_say() -> None:
    h = History()
    for right in (1, 1, 0, 1):
        fold(h, Said("i1", ("add",), right, 100.0 * h.n), TABLES)
    found = named(h, Said("i1", ("add",), 1, 10_000.0), base=0.7)
    assert found["base"] == 0.7
    assert (found["n"], found["in_skill"], found["run"], found["run_right"]) == (4, 4, 4, 3)
    assert (found["streak"], found["skill_pattern"]) == (1, 0b1101)
    assert (found["met_item"], found["item_was_right"], found["item_since"]) == (4, 1, 1)
    assert found["after_effect"] == 0.4
    assert found["sitting"] == 0
    assert found["ease"] == pytest.approx(0.5 + 0.3 - 0.2)
    again = named(h, Said("i2", ("add",), 1, 350.0))
    assert (again["sitting"], again["met_item"]) == (4, 0)


def test_a_combination_that_nobody_met_is_as_easy_as_its_parts() -> None:
    assert named(History(), Said("", ("carry", "add"), 1))["skill_ease"] == pytest.approx(-0.25)
    assert named(History(), Said("", ("add", "carry"), 1))["skill_ease"] == pytest.approx(-0.4)
    assert named(History(), Said("", ("unheard",), 1))["skill_ease"] == 0


def test_better_answers_than_expected_raise_ability() -> None:
    good, bad = History(), History()
    for _ in range(12):
        fold(good, Said("i1", ("add",), 1), TABLES)
        fold(bad, Said("i1", ("add",), 0), TABLES)
    answer = Said("i2", ("add",), 1)
    assert named(good, answer)["rasch"] > 1 > -1 > named(bad, answer)["rasch"]
    assert named(good, answer)["part_beyond"] > 0 > named(bad, answer)["part_beyond"]


def test_a_history_of_very_many_items_stays_bounded() -> None:
    h = History()
    for number in range(3 * ITEMS_KEPT):
        fold(h, Said(f"item {number}", ("add",), number % 2), TABLES)
    assert len(h.by_item) == ITEMS_KEPT
    assert f"item {3 * ITEMS_KEPT - 1}" in h.by_item
    assert h.n == 3 * ITEMS_KEPT


def test_trees_go_left_at_the_threshold_and_add_up() -> None:
    row = [0.0] * len(NAMES)
    row[NAMES.index("streak")] = 0.5
    assert total((STUMP, STUMP), row) == pytest.approx(-0.6)
    row[NAMES.index("streak")] = 0.51
    assert total((STUMP, Tree((), (), (), (), (0.1,))), row) == pytest.approx(0.5)


def test_an_artefact_is_read_as_it_was_written() -> None:
    assert read(written(RESIDUAL)) == RESIDUAL


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[1]",
        written(RESIDUAL)[:-9],
        written(replace(RESIDUAL, format=99)),
        written(replace(RESIDUAL, names=NAMES[1:])),
        written(replace(RESIDUAL, trees=(replace(STUMP, left=(0,)),))),
        written(replace(RESIDUAL, trees=(replace(STUMP, feature=(len(NAMES),)),))),
        written(replace(RESIDUAL, trees=(replace(STUMP, right=(-3,)),))),
        written(replace(RESIDUAL, trees=(replace(STUMP, threshold=()),))),
    ],
)
def test_what_is_no_sound_artefact_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(data)


def test_what_is_no_history_is_refused() -> None:
    with pytest.raises(Unreadable):
        history(b'{"n": "many"}')


def drawn(learners: int, answers: int, corrected_by: float, seed: int = 1) -> dict[str, list[Held]]:
    """Held-out answers whose true logit is the base plus a part that the correction knows (times ``corrected_by``)."""
    chances = random.Random(seed)
    found = {}
    for number in range(learners):
        held = []
        for _ in range(answers):
            base, more = chances.gauss(0, 1), chances.choice((-0.8, 0.8))
            held.append(Held(base, base + corrected_by * more, chances.random() < chance(base + more)))
        found[str(number)] = held
    return found


def test_a_true_gain_on_many_learners_switches_it_on() -> None:
    found = gains(drawn(60, 60, 1.0))
    assert found.on
    assert found.low > 0.02
    assert "3600 held-out answers of 60 learners" in found.reasons[0]


def test_no_gain_a_loss_and_nothing_at_all_leave_it_off_and_say_why() -> None:
    for by in (0.0, -0.5, 0.005):
        found = gains(drawn(60, 60, by))
        assert not found.on
        assert "log loss" in found.reasons[0]
    assert not gains({}).on
    assert not gains({"Ada": []}).on


def test_too_few_learners_leave_it_off_however_many_answers() -> None:
    found = gains(drawn(5, 3000, 1.0))
    assert not found.on
    assert "5 learners" in found.reasons[0]


def test_one_learner_who_carries_all_the_gain_does_not_switch_it_on() -> None:
    many = drawn(60, 30, 0.0)
    many["one"] = drawn(1, 1500, 1.0)["0"]
    assert gains(many).saved > 0.015
    assert not gains(many).on


def test_a_correction_that_is_too_bold_is_left_off() -> None:
    held = {
        who: [replace(one, base=one.base - 3, corrected=one.corrected * 2.5) for one in answers]
        for who, answers in drawn(80, 60, 1.0).items()
    }
    found = gains(held)
    assert found.saved > 0.1
    assert not found.on
    assert "calibration" in found.reasons[0]
