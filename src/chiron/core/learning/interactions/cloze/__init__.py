"""Gaps in a text."""

from chiron.core.learning.interactions.cloze.grader import Cloze

INTERACTION = Cloze()
