"""Copies with some fields changed: as the standard library makes them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as standard
from datetime import UTC, datetime
from typing import Any

import pytest

from chiron.core.learning.copying import replace
from chiron.core.learning.mastery import Estimate
from chiron.core.learning.state import LearnerState, Trace
from chiron.core.words import Outcome

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
TRACE = Trace("key", AT, Outcome.PARTLY, 1, "add", 7, "sign", {"correct": (0.5, 0.25)})


@pytest.mark.parametrize(
    ("value", "changed"),
    [
        (TRACE, {"share": 0.5}),
        (TRACE, {"outcome": Outcome.CORRECT, "misconception": None}),
        (TRACE, {}),
        (LearnerState(joined=AT), {"paused": "turn", "seconds": {"2026-11-02": 60}}),
        (Estimate(0.1, 0.2, 0.3, 0.4), {"mean": 1.0}),
    ],
)
def test_a_copy_is_what_the_standard_library_makes(value: Any, changed: dict[str, Any]) -> None:
    before = repr(value)
    made = replace(value, **changed)
    assert (type(made), made) == (type(value), standard(value, **changed))
    assert made is not value
    assert repr(value) == before


def test_no_field_is_no_copy() -> None:
    with pytest.raises(KeyError):
        replace(TRACE, shares=1.0)  # type: ignore[call-arg]


def test_what_checks_itself_when_made_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Checked:
        at: int

        def __post_init__(self) -> None:
            assert self.at > 0

    with pytest.raises(TypeError):
        replace(Checked(1), at=-1)
