"""Extra time stretches what runs from a start to a due time, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.extra_time import EXTRA_TIMES, extended

START = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(("extra", "days"), [(0, 8), (25, 10), (50, 12), (100, 16)])
def test_the_time_given_is_stretched(extra: int, days: int) -> None:
    assert extended(START, START + timedelta(days=8), extra) == START + timedelta(days=days)


def test_what_was_over_before_it_began_stays() -> None:
    assert extended(START, START - timedelta(days=1), 100) == START - timedelta(days=1)


@pytest.mark.parametrize("extra", [-25, 1, 75, 200])
def test_other_figures_are_refused(extra: int) -> None:
    with pytest.raises(ValueError, match="per cent"):
        extended(START, START + timedelta(days=1), extra)


@given(st.timedeltas(timedelta(0), timedelta(days=400)), st.sampled_from(EXTRA_TIMES), st.sampled_from(EXTRA_TIMES))
def test_more_extra_time_is_never_sooner(span: timedelta, one: int, other: int) -> None:
    less, more = sorted((one, other))
    assert START + span <= extended(START, START + span, less) <= extended(START, START + span, more)
