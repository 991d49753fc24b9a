"""Mail that goes nowhere: tests look at what was posted, and say what should go wrong."""

from __future__ import annotations

from chiron.adapters.mail.message import SENDER, message
from chiron.ports.mail import Letter, NotSent


class FakeMail:
    """Keeps the letters. ``faults`` are raised one by one, before anything is kept; ``poisoned`` addresses always."""

    def __init__(self) -> None:
        """Begin empty."""
        self.letters: list[Letter] = []
        self.faults: list[NotSent] = []
        self.poisoned: dict[str, Exception] = {}

    async def post(self, letter: Letter) -> None:
        """See the port."""
        message(letter, SENDER)
        if letter.to in self.poisoned:
            raise self.poisoned[letter.to]
        if self.faults:
            raise self.faults.pop(0)
        self.letters = [*(kept for kept in self.letters if kept.id != letter.id), letter]
