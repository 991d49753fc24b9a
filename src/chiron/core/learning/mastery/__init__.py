"""What a learner knows, as far as we can tell. Learner models are found through entry points ``chiron.mastery``."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from chiron.core.learning.mastery.estimate import Estimate, Model, Observation, SkillView, kind_of, observed
from chiron.core.learning.mastery.gaussian import Gaussian

__all__ = ["Estimate", "Gaussian", "Model", "Observation", "SkillView", "kind_of", "model", "observed"]


@cache
def model(name: str = "gaussian") -> Model:
    """The learner model of that name. Raises LookupError if nobody offers it."""
    found = {point.name: point for point in entry_points(group="chiron.mastery")}
    if name in found:
        made: Model = found[name].load()()
        return made
    if name == "gaussian":  # a tree that was not installed again since the entry point came
        return Gaussian()
    raise LookupError(f"No learner model is called {name!r}; there are: {', '.join(sorted(found)) or 'none'}.")
