"""A word or short phrase."""

from chiron.core.learning.interactions.text.grader import ShortText

INTERACTION = ShortText()
