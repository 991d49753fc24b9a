"""A table with gaps."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.table.grader import Table

INTERACTION: Interaction = Table()
