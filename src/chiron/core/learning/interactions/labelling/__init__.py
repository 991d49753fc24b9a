"""Labels for the parts of a drawing."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.labelling.grader import Labelling

INTERACTION: Interaction = Labelling()
