"""Codes people read aloud, settings they choose, and limits' view of an address."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.errors import InvalidInput
from chiron.engine.people import codes, preferences
from chiron.engine.people.preferences import Preferences
from chiron.engine.people.school import (
    make_slug,
    read_age_line,
    read_country,
    read_help_text,
    read_slug,
    read_time_zone,
)
from chiron.engine.people.sign_in import new_token, school_of
from chiron.engine.people.sign_in.limits import neighbourhood


def test_a_code_has_nothing_that_looks_alike() -> None:
    assert not set("Il1O0AEIOU") & set(codes.ALPHABET)
    many = {codes.make(6) for _ in range(200)}
    assert len(many) > 190
    assert all(set(code) <= set(codes.ALPHABET) for code in many)


@given(st.integers(4, 12))
def test_a_code_is_read_however_it_is_typed(length: int) -> None:
    code = codes.make(length)
    assert codes.read(codes.show(code)) == code
    assert codes.read(f"  {code.lower()} ") == code
    assert codes.read("-".join(code)) == code


@given(st.text(max_size=40))
def test_what_is_no_code_is_read_as_none(text: str) -> None:
    assert set(codes.read(text)) <= set(codes.ALPHABET)


def test_a_token_tells_its_school() -> None:
    school = uuid4()
    assert school_of(new_token(school)) == school
    for bad in ("", ".", "x" * 32 + "." + "y" * 43, school.hex, school.hex + ".", "ö" * 32 + "." + "y" * 43):
        assert school_of(bad) is None


def test_limits_see_an_ipv6_customer_as_one() -> None:
    assert neighbourhood("2001:db8:1:2:3:4:5:6") == neighbourhood("2001:db8:1:2::9")
    assert neighbourhood("::ffff:192.0.2.7") == "192.0.2.7" == neighbourhood("192.0.2.7")
    assert neighbourhood("testclient") == "testclient"


def test_settings_come_back_as_they_were_kept() -> None:
    chosen = preferences.from_form(
        {"theme": "dark", "reading_size": "150", "weekly_minutes": "90", "streaming": "on", "formulas": "on"}
    )
    assert chosen == Preferences(theme="dark", reading_size=150, weekly_minutes=90)
    assert preferences.read(chosen.as_json()) == chosen
    assert Preferences().as_json() == {}


@given(st.dictionaries(st.sampled_from(list(Preferences.__dataclass_fields__)), st.none() | st.integers() | st.text()))
def test_whatever_was_kept_gives_settings_that_work(kept: dict[str, object]) -> None:
    read = preferences.read(kept)
    assert read.reading_size in preferences.READING_SIZES
    assert read.theme in {"device", "light", "dark"}


@pytest.mark.parametrize(
    "form", [{"theme": "pink"}, {"reading_size": "1000"}, {"weekly_minutes": "-4"}, {"weekly_minutes": "٣"}]
)
def test_settings_that_are_not_offered_are_refused(form: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        preferences.from_form(form)
    assert refused.value.details["field"] == next(iter(form))


def test_a_schools_settings_are_read_or_refused() -> None:
    assert make_slug("Hillside School & Söhne") == "hillside-school-s-hne"
    assert make_slug("学校") == "school"
    assert read_slug(" Hillside ") == "hillside"
    assert read_country("gb") == "GB"
    assert read_time_zone("Europe/London") == "Europe/London"
    assert read_age_line("13") == 13
    assert read_help_text("Talk to Ms Okoro.\r\n\r\nRoom 3 \r\n") == "Talk to Ms Okoro.\n\nRoom 3"
    for read, bad in (
        (read_slug, "-a"),
        (read_country, "GBR"),
        (read_time_zone, "Mars/Olympus"),
        (read_age_line, "99"),
        (read_help_text, "x" * 4001),
        (read_help_text, "a\x00b"),
    ):
        with pytest.raises(InvalidInput):
            read(bad)
