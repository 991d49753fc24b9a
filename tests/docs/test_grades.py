"""What is said of grades and of wrong ideas is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chiron.core.events import KINDS
from chiron.core.learning.grounds import ENTRIES
from chiron.core.learning.working.rules import RULES, SLIPS
from chiron.core.words import Outcome
from chiron.main.command import COMMANDS

REFERENCE = Path(__file__).parents[2] / "docs/reference"
GRADES = (REFERENCE / "grades.md").read_text("utf-8")
IDEAS = (REFERENCE / "wrong-ideas.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| `([a-z_-]+)` \| (.*) \|$", GRADES, re.M))


@pytest.mark.parametrize("entry", ENTRIES)
def test_each_entry_of_a_proof_is_told_as_it_is(entry: str) -> None:
    is_open, what = ENTRIES[entry]
    assert ROWS[entry] == f"{'shown' if is_open else 'left out'} | {what}"


def test_no_entry_is_told_that_there_is_not() -> None:
    table = GRADES.partition("## What shows it")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z_-]+)` \|", table, re.M)) == set(ENTRIES)


@pytest.mark.parametrize("outcome", [str(one) for one in Outcome])
def test_each_outcome_is_told(outcome: str) -> None:
    assert outcome in ROWS


def test_each_field_of_an_attempt_is_told() -> None:
    table = GRADES.partition("## What a grade holds")[2].partition("\n## ")[0]
    assert set(re.findall(r"`([a-z_]+)`", "\n".join(re.findall(r"^\| (.*?) \|", table, re.M)))) >= set(
        KINDS["step.attempted"].fields
    ) - {"proof"} | {"proof"}


@pytest.mark.parametrize("kind", re.findall(r"\(`([a-z]+\.[a-z-]+)`\)", GRADES))
def test_the_events_that_are_named_are_there(kind: str) -> None:
    assert kind in KINDS


def test_the_command_that_is_named_is_there() -> None:
    assert "regrade" in COMMANDS


@pytest.mark.parametrize("rule", [rule.id for rule in (*RULES, *SLIPS)])
def test_each_wrong_idea_has_a_title_and_an_example(rule: str) -> None:
    (row,) = re.findall(rf"^\| `{rule}` \| (.+?) \| `(.+?)` \| `(.+?)` \|$", IDEAS, re.M)
    assert all(row)
    assert row[1] != row[2]
