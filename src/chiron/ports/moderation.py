"""The port through which a message is read for danger and abuse by something that is no rule of ours.

It is asked before a model sees the message, beside the rules and never in their place: where it does not answer, they
stand. Each adapter is one service, and passes the contract's tests.
"""

from __future__ import annotations

from typing import Literal, Protocol, get_args

from chiron.core.errors import ChironError

Flag = Literal["suicide", "self-harm", "abuse", "threat", "harm-others", "eating", "runaway", "despair", "unfit"]
"""What a message may speak of: the categories of distress, and ``unfit`` for what a tutor does not take up (hate,
harassment, sexual content)."""
FLAGS: tuple[Flag, ...] = get_args(Flag)


class NotRead(ChironError):
    """The message was not read: nobody answered there in time, or what came is no reading."""

    code = "moderation-not-read"
    status = 503
    again = True


class Moderator(Protocol):
    """One service. ``name`` is the operator's word for it."""

    name: str

    async def read(self, text: str) -> frozenset[Flag]:
        """What the text speaks of; nothing for an ordinary one. Raises NotRead whatever goes wrong, nothing else but
        cancellation. It is given no more time than its caller waits.
        """

    async def close(self) -> None:
        """Close its connections."""
