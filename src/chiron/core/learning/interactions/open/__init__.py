"""An answer in the learner's own words."""

from chiron.core.learning.interactions.open.grader import Open

INTERACTION = Open()
