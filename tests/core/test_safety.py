"""Distress is found in every offered language, however it is spelled, and ordinary words are left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.language.safety import Severity, screen
from chiron.core.language.safety.help_lines import ANYWHERE, COUNTRIES, help_for
from chiron.core.language.safety.views import near
from chiron.core.learning.content import to_content
from chiron.core.learning.translation import in_language
from chiron.core.words import Json
from chiron.engine.library.reading import read_course
from tests.core.language_data import HERE, LANGUAGE, rows

COURSES = Path(__file__).parents[2] / "courses"
EXAMPLES = [tuple(row) for row in rows(LANGUAGE / "safety" / "examples.txt", 4)]


@pytest.mark.parametrize(("verdict", "category", "language", "message"), EXAMPLES)
def test_an_example_is_read_as_it_says(verdict: str, category: str, language: str, message: str) -> None:
    found = screen(message)
    assert (found is not None) == (verdict == "stop"), found


def measured(path: Path) -> tuple[float, float, int, int]:
    """(share of distress found, share of ordinary messages stopped, how many of each)."""
    counts = Counter((verdict, screen(message) is not None) for verdict, _, _, message in rows(path, 4))
    stops, allows = counts["stop", True] + counts["stop", False], counts["allow", True] + counts["allow", False]
    return counts["stop", True] / stops, counts["allow", True] / allows, stops, allows


def test_plain_distress_of_the_held_out_set_is_found() -> None:
    """Measured when written: 104 of 104 found and 0 of 88 ordinary messages stopped."""
    found, wrongly, stops, allows = measured(HERE / "distress_held_out.txt")
    assert stops >= 100
    assert allows >= 80
    assert found >= 0.97
    assert wrongly <= 0.03


def test_fresh_words_are_found_as_often_as_was_measured() -> None:
    """By another hand than the rules': 31 of 46 found when this set was written, 36 since, 0 of 24 stopped wrongly.

    This is the honest figure; the moderation port of a later issue is to raise it. It must not fall.
    """
    found, wrongly, _, _ = measured(HERE / "distress_fresh.txt")
    assert found >= 0.76
    assert wrongly <= 0.05


@pytest.mark.parametrize(("language", "least"), [("en", 0.95), ("es", 0.95)])
def test_words_kept_from_whoever_wrote_the_rules_are_found(language: str, least: float) -> None:
    """Measured: English 120 of 125 found and 4 of 125 wrongly, Spanish 79 of 82 and 4 of 82; how is on the page.

    The page is docs/how-to/when-a-learner-is-in-distress.md. Whoever reads the set to write rules spoils it.
    """
    found, wrongly, stops, allows = measured(HERE / f"distress_unseen_{language}.txt")
    assert min(stops, allows) >= 80
    assert found >= least
    assert wrongly <= 0.05


def said(value: Json) -> Iterator[str]:
    """Every text of a course's content but its formulas, paragraph by paragraph."""
    if isinstance(value, str):
        yield from value.split("\n\n")
    for name, each in value.items() if isinstance(value, dict) else ():
        yield from () if name in ("where", "compute") else said(each)
    for each in value if isinstance(value, list) else ():
        yield from said(each)


EACH = [pytest.param(8, id="some"), pytest.param(1, id="all", marks=pytest.mark.slow)]
"""Every eighth text, or every one."""


@pytest.mark.parametrize("each", EACH)
@pytest.mark.parametrize("folder", ["foundations-of-algebra", "the-living-cell"])
def test_nothing_that_a_course_says_is_distress(folder: str, each: int) -> None:
    """Whoever copies a lesson, a hint or an item into a message, in any of its languages, must not be stopped."""
    course = read_course(COURSES / folder)
    every = [course, *(in_language(course, tag) for tag in course.languages)]
    texts = {text for one in every for text in said(to_content(one))}
    assert len(texts) > 15_000
    assert [text for text in sorted(texts)[::each] if screen(text)] == []


@pytest.mark.parametrize(
    "spelled",
    [
        "k i l l   m y s e l f", "k.i.l.l m.y.s.e.l.f", "k1ll mys3lf", "KILL MYSELF", "kill my self", "killmyself",
        "k*ll myself", "ｋｉｌｌ ｍｙｓｅｌｆ", "kill\u200b myself", "kíll mysélf", "kiiiill myself", "kill myslef",
        "$uicide", "su!cide", "suicde", "unal1ve", "kms", "k.m.s", "wanna d1e", "i want 2 die",
    ],
)  # fmt: skip
def test_spelling_games_do_not_hide_it(spelled: str) -> None:
    assert screen(f"i think i {spelled}" if not spelled.startswith(("i ", "$")) else spelled)


def test_it_is_read_in_any_language_and_in_the_middle_of_maths() -> None:
    assert screen("x = 3 and also quiero morirme jaja").language == "es"  # type: ignore[union-attr]
    assert screen("3x + 4 = 10. i want to die. x = 2").severity is Severity.URGENT  # type: ignore[union-attr]


def test_a_saying_does_not_hide_what_stands_beside_it() -> None:
    assert screen("this homework is killing me") is None
    assert screen("this homework is killing me and i want to kill myself") is not None


def test_the_end_of_a_very_long_message_is_read() -> None:
    assert screen("bla " * 250_000 + " i want to kill myself") is not None


@settings(deadline=None)
@given(st.text(max_size=2_000))
def test_no_text_raises(text: str) -> None:
    screen(text)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("kil mysef.-*1$ \n\t\u202e\u0000😀"), max_size=300))
def test_no_play_with_letters_raises(text: str) -> None:
    screen(text)


@settings(deadline=None)
@given(st.integers(-999, 999), st.integers(-999, 999), st.sampled_from("xyzn"), st.sampled_from("+-*/"))
def test_sums_and_answers_are_never_distress(a: int, b: int, letter: str, sign: str) -> None:
    for text in (
        f"{letter} = {a}",
        f"{a}{letter} {sign} {b} = 0",
        f"is it {a}/{b}?",
        f"{a}.{abs(b)}",
        f"({a}){sign}({b})",
    ):
        assert screen(text) is None, text


def test_near_words_differ_by_one_slip() -> None:
    assert near("sucide", "suicide")
    assert near("sucidie", "suicide") is False
    assert near("suiicde", "suicide")
    assert near("suicidee", "suicide")
    assert near("suixide", "suicide")
    assert not near("decide", "suicide")


def test_every_country_has_an_emergency_number_and_a_line_with_its_source() -> None:
    for code, country in COUNTRIES.items():
        assert country.code == code
        assert country.emergency
        assert country.lines
        assert all(line.name and line.contact and line.source for line in country.lines)


@pytest.mark.parametrize(
    ("country", "contact"),
    [
        ("GB", "0800 1111"), ("uk", "116 123"), ("US", "988"), ("IE", "1800 66 66 66"), ("CA", "1-800-668-6868"),
        ("AU", "1800 55 1800"), ("NZ", "1737"), ("DE", "116 111"), ("ES", "024"), ("FR", "119"), ("MX", "800 911 2000"),
        ("IN", "1098"), ("PT", "116 111"), ("JP", "findahelpline.com"), (None, "findahelpline.com"),
    ],
)  # fmt: skip
def test_a_learner_on_their_own_finds_a_line(country: str | None, contact: str) -> None:
    found, lines = help_for(country)
    assert any(contact in line.contact for line in lines)
    assert ANYWHERE in lines
    assert found is None or found.emergency
