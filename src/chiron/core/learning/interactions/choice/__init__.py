"""One right option among several."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.choice.grader import Choice

INTERACTION: Interaction = Choice()
