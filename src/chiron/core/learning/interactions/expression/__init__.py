"""A polynomial."""

from chiron.core.learning.interactions.expression.grader import Expression

INTERACTION = Expression()
