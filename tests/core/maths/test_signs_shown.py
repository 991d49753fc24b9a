"""No two signs are ever written side by side, and what is written is read again as the same."""

from __future__ import annotations

import pytest

from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.show import tex, typed


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("-16 + 12 - (-3)", "-16 + 12 - (-3)"),
        ("-(-3)", "-(-3)"),
        ("5 - (-3x)", "5 - (-3x)"),
        ("3 + (-4)", "3 - 4"),
        ("7 - (-3)*2", "7 - (-3)*2"),
    ],
)
def test_a_minus_before_a_minus_has_brackets(line: str, written: str) -> None:
    tree = read(line, Reading()).tree
    assert typed(tree) == written
    assert read(written, Reading()).tree == tree
    assert "- -" not in tex(tree)
    assert "--" not in tex(tree)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("(3/8)*(4/21)", r"\frac{3}{8} \cdot \frac{4}{21}"),
        ("(2/9)/(4/7)", r"\frac{2}{9} \div \frac{4}{7}"),
        ("3/(4/5)", r"3 \div \frac{4}{5}"),
        ("1 - (1/2)/3", r"1 - \frac{\frac{1}{2}}{3}"),
    ],
)
def test_between_fractions_stands_what_is_done_with_them(line: str, shown: str) -> None:
    tree = read(line, Reading()).tree
    assert tex(tree) == shown
    assert read(shown, Reading()).tree == tree
