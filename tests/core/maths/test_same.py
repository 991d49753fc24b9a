"""What is the same mathematics and what is not, by hand; with the witness a learner is shown."""

from __future__ import annotations

from fractions import Fraction

import pytest

from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.solve import Undecided, solutions
from chiron.core.learning.maths.systems import as_system, solved_point
from chiron.core.learning.maths.tree import Node, Point

INTERVALS = Reading(pair="interval")


def tree(typed: str) -> Node:
    """The likeliest reading."""
    return read(typed, INTERVALS).tree


SAME = [
    ("2(x+1)", "2x+2"), ("(x^2-1)/(x-1)", "x+1"), ("x/x", "1"), ("(a+b)^2", "a^2+2ab+b^2"), ("(x+1)^20", "(1+x)^20"),
    ("1/x+1/y", "(x+y)/(xy)"), ("x^-1", "1/x"), ("0.5", "1/2"), ("50%", "0.5"), ("1 1/2", "3/2"), ("1e3", "1,000"),
    ("sqrt(8)", "2sqrt(2)"), ("1/(sqrt(2)-1)", "sqrt(2)+1"), ("sqrt(2)+sqrt(3)", "sqrt(5+2sqrt(6))"), ("∛(-8)", "-2"),
    ("sqrt(x^2)", "|x|"), ("x^(1/2)", "√x"), ("|x||y|", "|xy|"), ("|a-b|", "|b-a|"), ("sin(x)^2+cos(x)^2", "1"),
    ("sin 2x", "2 sin x cos x"), ("tan x", "sin x/cos x"), ("ln(x^2)", "2ln x"), ("e^(x+1)", "e*e^x"), ("exp(x)",
    "e^x"),
    ("2^x*2^3", "2^(x+3)"), ("log(100)", "2"), ("ln(e^3)", "3"), ("log_2(x)", "ln(x)/ln(2)"), ("sin(π/6)", "1/2"),
    ("x=3", "3=x"), ("x=3", "{3}"), ("x=3", "3"), ("2x+1=7", "x=3"), ("x^2=9", "x=±3"), ("x^2=9", "{-3,3}"),
    ("x=3 or x=-3", "x=-3, x=3"), ("±3", "{3, -3}"), ("x^2=-1", "no solution"), ("x=x", "all real numbers"),
    ("-2x<6", "x>-3"), ("-1<x<=4", "(-1,4]"), ("x^2>4", "x<-2 or x>2"), ("x^2>4", "(-∞,-2)∪(2,∞)"), ("|x-1|<3",
    "-2<x<4"),
    ("|x-1|=|x+2|", "x=-1/2"), ("sqrt(x+3)=x+1", "x=1"), ("1/x=2", "x=0.5"), ("x^2-2=0", "x=±√2"), ("x^3-x=0",
    "{0,1,-1}"),
    ("(x^2-1)/(x-1)=0", "x=-1"), ("(x-1)/(x+2)>=0", "x<-2 or x>=1"), ("x ∈ [1,2)", "1<=x<2"), ("2x=2π", "x=π"),
    ("x≠3", "x<3 or x>3"), ("∛x=2", "x=8"), ("sqrt(x)+sqrt(x-5)=5", "x=9"), ("x>2 and x<1", "∅"), ("{1,2}",
    "{2,1,1}"),
    ("x^4-10x^2+1=0", "x=±(√2+√3) or x=±(√2-√3)"), ("[1,2]∪[2,3]", "[1,3]"), ("x^5-x-1=0", "x^5=x+1"),
    ("y=2x+1", "2x-y+1=0"), ("y<2x", "2x>y"), ("x+y=3 and x-y=1", "x=2, y=1"), ("x^2+y^2=1", "y^2=1-x^2"),
    ("x=1,y=2 or x=3,y=4", None), ("{a+b, 2}", "{2, b+a}"),
    ("e^x=3", "3-e^x=0"), ("sin x > 1/2", "2 sin x > 1"), ("ln x < 1", "1 > ln x"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [pair for pair in SAME if pair[1]])
def test_the_same_is_found_the_same_both_ways(one: str, other: str | None) -> None:
    assert other
    assert same(tree(one), tree(other)).equal is True
    assert same(tree(other), tree(one)).equal is True


DIFFERENT = [
    ("3x-4", "3x+4"), ("(a+b)^2", "a^2+b^2"), ("sqrt(x^2)", "x"), ("|x-100|", "100-x"), ("|x-54321/7|", "54321/7-x"),
    ("|x-1|+|x-2|+|x-3|+|x-4|+|x-5|+|x-6|+|x-7000|", "|x-1|+|x-2|+|x-3|+|x-4|+|x-5|+|x-6|+7000-x"),
    ("pi", "3.14159265358979"),
    ("1/3", "0.333333333333"), ("x^2", "x^2+10^-30"), ("2x+1=7", "x=4"), ("x^2=9", "x=3"), ("-2x<6", "x<-3"),
    ("x^2=2", "x=1.41"), ("[1,2]", "[1,2)"), ("y=2x+1", "y=2x-1"), ("y<2x", "y>2x"), ("x+y=3 and x-y=1", "x=2, y=2"),
    ("{1,2}", "{1,2,3}"), ("x<=3", "x<3"), ("sin x", "cos x"), ("sqrt(a+b)", "sqrt(a)+sqrt(b)"), ("2^x", "x^2"),
    ("ln(a+b)", "ln(a)+ln(b)"), ("1/(x+y)", "1/x+1/y"), ("x=1", "no solution"), ("x>2", "all real numbers"),
    ("-x^2", "(-x)^2"), ("|x|", "x"), ("floor(x)", "x"), ("x^2=x", "x=1"), ("1 1/2", "1/2"), ("x-1-1", "x"),
    ("e^x=3", "x=1"), ("e^x=3", "x=1.0986"),
    ("2^x>8", "x>4"), ("sin x=1/2", "x=0"), ("sin(π)*x*e^x=0", "x*e^x=0"), ("ln x=2", "x=e^3"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_differs_is_never_the_same(one: str, other: str) -> None:
    assert same(tree(one), tree(other)).equal is False
    assert same(tree(other), tree(one)).equal is False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x=ln 3", "e^x=3"),
        ("1/(x-x)", "2"),
        ("xy=0", "x^2*y=0"),
        ("x^2+y^2=1 and x=y", "x=y and y=1"),
    ],
)
def test_what_cannot_be_decided_is_left_open(one: str, other: str) -> None:
    assert same(tree(one), tree(other)).equal is None


def test_the_witness_is_a_small_number_that_the_learner_can_try() -> None:
    witness = same(tree("3x-4"), tree("3x+4")).witness
    assert witness is not None
    assert (witness.place, witness.left, witness.right) == ((("x", Fraction(2)),), Fraction(2), Fraction(10))


def test_a_witness_of_relations_says_which_of_them_holds() -> None:
    witness = same(tree("x^2=9"), tree("x=3")).witness
    assert witness is not None
    assert (witness.place, witness.left, witness.right) == ((("x", Fraction(-3)),), True, False)


def test_a_whole_number_is_the_witness_of_a_turned_sign() -> None:
    witness = same(tree("-2x<6"), tree("x<-3")).witness
    assert witness is not None
    ((_, value),) = witness.place
    assert isinstance(value, Fraction)
    assert value.denominator == 1
    assert (-2 * value < 6) is witness.left
    assert (value < -3) is witness.right


def test_a_missing_place_of_the_domain_is_noted() -> None:
    assert same(tree("x/x"), tree("1")).note == "domain"
    assert same(tree("2x/2"), tree("x")).note is None


def test_assumptions_bound_the_letters() -> None:
    assert same(tree("sqrt(x^2)"), tree("x"), {"x": "positive"}).equal is True
    assert same(tree("sin(π n)"), tree("0"), {"n": "integer"}).equal is True
    assert same(tree("sin(π n)"), tree("0")).equal is False


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("x^2-5x+6=0", "{2, 3}"), ("2x-4>=0", "[2, ∞)"), ("x^2>4", "(-∞,-2)∪(2,∞)"), ("x=x+1", "∅"), ("x+1=1+x", "ℝ"),
        ("(x-1)^2<=0", "{1}"), ("|x|<2", "(-2,2)"), ("1/x>0", "(0,∞)"), ("sqrt(x)>=2", "[4,∞)"), ("0<x<1 or x=1",
        "(0,1]"),
        ("x^3=8", "{2}"), ("(x-1)^2>0", "(-∞,1)∪(1,∞)"),
    ],
)  # fmt: skip
def test_solutions_are_the_exact_set(typed: str, wanted: str) -> None:
    found = solutions(tree(typed), "x").tree()
    assert found == tree(wanted)


def test_solutions_that_are_no_fractions_are_told_as_numbers() -> None:
    found = solutions(tree("x^2=2"), "x")
    assert found.tree() is None
    assert [round(float(number.near), 9) for number in found.numbers or ()] == [-1.414213562, 1.414213562]


def test_an_equation_with_sines_is_left_open() -> None:
    with pytest.raises(Undecided):
        solutions(tree("sin x = x/2"), "x")


def test_a_point_is_the_solution_of_a_system() -> None:
    point = read("(2, 1)", Reading(pair="point")).tree
    assert isinstance(point, Point)
    assert same(tree("x+y=3 and x-y=1"), as_system(point, ("x", "y"))).equal is True
    assert solved_point(tree("x+y=3 and x-y=1"), ("x", "y")) == (2, 1)
    assert solved_point(tree("x+y=3 and 2x+2y=6"), ("x", "y")) is None
