"""When a goal is reached at the learner's own pace."""

from __future__ import annotations

from datetime import date, timedelta

from chiron.desks.tutoring.views.today import arrival

SINCE = date(2026, 11, 2)


def test_four_skills_in_twenty_days_make_eight_in_forty() -> None:
    now = SINCE + timedelta(days=20)
    assert arrival(SINCE, now, shown=4, left=8) == now + timedelta(days=40)


def test_nothing_is_promised_without_a_pace() -> None:
    assert arrival(SINCE, SINCE, shown=0, left=7) is None
    assert arrival(SINCE, SINCE + timedelta(days=3), shown=5, left=7) is None
    assert arrival(SINCE, SINCE + timedelta(days=30), shown=1, left=7) is None
    assert arrival(SINCE, SINCE + timedelta(days=300), shown=2, left=20) is None
    assert arrival(SINCE, SINCE + timedelta(days=30), shown=7, left=0) is None
