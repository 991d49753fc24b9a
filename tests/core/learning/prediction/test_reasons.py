"""Why a chance is what it is."""

from __future__ import annotations

import math

from chiron.core.learning.prediction import TERMS, Next, Prediction, Seen, Term, begin, begun, predict, step
from chiron.core.learning.prediction.reasons import reasons


def made(**values: float) -> Prediction:
    terms = tuple(Term(name, values.get(name.replace("-", "_"), 0.0)) for name in TERMS)
    return Prediction(1 / (1 + math.exp(-sum(values.values()))), terms)


def test_the_weightiest_comes_first_and_what_says_nothing_is_left_out() -> None:
    found = reasons(made(start=3.0, skill=-1.0, level=0.5, last=0.001))
    assert [one.name for one in found] == ["skill", "level"]
    assert found[0].points < 0 < found[1].points


def test_points_are_what_the_chance_would_be_without_it() -> None:
    (only,) = reasons(made(start=0.5, skill=1.0))
    assert math.isclose(only.points, 1 / (1 + math.exp(-1.5)) - 1 / (1 + math.exp(-0.5)))


def test_somebody_who_gets_a_skill_wrong_is_told_so() -> None:
    learner, course = begin(), begun()
    for place in range(6):
        learner = step(learner, course, Seen(f"t{place}", ("add",), 0.0))
    told = {one.name: one.points for one in reasons(predict(learner, course, Next("new", ("add",))))}
    assert told["skill"] < 0
    assert min(told, key=lambda name: told[name]) in ("skill", "level", "last")
