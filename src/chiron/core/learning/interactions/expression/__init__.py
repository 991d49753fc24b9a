"""A polynomial."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.expression.grader import Expression

INTERACTION: Interaction = Expression()
