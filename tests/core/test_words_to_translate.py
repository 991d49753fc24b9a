"""Which texts of a course need a translation."""

from __future__ import annotations

import pytest

from chiron.core.learning.translation.slots import slots_of
from chiron.core.learning.translation.wording import has_words


@pytest.mark.parametrize("text", [r"\ge", ">", "$x + 2$", "@n", "x", "3", "x²", "a²b³", "x₁", "2½"])
def test_maths_and_signs_need_none(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize("text", [r"at least \ge", "apples", r"$\text{more than}$ 3"])
def test_words_do(text: str) -> None:
    assert has_words(text)


def lettered(drawing: str) -> bool:
    """Whether a picture with this lettering is to be drawn again in another language."""
    template = {
        "id": "only",
        "prompt": "Look.",
        "parameters": {"total": {"integer": [2, 9]}, "p": {"integer": [2, 9]}},
        "picture": {"drawing": f"<svg><!-- tall tower --><text x='1'>{drawing}</text></svg>", "alt": "A tower."},
        "steps": [],
    }
    skill = {"id": "s", "title": "S", "templates": [template]}
    found = slots_of({"title": "T", "units": [{"id": "u", "title": "U", "skills": [skill]}]}).slots
    return found["units", "u", "skills", "s", "templates", "only", "picture", "drawing"].needed


@pytest.mark.parametrize(
    "drawing",
    [
        "@total",
        "@{decimal(total/10, 2)}",
        "@{if(total > 3, 'x', 'y')}",
        "@{linear(p, 'x', total)}",
        "x² + 2½",
        "x &gt; 3 &amp; y",
        "$\\frac{1}{2}$",
    ],
)
def test_a_drawing_with_numbers_and_letters_alone_is_not_drawn_again(drawing: str) -> None:
    assert not lettered(drawing)


@pytest.mark.parametrize("drawing", ["@total km", "tall", "@{if(total > 3, 'tall', 'low')}", "@{p} of @total"])
def test_a_drawing_with_words_is(drawing: str) -> None:
    assert lettered(drawing)
