"""The reference beside mastery is fitted fairly: on answers made by its own assumptions it finds them again."""

from __future__ import annotations

from random import Random

import pytest
from benchmarks.learner_bkt import Bkt, Rates, fitted
from benchmarks.logs import Answer

TRUE = Rates(first=0.3, learns=0.2, slip=0.1, guess=0.2)


def run(chance: Random, count: int = 12) -> list[bool]:
    knows, told = chance.random() < TRUE.first, []
    for _ in range(count):
        told.append(chance.random() < (1 - TRUE.slip if knows else TRUE.guess))
        knows = knows or chance.random() < TRUE.learns
    return told


def test_what_made_the_answers_is_found_again() -> None:
    chance = Random(4)
    assert fitted([run(chance) for _ in range(800)]) == pytest.approx(TRUE, abs=0.04)


def test_a_skill_nobody_was_trained_on_is_as_the_others_are() -> None:
    chance = Random(5)
    log = {str(n): [Answer(str(n), "", ("a",), None, right) for right in run(chance)] for n in range(200)}
    bkt = Bkt(log)
    right, wrong = (
        [Answer("x", "", (skill,), None, up) for _ in range(4)] for skill, up in (("a", True), ("b", False))
    )
    assert bkt.rates["a"] == pytest.approx(bkt.usual)
    assert bkt.chances(right) == sorted(bkt.chances(right))
    assert bkt.chances(wrong)[0] == pytest.approx(bkt.chances(right)[0])
    assert bkt.chances(wrong)[1] < bkt.chances(wrong)[0]
