"""An answer in the learner's own words."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.open.grader import Open

INTERACTION: Interaction = Open()
