"""Things to put in order."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.order.grader import Order

INTERACTION: Interaction = Order()
