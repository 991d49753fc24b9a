"""Ids sort by time and are valid UUIDs of version 7."""

from __future__ import annotations

import time
import uuid

from chiron.engine.records.ids import new_id


def test_shape_and_order() -> None:
    made = []
    for _ in range(50):
        made.append(new_id())
        time.sleep(0.0001)
    assert made == sorted(made)
    assert {(one.version, one.variant) for one in made} == {(7, uuid.RFC_4122)}
    assert abs((made[0].int >> 80) - time.time() * 1000) < 60_000


def test_no_two_are_equal() -> None:
    assert len({new_id() for _ in range(10_000)}) == 10_000
