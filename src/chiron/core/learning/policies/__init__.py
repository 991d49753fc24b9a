"""Who chooses the next thing to do. Policies are found through entry points ``chiron.policies``."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from chiron.core.learning import POLICY
from chiron.core.learning.policies.gain import Gain
from chiron.core.learning.policies.reasons import REASONS
from chiron.core.learning.policies.steady import Steady
from chiron.core.learning.policies.view import CourseView, Hours, Lock, Policy, Purpose

__all__ = ["REASONS", "CourseView", "Gain", "Hours", "Lock", "Policy", "Purpose", "Steady", "policy"]


@cache
def policy(name: str = POLICY) -> Policy:
    """The policy of that name. Raises LookupError if nobody offers it."""
    found = {point.name: point for point in entry_points(group="chiron.policies")}
    if name in found:
        made: Policy = found[name].load()()
        return made
    ours: dict[str, type[Steady] | type[Gain]] = {"steady": Steady, "gain": Gain}
    if name in ours:  # a tree that was not installed again since the entry point came
        return ours[name]()
    raise LookupError(f"No policy is called {name!r}; there are: {', '.join(sorted(found)) or 'none'}.")
