"""Things to pair, or to sort into groups."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.match.grader import Match

INTERACTION: Interaction = Match()
