"""All the right options among several."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.multiple_choice.grader import MultipleChoice

INTERACTION: Interaction = MultipleChoice()
