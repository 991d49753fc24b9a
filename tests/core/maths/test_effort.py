"""Work is counted, not timed: what takes too much is not decided, and is never a wrong answer."""

from __future__ import annotations

import pytest

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.interactions import interaction
from chiron.core.learning.maths.effort import Spent, effort, spend
from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.forms import Untold, lacking
from chiron.core.learning.maths.reading import read
from chiron.core.words import Json, Outcome

SIZES = "+".join(f"|x-{n}|" for n in range(60))
HIDDEN = ("|x-{n}|", "|x|", "sqrt(x+sqrt(x+{n}))", "(x+{n})/(x-{n})", "(x+{n})(x-{n})", "{n}(x+{n})", "x^{n}")


def working(lines: list[str]) -> Outcome:
    kind = interaction("working")
    step: Json = {"start": "3*(x+2) - 2*x", "goal": "simplify"}
    task, key = kind.make(kind.Spec.model_validate(step), {}, Chance(1), Locale())
    return kind.grade(task, key, kind.read(task, {"answer": lines})).outcome


def test_work_is_bounded_only_where_a_bound_is_set() -> None:
    spend(10**9)
    with effort(10):
        spend(10)
        with pytest.raises(Spent):
            spend()
    spend(10**9)


def test_a_bound_within_a_bound_is_the_outer_one() -> None:
    with effort(10), effort(10**6), pytest.raises(Spent):
        spend(11)


def test_what_is_counted_on_its_own_costs_the_rest_nothing() -> None:
    with effort(10):
        with effort(100, own=True):
            spend(90)
        spend(10)
        with pytest.raises(Spent):
            spend()


def test_a_comparison_without_effort_left_decides_nothing() -> None:
    one, other = read("(x+1)^2").tree, read("x^2+2x+2").tree
    assert same(one, other).equal is False
    with effort(5):
        assert same(one, other).equal is None


def test_a_form_without_effort_left_cannot_be_told() -> None:
    node = read("(x+1)(x+2)").tree
    with effort(5), pytest.raises(Untold):
        lacking(node, "simplified")


@pytest.mark.parametrize("part", HIDDEN)
def test_a_right_line_with_work_hidden_in_it_is_never_wrong(part: str) -> None:
    more = "".join(f"+{part.format(n=n)}-{part.format(n=n)}" for n in range(1, 26))
    assert working([f"3x+6-2x{more}"]) in (Outcome.ONWARD, Outcome.PERSON)


def test_twenty_lines_of_hidden_work_go_to_a_person() -> None:
    more = "".join(f"+|x-{n}|-|x-{n}|" for n in range(1, 8))
    assert working([f"3x+6-2x{more}"] * 20) is Outcome.PERSON


def test_twenty_plain_lines_are_judged() -> None:
    assert working([*["3x + 6 - 2x"] * 19, "x + 6"]) is Outcome.CORRECT


def test_the_same_work_is_counted_every_time() -> None:
    one, other = read(SIZES).tree, read(SIZES.replace("59", "58")).tree
    assert len({same(one, other).equal for _ in range(3)}) == 1
