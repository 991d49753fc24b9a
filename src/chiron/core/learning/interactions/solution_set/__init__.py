"""All solutions: numbers, intervals, none, every number."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.solution_set.grader import SolutionSet

INTERACTION: Interaction = SolutionSet()
