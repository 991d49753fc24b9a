"""Things to put in order."""

from chiron.core.learning.interactions.order.grader import Order

INTERACTION = Order()
