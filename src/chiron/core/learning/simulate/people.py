"""Simulated people by family."""

from __future__ import annotations

from random import Random

from chiron.core.learning.course import Course
from chiron.core.learning.simulate.curves import Curves
from chiron.core.learning.simulate.graphs import Nature
from chiron.core.learning.simulate.minds import Mind, Person, Traits, closed_part
from chiron.core.learning.simulate.rises import Rises
from chiron.core.learning.simulate.steps import Steps
from chiron.core.learning.simulate.traces import Traces

FAMILIES: dict[str, type[Person]] = {"steps": Steps, "curves": Curves, "traces": Traces, "rises": Rises}
"""Every family by name."""


def person(family: str, course: Course, nature: Nature, traits: Traits, chance: Random) -> Mind:
    """Somebody of a family. Raises ValueError for a family that there is not."""
    if family not in FAMILIES:
        raise ValueError(f"No family of simulated learners is called {family!r}; there are: {', '.join(FAMILIES)}.")
    begun = closed_part(course, traits.ahead, chance)
    return FAMILIES[family](course, nature, traits, begun)  # type: ignore[return-value]
