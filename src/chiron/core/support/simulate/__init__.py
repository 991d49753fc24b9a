"""Simulated customers of a shop: who they are, and a year of what they look at, buy, send back and write.

For the demo shop, for tests and for benchmarks. Pure: the same playbook and seed give the same events, and one customer
more changes nothing in the others. No event comes before its cause. What a real shop does not know, such as somebody's
true tastes, stands in ``Person`` and in no event.
"""

from __future__ import annotations

from chiron.core.support.simulate.people import SEGMENTS, Person, Segment, person
from chiron.core.support.simulate.run import Simulated, json_lines, simulate

__all__ = ["SEGMENTS", "Person", "Segment", "Simulated", "json_lines", "person", "simulate"]
