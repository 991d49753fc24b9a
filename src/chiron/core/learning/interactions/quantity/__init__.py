"""A number with its unit."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.quantity.grader import Measurement

INTERACTION: Interaction = Measurement()
