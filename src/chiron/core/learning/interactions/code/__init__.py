"""A Python function, judged by tests."""

from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.interactions.code.grader import Code

INTERACTION: Interaction = Code()
