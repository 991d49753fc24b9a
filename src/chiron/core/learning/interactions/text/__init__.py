"""A word or short phrase."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.text.grader import ShortText

INTERACTION: Interaction = ShortText()
