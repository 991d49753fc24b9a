"""One number."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.numeric.grader import Numeric

INTERACTION: Interaction = Numeric()
