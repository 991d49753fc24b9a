"""What is other between two versions of a course, for people to read: ``compare`` gives changes, grouped by place."""

from chiron.core.learning.difference.comparing import compare
from chiron.core.learning.difference.reading import with_pieces
from chiron.core.learning.difference.shape import Change, Difference, Group, Kind
from chiron.core.learning.difference.texts import Piece, pieces
from chiron.core.learning.difference.words import FIELDS, SAID

__all__ = ["FIELDS", "SAID", "Change", "Difference", "Group", "Kind", "Piece", "compare", "pieces", "with_pieces"]
