"""Working shown line by line."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.working.grader import ShownWorking

INTERACTION: Interaction = ShownWorking()
