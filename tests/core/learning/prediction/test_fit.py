"""What a fit learns, whom it names, and what its report says."""

from __future__ import annotations

import json
import math
from importlib import resources
from random import Random

import pytest

from chiron.core.learning.prediction import (
    FEATURES,
    Next,
    Parameters,
    Seen,
    begin,
    begun,
    fit,
    fresh,
    predict,
    report,
    step,
)
from chiron.core.learning.prediction.head import cholesky, regression, solved

EASE = {"t0": 2.0, "t1": 1.0, "t2": 0.0, "t3": -1.0, "t4": -2.0}


def class_of(count: int, seed: int, answers: int = 30, odd: str = "") -> dict[str, list[Seen]]:
    """Learners whose chance is the logistic of ability and easiness; ``odd`` names an item that ability spoils."""
    chance, found = Random(seed), {}
    for number in range(count):
        ability, told = chance.gauss(0.0, 1.0), []
        for place in range(answers):
            item = chance.choice(list(EASE))
            logit = EASE[item] + (-3.0 * ability if item == odd else ability)
            right = float(chance.random() < 1 / (1 + math.exp(-logit)))
            told.append(Seen(item, ("add" if place % 2 else "count",), right, 60.0 * place))
        found[f"learner-{number}"] = told
    return found


ROOM = class_of(120, 1)
FIT = fit(ROOM, version="room@1")


def test_items_come_out_in_the_order_of_their_easiness() -> None:
    own = [FIT.material.items[item].mean for item in EASE]
    assert own == sorted(own, reverse=True)
    assert own[0] - own[-1] > 2.5
    assert all(FIT.material.items[item].variance < 0.1 for item in EASE)


def test_an_item_with_one_answer_stays_near_its_skill() -> None:
    told = {**ROOM, "one-more": [Seen("rare", ("add",), 0.0)]}
    rare = fit(told).material.items["rare"]
    assert -1.0 < rare.mean < 0.0
    assert rare.variance > 0.5


def test_a_fit_predicts_others_better_than_a_course_nobody_took() -> None:
    others = class_of(60, 2)
    ours, cold = report(FIT, others), report(begun(), others)
    assert ours.auc is not None
    assert cold.auc is not None
    assert ours.log_loss is not None
    assert cold.log_loss is not None
    assert ours.auc > cold.auc + 0.1
    assert ours.log_loss < cold.log_loss
    assert ours.calibration_error is not None
    assert ours.calibration_error < 0.06


def test_a_fit_names_its_learners_and_survives_being_kept() -> None:
    assert FIT.version == "room@1"
    assert FIT.answers == 3_600
    assert set(FIT.learners) == set(ROOM)
    assert Parameters.of(FIT.json()) == FIT


def test_a_fit_of_other_features_is_refused() -> None:
    with pytest.raises(ValueError, match="fit again"):
        Parameters.of(FIT.json().replace(b'"format":2', b'"format":1'))
    with pytest.raises(ValueError, match="trunc"):
        Parameters.of(FIT.json()[:100])


def test_the_shipped_weights_are_of_these_features() -> None:
    kept = resources.files("chiron.core.learning.prediction").joinpath("weights.json").read_text("utf-8")
    assert tuple(json.loads(kept)["weights"]) == FEATURES


def test_the_order_of_learners_changes_nothing() -> None:
    turned = dict(reversed(list(class_of(20, 3).items())))
    assert fit(turned).json() == fit(class_of(20, 3)).json()


def test_an_erased_learner_leaves_nothing_behind() -> None:
    told = class_of(20, 3)
    with_eve = fit({**told, "Eve": [Seen("secret", ("hidden",), 1.0)] * 5})
    assert b"hidden" in with_eve.json()
    again = fit({who: theirs for who, theirs in told.items() if who != "Eve"})
    assert b"hidden" not in again.json()
    assert b"Eve" not in again.json()
    with pytest.raises(ValueError, match="erased"):
        fit(told, with_eve)


def test_progress_ends_at_one_and_never_goes_back() -> None:
    said: list[float] = []
    fit(class_of(10, 3), progress=said.append)
    assert said == sorted(said)
    assert said[-1] == 1.0


def test_learners_without_answers_are_passed_over() -> None:
    assert fit({"Ben": []}).learners == ()
    assert report(begun(), {"Ben": []}).auc is None


def test_an_item_that_turns_on_able_learners_is_told_to_its_author() -> None:
    rows = {row.item: row for row in report(FIT, class_of(150, 5, odd="t2")).items}
    assert rows["t2"].agreement < 0 < min(rows[item].agreement for item in EASE if item != "t2")


def test_an_item_harder_than_it_was_is_an_outlier() -> None:
    told = class_of(60, 6)
    worse = {who: [Seen(a.item, a.skills, 0.0 if a.item == "t0" else a.right) for a in t] for who, t in told.items()}
    rows = {row.item: row for row in report(FIT, worse).items}
    assert rows["t0"].outlier
    assert rows["t0"].away < 0
    assert not {row.item: row for row in report(FIT, told).items}["t0"].outlier


def test_groups_are_compared_with_everybody_else() -> None:
    told = class_of(40, 7)
    groups = {who: "a" if place % 2 else "b" for place, who in enumerate(told)}
    chance = Random(1)
    noise = {
        who: [Seen(a.item, a.skills, float(chance.random() < 0.5)) if groups[who] == "a" else a for a in theirs]
        for who, theirs in told.items()
    }
    fair, unfair = report(FIT, told, groups).groups["a"], report(FIT, noise, groups).groups["a"]
    assert fair is not None
    assert unfair is not None
    assert fair < 0.08 < unfair


def test_a_fit_is_used_by_the_fold_without_being_changed() -> None:
    before = FIT.json()
    learner = begin()
    for seen in ROOM["learner-0"]:
        learner = step(learner, FIT, seen)
    assert FIT.json() == before
    assert predict(learner, FIT, Next("t0", ("add",))).chance > predict(learner, FIT, Next("t4", ("add",))).chance


def test_author_and_answers_are_weighed() -> None:
    course = begun(fresh({"add": 2.0}))
    said = predict(begin(), course, Next("", ("add",))).chance
    known = predict(begin(), fit({"Ada": [Seen("", ("add",), 1.0)] * 30}, course), Next("", ("add",))).chance
    assert said < known


def test_the_regression_finds_the_weights_that_made_the_outcomes() -> None:
    chance, true = Random(8), [0.5, -1.0, 2.0]
    rows = [[1.0, chance.gauss(0, 1), chance.gauss(0, 1)] for _ in range(6_000)]
    rights = [
        float(chance.random() < 1 / (1 + math.exp(-sum(w * x for w, x in zip(true, r, strict=True))))) for r in rows
    ]
    found = regression(rows, rights, [0.0] * 3, hold=1.0, curved=1_000)
    assert all(abs(a - b) < 0.15 for a, b in zip(found, true, strict=True))
    slope = [-w for w in found]
    for row, right in zip(rows, rights, strict=True):
        miss = right - 1 / (1 + math.exp(-sum(w * x for w, x in zip(found, row, strict=True))))
        slope = [s + miss * x for s, x in zip(slope, row, strict=True)]
    assert max(map(abs, slope)) < 0.5  # it is the end, not just near it: of 6,000 rows


def test_the_regression_stays_where_it_is_told_without_rows() -> None:
    assert regression([], [], [0.1, 0.2]) == [0.1, 0.2]


def test_a_factor_solves_its_matrix() -> None:
    factor = cholesky([[4.0], [2.0, 3.0], [0.5, 1.0, 2.0]])
    x = solved(factor, [1.0, 2.0, 3.0])
    full = [[4.0, 2.0, 0.5], [2.0, 3.0, 1.0], [0.5, 1.0, 2.0]]
    product = [sum(a * b for a, b in zip(row, x, strict=True)) for row in full]
    assert all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip(product, [1.0, 2.0, 3.0], strict=True))


def test_a_small_class_leaves_the_head_as_it_ships() -> None:
    """What a few hundred answers say of 84 weights is mostly chance; of items they say much."""
    small, shipped = fit(class_of(10, 9)), begun().weights
    assert max(abs(one - other) for one, other in zip(small.weights, shipped, strict=True)) < 0.02
    assert small.material.items["t0"].mean > small.material.items["t4"].mean + 1.0
    assert max(abs(one - other) for one, other in zip(FIT.weights, shipped, strict=True)) > 0.05


def test_an_item_that_tells_able_learners_apart_is_known_as_sharp() -> None:
    chance, told = Random(10), {}
    for number in range(300):
        ability, theirs = chance.gauss(0.0, 1.0), []
        for place in range(30):
            item = "sharp" if place % 3 == 0 else "plain"
            right = chance.random() < 1 / (1 + math.exp(-(2.5 if item == "sharp" else 0.7) * ability))
            theirs.append(Seen(item, ("add",), float(right)))
        told[str(number)] = theirs
    edges = fit(told).material.edges
    assert edges["sharp"].mean > edges["plain"].mean + 0.3
    assert edges["sharp"].variance < 0.06
