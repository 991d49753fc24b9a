"""A file of people, read: every fault by line, before anything is written."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.errors import InvalidInput
from chiron.engine.people.person import AgeBand, Role
from chiron.engine.people.roster import Plan, plan

HILLSIDE = UUID(int=1)
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def read(text: str, names: tuple[str, ...] = (), classes: tuple[str, ...] = ()) -> Plan:
    return plan(text.encode(), HILLSIDE, names, classes, NOW)


def test_a_whole_file_is_read() -> None:
    made = read(
        "Name;Sign-in name;Roles;Class;Age band;Birth year;Language;Agreed\n"
        "Ada Lovelace;;;8B;13-15;;en;yes\n"
        "Dana Okoro;dana;teacher author;8B;8C;;;\n".replace("8B;8C;;;", '"8B;8C";adult;;de;no'),
        classes=("8B",),
    )
    assert not made.faults
    ada, dana = made.entries
    assert (ada.person.name, ada.person.sign_in_name, ada.person.roles) == (
        "Ada Lovelace",
        "ada.lovelace",
        {Role.LEARNER},
    )
    assert ada.person.age_band is AgeBand.TEEN
    assert ada.agreed
    assert dana.person.roles == {Role.TEACHER, Role.AUTHOR}
    assert dana.classes == ("8B", "8C")
    assert dana.person.language == "de"
    assert not dana.agreed
    assert made.new_classes == ("8C",)


def test_every_fault_is_told_with_line_column_and_remedy() -> None:
    made = read(
        "name,sign_in_name,roles,birth_year,language,agreed\n"
        ",empty,,,,\n"
        "Ben,ben,king,,,\n"
        "Ben,ben b,,1200,english-please-now-thanks,perhaps\n"
        "Eve,dana,,,,\n"
        "Ann,ann,,,,\n"
        "Anna,ANN,,,,\n"
        "Flo,flo,,,,,extra\n",
        names=("dana",),
    )
    assert [(fault.line, fault.column) for fault in made.faults] == [
        (2, "name"),
        (3, "roles"),
        (4, "birth_year"),
        (4, "agreed"),
        (4, "language"),
        (5, "sign_in_name"),
        (7, "sign_in_name"),
        (8, ""),
    ]
    assert "line 6" in made.faults[6].message


def test_a_made_name_takes_no_given_one() -> None:
    made = read("name,sign_in_name\nAda Byron,\nAda King,ada.byron\n")
    assert [entry.person.sign_in_name for entry in made.entries] == ["ada.byron2", "ada.byron"]
    assert not made.faults


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no people"),
        ("name\n", "no people"),
        ("nome\nAda\n", "no column 'nome'"),
        ("roles\nlearner\n", "column name is missing"),
        ("name,name\nAda,Ben\n", "twice"),
        ("name\n" + "Ada\n" * 5001, "5000"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text: str, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        read(text)


def test_a_name_like_a_formula_is_only_a_name() -> None:
    made = read("name,sign_in_name\n\"'=cmd|' /C calc'!A0\",eve\n")
    assert made.entries[0].person.name == "=cmd|' /C calc'!A0"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_plan_or_one_clear_refusal(data: bytes) -> None:
    try:
        made = plan(b"name,sign_in_name,roles,class\n" + data, HILLSIDE, (), (), NOW)
    except InvalidInput:
        return
    assert made.entries or made.faults
