"""Names, ages and roles as people type them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.errors import InvalidInput
from chiron.engine.people.person import (
    AgeBand,
    Role,
    below_line,
    fold_sign_in_name,
    read_age_band,
    read_birth_year,
    read_name,
    read_roles,
    read_sign_in_name,
    suggest_sign_in_name,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada", "ada"),
        ("  ada.lovelace ", "ada.lovelace"),
        ("ＡＤＡ", "ada"),
        ("Straße", "strasse"),
        ("ada@example.org", "ada@example.org"),
        ("محمد", "محمد"),
        ("李小龍", "李小龍"),
        ("ﬁona", "fiona"),
        ("o'brien", "o'brien"),
    ],
)
def test_a_sign_in_name_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert read_sign_in_name(typed) == kept


@pytest.mark.parametrize("typed", ["", " ", "a", "a b", "x" * 65, "a\x00b", "a<b>", "ada\u202eb", "a/b", "💥💥"])
def test_a_bad_sign_in_name_is_refused_with_its_place(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_sign_in_name(typed)
    assert refused.value.details["field"] == "sign_in_name"


@given(st.text(max_size=70))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_sign_in_name(fold_sign_in_name(text)) == fold_sign_in_name(text)


@pytest.mark.parametrize("typed", ["Ada Lovelace", "José", "Nguyễn Thị Minh", "عائشة", "O’Brien-Smith", "<b>Bob</b>"])
def test_names_of_every_kind_are_kept(typed: str) -> None:
    assert read_name(f"  {typed}  ") == unicodedata.normalize("NFC", typed)


@pytest.mark.parametrize("typed", ["", "   ", "x" * 121, "a\x00", "a\x1b[31m", "Ada\u202egnp.exe", "a\ud800"])
def test_a_bad_name_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_name(typed)
    assert refused.value.details["field"] == "name"


def test_a_name_of_several_lines_becomes_one() -> None:
    assert read_name("Ada\n  Lovelace\t") == "Ada Lovelace"


@given(st.text(min_size=1, max_size=80), st.integers(0, 4))
def test_a_suggested_name_is_free_and_usable(name: str, taken: int) -> None:
    used: set[str] = set()
    for _ in range(taken + 1):
        suggested = suggest_sign_in_name(name, used)
        assert suggested not in used
        assert read_sign_in_name(suggested) == suggested
        used.add(suggested)


def test_suggestions_look_like_names() -> None:
    assert suggest_sign_in_name("Ada Lovelace", []) == "ada.lovelace"
    assert suggest_sign_in_name("Ada Lovelace", ["ada.lovelace"]) == "ada.lovelace2"


def test_roles_are_read_by_name() -> None:
    assert read_roles(["Teacher", "author "]) == {Role.TEACHER, Role.AUTHOR}
    with pytest.raises(InvalidInput, match="'headmaster'"):
        read_roles(["headmaster"])
    with pytest.raises(InvalidInput):
        read_roles([])


@pytest.mark.parametrize(
    ("band", "born", "below"),
    [
        (None, None, True),
        (AgeBand.UNDER_13, None, True),
        (AgeBand.TEEN, None, True),
        (AgeBand.OLDER_TEEN, None, False),
        (None, 2009, False),
        (None, 2010, True),
        (AgeBand.ADULT, 2020, True),
    ],
)
def test_in_doubt_somebody_is_below_the_age_line(band: AgeBand | None, born: int | None, below: bool) -> None:
    assert below_line(16, 2026, band, born) is below


def test_ages_are_read_or_refused() -> None:
    assert read_birth_year(" 2014 ", 2026) == 2014
    assert read_birth_year("", 2026) is None
    assert read_age_band("13-15") is AgeBand.TEEN
    assert read_age_band(" ") is None
    for bad in ("14", "2027", "-5", "two", "²014"):
        with pytest.raises(InvalidInput):
            read_birth_year(bad, 2026)
    with pytest.raises(InvalidInput):
        read_age_band("12")
