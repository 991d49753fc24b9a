"""Keys of the algebra course come out again by another path: see ``recomputed``."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.courses.plain_maths import same
from tests.courses.recomputed import EXPRESSIONS, NUMBERS
from tests.courses.shelf import Shelved
from tests.thorough import seeds

SHELVED = Shelved("foundations-of-algebra", seeds(25))


@pytest.mark.parametrize(("skill", "template"), NUMBERS, ids=["/".join(name) for name in NUMBERS])
def test_numbers_come_out_again(skill: str, template: str) -> None:
    step, recomputed = NUMBERS[(skill, template)]
    for item in SHELVED.items(skill, template):
        assert Fraction(item.step(step).key["answer"]) == recomputed(item), item.prompt


@pytest.mark.parametrize(("skill", "template"), EXPRESSIONS, ids=["/".join(name) for name in EXPRESSIONS])
def test_expressions_come_out_again(skill: str, template: str) -> None:
    step, recomputed = EXPRESSIONS[(skill, template)]
    for item in SHELVED.items(skill, template):
        assert same(item.step(step).key["answer"], recomputed(item)), item.prompt


def test_every_skill_has_keys_recomputed() -> None:
    assert {skill for skill, _ in (*NUMBERS, *EXPRESSIONS)} == set(SHELVED.course.skills)
