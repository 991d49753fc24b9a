"""Notations of other systems and of formula fields that learners use: read, and shown as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.learning.interactions.words import accepted, matches, spelled
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.tree import Empty, Power, SetOf
from chiron.core.learning.unread import Unread as NotRead


def tried(kind: str, fields: Mapping[str, Any], typed: str) -> str:
    """The outcome of an answer, with its note; the reason where it is asked again."""
    inter = interaction(kind)
    task, key = inter.make(inter.Spec.model_validate(fields), {}, Chance("notations"), Locale())
    try:
        verdict = inter.grade(task, key, inter.read(task, {"answer": [typed]}))
    except Unread as unread:
        return f"asked: {unread.reason}"
    return verdict.outcome.value + (f": {verdict.note}" if verdict.note else "")


def shown(kind: str, fields: Mapping[str, Any]) -> tuple[str, list[str]]:
    """The answer as it is shown, and as it is typed."""
    inter = interaction(kind)
    task, key = inter.make(inter.Spec.model_validate(fields), {}, Chance("notations"), Locale())
    right = inter.right(task, key)
    assert right is not None
    return inter.answer(task, key), right["answer"]


@pytest.mark.parametrize(
    "typed", ["y = 2x + 3", "f(x) = 2x + 3", "f(x)=3+2x", r"f\left(x\right)=2x+3", "f^{-1}(x)=2x+3"]
)
def test_an_expression_may_be_named(typed: str) -> None:
    assert tried("expression", {"answer": "2*x + 3", "variables": ["x"]}, typed) == "correct"


def test_a_name_is_no_way_round_an_equation() -> None:
    fields = {"answer": "2*x + 3", "variables": ["x"]}
    assert tried("expression", fields, "x = 2x + 3").startswith("asked")
    assert tried("expression", fields, "y =").startswith("asked")
    assert tried("expression", fields, "y == 2x + 3").startswith("asked")
    assert tried("expression", fields, "y = 2x - 3") == "incorrect"
    assert tried("expression", {"answer": "y = 2*x + 3", "variables": ["x", "y"]}, "f(x) = 2x + 3") != "correct"
    assert tried("expression", fields, "y <= 2x + 3").startswith("asked")


@pytest.mark.parametrize("typed", ["1.5*10^4", r"1.5 \times {10}^4", "1.5 * {10}^{4}", r"1.5\cdot{10}^{4}", "15000"])
def test_a_raised_number_may_stand_in_braces(typed: str) -> None:
    assert tried("numeric", {"answer": "15000"}, typed) == "correct"


def test_braces_that_nothing_raises_are_a_set() -> None:
    assert isinstance(read("{10}", Reading(".", ())).tree, SetOf)
    assert isinstance(read("{10}^3", Reading(".", ())).tree, Power)
    assert isinstance(read("{x+1}^2", Reading(".", ("x",))).tree, Power)


def test_letters_with_a_stroke_are_letters_of_their_own() -> None:
    fields = {"answer": "3*x'^2 + y' = 4", "variables": ["x'", "y'"]}
    for typed in ("3x'^2 + y' = 4", "3{x'}^2+y'=4", "3x\u2032^2 + y\u2032 = 4", "y\u2019 = 4 - 3x\u2019^2"):
        assert tried("expression", fields, typed) == "correct", typed
    assert tried("expression", fields, "3y'^2 + x' = 4") == "incorrect"
    assert tried("expression", fields, "3x^2 + y = 4").startswith("asked")
    with pytest.raises(NotRead):
        read("3x'", Reading(".", ("x",)))
    assert shown("expression", fields) == ("$3 x'^{2} + y' = 4$", ["3*x'^2 + y' = 4"])


@pytest.mark.parametrize("typed", ["DNE", "dne", "does not exist", "Does not exist."])
def test_what_does_not_exist_is_no_solution(typed: str) -> None:
    assert isinstance(read(typed, Reading(".", ("x",))).tree, Empty)
    assert tried("solution-set", {"answer": "no solution"}, typed) == "correct"


def test_a_number_is_shown_as_its_author_wrote_it() -> None:
    assert shown("numeric", {"answer": "-17.03"}) == ("$-17.03$", ["-17.03"])
    assert shown("numeric", {"answer": "9.4 * 10^(-13)"}) == (r"$9.4 \times 10^{-13}$", ["9.4e-13"])
    assert shown("numeric", {"answer": "3/4"}) == (r"$\frac{3}{4}$", ["3/4"])
    assert shown("numeric", {"answer": "0.75", "form": "simplest"}) == (r"$\frac{3}{4}$", ["3/4"])
    assert tried("numeric", {"answer": "-17.03"}, "-1703/100") == "correct"


def test_a_very_small_number_may_be_asked_for_in_scientific_notation() -> None:
    inter = interaction("numeric")
    spec = inter.Spec.model_validate({"answer": "9.4 * 10^(-13)", "form": "scientific"})
    task, key = inter.make(spec, {}, Chance("small"), Locale())
    assert inter.faults(spec, task, key) == []
    third = inter.Spec.model_validate({"answer": "1/3", "form": "scientific"})
    task, key = inter.make(third, {}, Chance("small"), Locale())
    assert inter.faults(third, task, key) != []


def test_money_is_set_so_that_its_sign_ends_no_formula() -> None:
    assert shown("quantity", {"answer": "1.79", "unit": "$"})[0] == r"$1.79\,\mathrm{\$}$"


def test_a_bracket_can_be_part_of_an_accepted_form() -> None:
    form = r"np.mean\(xs\) (now)"
    assert accepted(form) == {"np.mean(xs) now", "np.mean(xs)"}
    assert matches("np.mean(xs)", [form])
    assert not matches("np.mean", [form])
    assert spelled(form) == "np.mean(xs) now"
    assert accepted("(the) cell") == {"the cell", "cell"}
    assert tried("text", {"accept": [r"make_array\(\)"]}, "make_array()") == "correct"
