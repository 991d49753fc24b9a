"""What is other between two versions of a course, for people to read: ``compare`` gives changes, grouped by place."""

from chiron.core.learning.difference.shape import Change, Difference, Group, Kind
from chiron.core.learning.difference.words import SAID

__all__ = ["SAID", "Change", "Difference", "Group", "Kind"]
