"""Where others' problems and texts come from stands beside them, and what is forbidden where one chooses them."""

from __future__ import annotations

from html import unescape

import pytest

from chiron.core.learning.course import Origin
from chiron.faces.web.language import using
from chiron.faces.web.origins import cautions, origin_words
from tests.web.conftest import Browser
from tests.web.shelved_others import ada, dana, shelved
from tests.web.test_learner import AT, begin
from tests.web.test_looking import words
from tests.web.test_sheets import begin as begin_check

LINE = "From Free <b>Items</b> by R. Roe, CC BY-NC-ND 4.0"
BOOK = "From Balances & Scales by Ana Ruiz, Bo Lee, CC BY 4.0"


__all__ = ["ada", "dana", "shelved"]


async def test_a_problem_says_where_it_comes_from(ada: Browser) -> None:
    await begin(ada)
    assert LINE in words(ada.page)
    assert "https://creativecommons.org/licenses/by-nc-nd/4.0/" in ada.page
    assert "javascript:" not in ada.page
    assert "Free <b>Items</b>" not in ada.page


async def test_a_problem_of_ones_own_says_nothing(ada: Browser) -> None:
    await begin(ada, skill="third")
    assert 'class="small quiet origin"' not in ada.page


async def test_a_question_of_a_check_says_it_too(ada: Browser) -> None:
    await begin_check(ada)
    pages = [words((await ada.get(f"{AT}/check/question/{number}")).text) for number in (1, 2, 3)]
    assert any(LINE in page for page in pages), pages


async def test_a_lesson_says_where_it_comes_from(ada: Browser) -> None:
    page = (await ada.get(f"{AT}/lessons/first")).text
    assert BOOK in words(page)
    assert 'href="https://books.example/balances?page=1&amp;part=2"' in page
    assert 'class="small quiet origin"' not in (await ada.get(f"{AT}/lessons/third")).text


async def test_who_chooses_sees_what_the_licence_forbids(dana: Browser) -> None:
    item = words((await dana.get("/teacher/courses/tiny/first/items/one")).text)
    assert "Not for commercial use" in item
    assert "Not to be changed" in item
    course = words((await dana.get("/teacher/courses/tiny")).text)
    assert "What comes from others" in course
    assert f"{LINE} Not for commercial use" in course
    assert "3 templates" in course
    skill = words((await dana.get("/teacher/courses/tiny/first")).text)
    assert BOOK in skill
    assert "Not for commercial use" not in skill
    guide = words((await dana.get("/teacher/guide/tiny/unit")).text)
    assert f"{LINE} Not for commercial use" in guide


@pytest.mark.parametrize(
    ("origin", "english", "spanish"),
    [
        (Origin(title="T"), "From T", "De T"),
        (Origin(title="T", licence="MIT"), "From T, MIT", "De T, MIT"),
        (Origin(title="T", authors=("A", "B")), "From T by A, B", "De T, de A, B"),
        (Origin(title="T", authors=("A",), licence="CC-BY-4.0"), "From T by A, CC BY 4.0", "De T, de A, CC BY 4.0"),
        (Origin(title="<i>", authors=("<b>",)), "From <i> by <b>", "De <i>, de <b>"),
    ],
)
def test_it_is_said_in_the_language_of_the_page(origin: Origin, english: str, spanish: str) -> None:
    said = origin_words(origin)
    assert said.count("<cite>") == 1
    assert unescape(said.striptags()) == english
    with using("es"):
        assert unescape(origin_words(origin).striptags()) == spanish


def test_where_no_licence_is_named_that_is_said() -> None:
    assert cautions(Origin(title="T")) == ["No licence allows its use: ask whoever wrote it before you share it."]
    assert cautions(Origin(title="T", licence="CC-BY-4.0")) == []
