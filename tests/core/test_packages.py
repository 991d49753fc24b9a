"""What a package says, folded: where a learner goes on, what may be opened, and when it is whole."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from chiron.core.events import KINDS, Draft, Event, undeclared
from chiron.core.learning.packages import (
    LAUNCHED,
    REPORTED,
    Contents,
    Playable,
    Played,
    Report,
    fold,
    opened,
    reachable,
    upcoming,
    whole,
)

NOW = datetime(2026, 11, 22, tzinfo=UTC)
NOBODY = UUID(int=0)
CONTENTS = Contents(
    standard="scorm-1.2",
    title="Beads",
    parts=(
        Playable(key="a", title="A", start="a.html"),
        Playable(key="b", title="B", start="b.html", needs=(("a",),)),
        Playable(key="c", title="C", start="c.html", reports=False),
    ),
)


def event(kind: str, launch: str, part: str = "a", package: str = "beads", **more: Any) -> Event:
    body: dict[str, Any] = {"package": package, "launch": launch, "part": part}
    if kind == REPORTED:
        body |= Report(number=1, **more).model_dump(mode="json", exclude={"number"})
    assert not undeclared(kind, body)
    return Event(NOBODY, NOBODY, NOBODY, 1, Draft(kind, body, "k", None, NOW, version=KINDS[kind].version))


def test_a_sitting_goes_on_where_it_was_left() -> None:
    log = [
        event(LAUNCHED, "1"),
        event(REPORTED, "1", completion="incomplete", place="p2", state="s", seconds=60, answers=({"id": "q"},)),
        event(REPORTED, "1", completion="incomplete", place="p3", state=None, seconds=90, suspended=True, ended=True),
        event(LAUNCHED, "2"),
        event(REPORTED, "1", place="late"),
        event(REPORTED, "2", package="other", place="another"),
        event(REPORTED, "2", completion="completed", place="p9", seconds=30, ended=True),
    ]
    was = fold(log[:4], "beads")["a"]
    assert (was.entry, was.place, was.state, was.before, was.finished) == ("resume", "p3", "s", 90, False)
    after = fold(log, "beads")["a"]
    assert (after.entry, after.place, after.before + after.seconds, after.finished) == ("", "p9", 120, True)
    assert (after.launches, after.answers) == (2, 1)
    assert Played().entry == "ab-initio"


def test_a_sitting_that_broke_off_is_resumed_and_one_that_said_nothing_begins() -> None:
    assert fold([event(LAUNCHED, "1"), event(REPORTED, "1", place="p2")], "beads")["a"].entry == "resume"
    assert fold([event(LAUNCHED, "1")], "beads")["a"].entry == "ab-initio"


def test_what_was_finished_stays_finished() -> None:
    log = [event(LAUNCHED, "1"), event(REPORTED, "1", success="passed"), event(LAUNCHED, "2"), event(REPORTED, "2")]
    assert fold(log, "beads")["a"].finished
    assert not fold([event(LAUNCHED, "1"), event(REPORTED, "1", success="failed")], "beads")["a"].finished


def test_parts_open_as_others_are_finished() -> None:
    played = fold([], "beads", CONTENTS)
    assert (sorted(opened(CONTENTS, played)), upcoming(CONTENTS, played).key) == (["a", "c"], "a")
    log = [event(LAUNCHED, "1", "c"), event(LAUNCHED, "2"), event(REPORTED, "2", success="passed")]
    played = fold(log, "beads", CONTENTS)
    assert (sorted(opened(CONTENTS, played)), upcoming(CONTENTS, played).key) == (["a", "b", "c"], "b")
    assert not whole(CONTENTS, played)
    done = {key: Played(finished=True) for key in "abc"}
    assert whole(CONTENTS, done)
    assert upcoming(CONTENTS, done).key == "a"


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=2), max_size=6))
def test_what_is_reachable_can_be_reached_one_by_one(needs: dict[str, list[str]]) -> None:
    parts = [
        Playable(key=key, title=key, start=key, needs=(tuple(after),) if after else ()) for key, after in needs.items()
    ]
    found = reachable(parts)
    done = set[str]()
    while step := [
        one.key for one in parts if one.key not in done and (not one.needs or done.issuperset(one.needs[0]))
    ]:
        done.update(step)
    assert found == done


@pytest.mark.parametrize(
    "wrong",
    [{"number": 0}, {"number": 1, "progress": float("nan")}, {"number": 1, "seconds": 1e9}, {"number": 1, "of": "Ada"}],
)
def test_a_report_beyond_its_bounds_is_none(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Report.model_validate(wrong)
