"""What a customer's words give to the step that waits: yes or no, a fact that was asked for, a person, enough of it."""

from chiron.core.support.listening.answers import drops, wants_person, yes_or_no
from chiron.core.support.listening.values import Wanted, listen

__all__ = ["Wanted", "drops", "listen", "wants_person", "yes_or_no"]
