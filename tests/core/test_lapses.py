"""Slips and luck by kind of interaction: found from answers, shrunk where little is known, and used by the model."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from msgspec.json import decode, encode

from chiron.core.learning.fitted.lapses import Said, course_wide, lapses
from chiron.core.learning.fitted.parameters import Fitted, Lapse, from_json, model_of, to_json
from chiron.core.learning.mastery import Estimate, Gaussian, Observation, kind_of
from tests.core.test_fitted import histories
from tests.core.tiny import tiny

WHEN = datetime(2026, 9, 1, tzinfo=UTC)
ABLE = Estimate(1.5, 0.5, 0.0, 2.0)


def answers(kind: str, count: int, slip: float, lucky: float, guess: float, seed: int = 1) -> list[Said]:
    chance, told = Random(seed), []
    for _ in range(count):
        able = chance.betavariate(0.4, 0.4)
        right = chance.random() < guess
        right = right or chance.random() < lucky
        right = right or (chance.random() >= slip and chance.random() < able)
        told.append(Said(kind, guess, able, right))
    return told


def test_slips_and_luck_are_found_by_kind() -> None:
    made = answers("numeric", 12_000, 0.12, 0.03, 0.0) + answers("choice", 12_000, 0.03, 0.15, 0.25)
    found = lapses(made, 0.08, 0.02)
    assert found["numeric"].slip == pytest.approx(0.12, abs=0.015)
    assert found["numeric"].lucky == pytest.approx(0.03, abs=0.015)
    assert found["choice"].slip == pytest.approx(0.03, abs=0.015)
    assert found["choice"].lucky == pytest.approx(0.15, abs=0.03)
    assert found["choice"].answers == 12_000


def test_a_kind_of_few_answers_stays_near_the_course() -> None:
    few = lapses(answers("order", 15, 0.5, 0.0, 0.0), 0.08, 0.02)["order"]
    many = lapses(answers("order", 3_000, 0.5, 0.0, 0.0), 0.08, 0.02)["order"]
    assert abs(few.slip - 0.08) < 0.04
    assert many.slip > 0.35
    assert course_wide({}, 0.08, 0.02) == (0.08, 0.02)
    slip, _ = course_wide({"order": many}, 0.08, 0.02)
    assert 0.3 < slip < many.slip


def test_the_model_weighs_an_answer_by_its_kind() -> None:
    fitted = Fitted(-0.3, 0.3, 1.0, slip=0.1, lucky=0.05, lapses={"choice": Lapse(0.02, 0.3, 900)})
    model = model_of(fitted, "gaussian@1+x")
    wrong = {kind: model.update(ABLE, Observation(0.0, WHEN, "i", kind=kind)) for kind in ("choice", "numeric", "")}
    right = {kind: model.update(ABLE, Observation(1.0, WHEN, "i", kind=kind)) for kind in ("choice", "numeric")}
    assert wrong["choice"].mean < wrong["numeric"].mean, "where nobody slips a wrong answer says more"
    assert right["choice"].mean < right["numeric"].mean, "where many are lucky a right answer says less"
    assert wrong["numeric"] == wrong[""], "an unknown kind is as the course is"
    low = Estimate(-3.0, 0.2, 0.0, 2.0)
    assert model.predict(low, kind="choice") > model.predict(low, kind="numeric") > Gaussian().predict(low)
    unsure = Observation(0.0, WHEN, "i", unsure=True, kind="choice")
    assert model.update(ABLE, unsure).mean < wrong["choice"].mean, "who says they do not know neither slips nor guesses"


def test_practice_lifts_ability_and_what_chiron_comes_with_knows_none() -> None:
    lifted = model_of(Fitted(-0.3, 0.3, 1.0, practice=0.05), "x").update(ABLE, Observation(1.0, WHEN, "i"))
    usual = Gaussian().update(ABLE, Observation(1.0, WHEN, "i"))
    assert lifted.mean == pytest.approx(usual.mean + 0.05)
    assert lifted.variance == usual.variance


def test_a_fit_made_before_there_were_lapses_is_read_as_it_was() -> None:
    new = to_json(Fitted(0.1, 0.3, 0.9))
    old = {name: value for name, value in new.items() if name not in ("slip", "lucky", "practice", "lapses")}
    kept = model_of(from_json(decode(encode(old))), "gaussian@1+x")
    assert (kept.parameters.slip, kept.parameters.lucky, kept.parameters.practice) == (0.08, 0.0, 0.0)
    assert kept.lapse(0.25) == (0.08, 0.25)


def test_kinds_are_read_from_the_course() -> None:
    course = tiny()
    assert kind_of(course, "first", "one", "solve") == "numeric"
    assert kind_of(course, "first", "one", "gone") == kind_of(course, "gone", "one", "solve") == ""
    assert {one.seen.kind for one in histories(course, 1, 5)[0].responses} == {"numeric"}
