"""A short answer in the learner's own words."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.short_text.grader import ShortAnswer

INTERACTION: Interaction = ShortAnswer()
