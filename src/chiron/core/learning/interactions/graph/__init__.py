"""Points, lines and half-planes drawn on a grid."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.graph.grader import Graph

INTERACTION: Interaction = Graph()
