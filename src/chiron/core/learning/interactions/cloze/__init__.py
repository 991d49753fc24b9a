"""Gaps in a text."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.cloze.grader import Cloze

INTERACTION: Interaction = Cloze()
