"""Which texts of a course need a translation."""

from __future__ import annotations

import pytest

from chiron.core.learning.translation.wording import has_words


@pytest.mark.parametrize("text", [r"\ge", ">", "$x + 2$", "@n", "x", "3"])
def test_maths_and_signs_need_none(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize("text", [r"at least \ge", "apples", r"$\text{more than}$ 3"])
def test_words_do(text: str) -> None:
    assert has_words(text)
