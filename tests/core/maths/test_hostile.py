"""What somebody types to break it: refused with a reason, and never anything but Unread."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.forms import Untold, lacking
from chiron.core.learning.maths.options import LIMIT
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.show import tex, typed
from chiron.core.learning.maths.tree import MAXIMUM_DEPTH, MAXIMUM_SIZE, Name, Negative, Node, Relation, Sum, TooLarge
from chiron.core.learning.unread import UNREAD, Unread

FACTORIALS = Reading(functions=frozenset({"factorial"}))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9**9**9**9", "too-large"), ("9^9^9^9", "too-large"), ("(" * 10_000, "too-long"), ("((((", "missing"),
        ("(" * 200 + "x" + ")" * 200, "too-deep"), ("factorial(10^9)", "other-function"), ("10^9!", "other-sign"),
        ("x" * 100_000, "too-long"), ("__import__('os')", "other-word"), ("1\x002", "character"),
        ("\\frac{1", "bracket"),
        ("\\left(", "missing"), ("1e999999", "too-large"), ("1e-999999", "too-large"), ("9" * 500, "too-large"),
        ("10^1000", "too-large"), ("2^(2^(2^(2^(2^2))))", "too-large"), ("-" * 900 + "x", "too-deep"),
        ("|" * 900, "too-deep"), ("√" * 500 + "x", "too-deep"), ("x^" * 300 + "x", "too-deep"),
        ("1/" * 400 + "x", "too-large"), ("sin " * 400 + "x", "too-deep"), ("+".join("x" * 900), "too-long"),
        ("{" * 500, "too-deep"), ("\ud800", "character"), ("\u202e1", "character"), ("lambda: 0", "other-word"),
        ("x.__class__", "character"), ("`ls`", "character"), ("\\input{a}", "latex"),
        ("\\def\\x{\\x\\x}\\x", "latex"), ("1;" * 100, "too-long"),
    ],
)  # fmt: skip
def test_what_would_do_harm_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unread) as refused:
        read(text)
    assert refused.value.reason == reason


def test_a_large_factorial_is_refused_where_factorials_are_allowed() -> None:
    for text in ("factorial(10^9)", "(10^9)!", "1000!", "((9!)!)!"):
        with pytest.raises(Unread):
            read(text, FACTORIALS)
    assert same(read("5!", FACTORIALS).tree, read("120").tree).equal is True


PIECES = (
    "1", "2", "10", "0", "3.5", "1,000", ".5", "x", "y", "+", "-", "*", "/", "^", "**", "(", ")", "[", "]", "{", "}",
    "|", "=", "<", "<=", ",", ";", "sin", "log_", "ln", "sqrt", "√", "∛", "²", "½", "π", "e", "±", "∞", "∪", "or",
    "and", "%", "!", "_", "cm", "m/s", "\\frac", "\\sqrt", "\\left", "\\right", "\\cdot", "\\{", "\\}", "\\text{or}",
    "\\pi", "\\mathrm{cm}", "$", "abs", "∈", "ℝ", "∅", "1e9", "e5", "root(3)", "\\", "°C", "⁻", "||",
    "\\begin{cases}",
)  # fmt: skip
READINGS = st.sampled_from(
    [
        Reading(),
        Reading(units=True),
        Reading(decimal=",", language="es"),
        Reading(letters=("x",)),
        Reading(imaginary=True, functions=frozenset({"factorial", "sin"})),
    ]
)


def known(text: str, reading: Reading) -> Node | None:
    """The tree, or None where it was refused as it must be."""
    refused = None
    try:
        return read(text, reading).tree
    except Unread as error:
        refused = error
    assert refused.reason in UNREAD
    assert refused.place is None or 0 <= refused.place <= len(text)
    return None


@given(st.lists(st.sampled_from([*PIECES, " "]), max_size=16).map("".join), READINGS)
@settings(max_examples=600, deadline=None)
def test_pieces_in_any_order_are_read_or_refused(text: str, reading: Reading) -> None:
    tree = known(text, reading)
    if tree is not None:
        assert isinstance(typed(tree), str)
        assert isinstance(tex(tree), str)
        assert same(tree, tree).equal is True


@given(st.text(max_size=60), READINGS)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str, reading: Reading) -> None:
    known(text, reading)


@given(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
)
@settings(max_examples=300, deadline=None)
def test_whatever_is_read_can_be_compared(one: str, other: str) -> None:
    left, right = known(one, Reading()), known(other, Reading())
    if left is not None and right is not None:
        assert same(left, right).equal in (True, False, None)


def test_a_tree_keeps_its_bounds_whoever_builds_it() -> None:
    node: Node = Name("x")
    for _ in range(MAXIMUM_DEPTH - 1):
        node = Negative(node)
    with pytest.raises(TooLarge):
        Negative(node)
    with pytest.raises(TooLarge):
        Sum(tuple(Name("x") for _ in range(MAXIMUM_SIZE)))


def test_a_root_of_a_large_degree_is_compared_or_left_open() -> None:
    node = read("10^-0.0001 + x").tree
    with pytest.raises(Untold):
        lacking(node, "expanded")
    assert same(Relation("=", node, Name("x")), Relation("=", Name("x"), read("2").tree)).equal in (None, False)


def test_a_set_is_no_amount_of_money() -> None:
    for text in ("$ℝ", "1, $ℝ", "{$[1,2]}"):
        assert known(text, Reading(units=True)) is None


def test_the_longest_text_is_read_whole() -> None:
    with pytest.raises(Unread) as refused:
        read("1" + " " * LIMIT)
    assert refused.value.reason == "too-long"
    assert known("1" + " " * (LIMIT - 1), Reading()) is not None


def test_reading_and_rational_comparison_load_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "from chiron.core.learning.maths.reading import read\n"
        "from chiron.core.learning.maths.equal import same\n"
        "from chiron.core.learning.maths import forms, units, solve, show\n"
        "assert same(read('2(x+1)').tree, read('2x+2').tree).equal\n"
        "print(sorted({'sympy', 'mpmath', 'pint', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
