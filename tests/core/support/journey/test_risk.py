"""The risk of leaving, by hand and by what must hold."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.support.journey.forecast import Forecast, Likely
from chiron.core.support.journey.risk import curve, leaving, risk, waiting
from chiron.core.support.journey.traces import Trace
from tests.core.support.journey.walks import at, trace

HOUR = timedelta(hours=1)
NONE = Forecast((), 0.0, 0)


def test_the_curve_of_those_who_came_and_those_still_waiting() -> None:
    # Of 4: one comes at 1; one is lost sight of at 2; of the 2 left one comes at 3, the other is never seen again.
    found = curve([(1.0, True), (2.0, False), (3.0, True), (9.0, False)])
    assert found.times == (1.0, 3.0)
    assert found.shares == pytest.approx((0.75, 0.375))
    assert [found.quiet(seconds) for seconds in (0, 1, 2.9, 100)] == pytest.approx([1, 0.75, 0.75, 0.375])


@given(st.lists(st.tuples(st.floats(0, 100), st.booleans()), max_size=30))
def test_every_curve_falls_between_one_and_nothing(waits: list[tuple[float, bool]]) -> None:
    found = curve(waits)
    assert list(found.times) == sorted(set(found.times))
    assert all(0 <= two <= one <= 1 for one, two in zip((1.0, *found.shares), found.shares, strict=False))


def test_the_longer_the_quiet_the_likelier_that_it_stays() -> None:
    back = [trace("basket.added order.placed", f"b{number}", 1 + number) for number in range(40)]
    gone = [trace("basket.added", f"g{number}") for number in range(40)]
    waits = waiting([*back, *gone], at(5000))
    soon, later = (leaving(waits, "basket.added", quiet * HOUR, 100 * HOUR) for quiet in (0, 39))
    assert 0.45 < soon < later
    assert leaving(waits, "never.met", 0 * HOUR, 100 * HOUR) == pytest.approx(
        waits.all.quiet(100 * 3600) / waits.all.quiet(0)
    )


def test_a_journey_under_way_is_no_loss() -> None:
    done = [trace("a b", f"d{number}", 10) for number in range(30)]
    waits = waiting([*done, *(trace("a", f"n{number}", start=95) for number in range(30))], at(100))
    assert waits.steps["a"].quiet(10 * 3600) == 0.0


def test_risk_tells_its_grounds() -> None:
    waits = waiting([trace("a b"), trace("a", "Ben")], at(1000))
    chances = Forecast((Likely("case.opened:late", 0.25), Likely("order.returned", 0.25), Likely("a", 0.5)), 0.1, 9)
    found = risk(trace("a"), waits, chances, at(5))
    assert found is not None
    assert (found.after, found.quiet, found.many, found.trouble) == ("a", 5 * HOUR, 2, 0.5)
    assert 0 <= found.leaving <= 1
    assert risk(Trace("Ada"), waits, NONE, at(5)) is None
    unknown = risk(trace("z"), waits, NONE, at(5))
    assert unknown is not None
    assert (unknown.many, unknown.trouble) == (0, 0)
