"""All the right options among several."""

from chiron.core.learning.interactions.multiple_choice.grader import MultipleChoice

INTERACTION = MultipleChoice()
