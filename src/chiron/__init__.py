"""Chiron: an open personal tutor that a school, a family or one learner runs for themselves."""

__version__ = "0.1.0"
