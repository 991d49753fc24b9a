"""The port through which notices leave as mail. Each adapter is one way of sending, and passes the contract's tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chiron.core.errors import ChironError


class NotSent(ChironError):
    """The letter did not go out just now; a later try may succeed."""

    code = "mail-not-sent"
    status = 503
    again = True


class Refused(NotSent):
    """The letter will never go out as it is: its address or its words were refused."""

    code = "mail-refused"
    status = 422
    again = False


@dataclass(frozen=True, slots=True)
class Letter:
    """One plain-text letter. ``id`` stays the same when it is sent again, so that a mailbox can tell it is the same."""

    id: str
    to: str
    title: str
    text: str
    when: datetime


class Mail(Protocol):
    """Somewhere that letters can be posted."""

    async def post(self, letter: Letter) -> None:
        """Send one letter; returns once it was handed over.

        Raises Refused for what will never be taken, NotSent for what may be taken later. Nothing else.
        """
