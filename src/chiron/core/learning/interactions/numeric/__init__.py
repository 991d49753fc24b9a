"""One number."""

from chiron.core.learning.interactions.numeric.grader import Numeric

INTERACTION = Numeric()
