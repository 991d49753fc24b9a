"""The port through which a language model is asked for words. Each adapter is one product, and passes the contract's
tests. A model words, reads or proposes; it never decides, so that each of its failures costs words and nothing else.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, Protocol

from chiron.core.errors import ChironError

Role = Literal["system", "user", "assistant"]
"""Who speaks in a message. Instructions come as ``system``, first; they are the stable part that providers cache."""
Purpose = Literal["words", "reading", "answer", "proposal", "moderation", "trial", "summary"]
"""What an ask is for: the words of a move, reading an unclear message, answering a free question, proposing a reading
of an open answer, looking whether the model answers at all (``chiron doctor``), or summing up a talk."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of an ask."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a model may take; an adapter keeps to it whatever the provider does.

    ``first`` and ``total`` are seconds from the asking to the first words and to the end; ``letters`` are the
    characters of words. What comes over the wire is bounded by the adapter itself.
    """

    first: float = 2.5
    total: float = 20.0
    letters: int = 8_000


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked. ``most_tokens`` bounds what is said; ``stop`` are texts at which the model stops. ``key`` is the
    same for each try of one ask at one model, so that a provider that knows such keys charges once; "" is none.
    """

    messages: tuple[Message, ...]
    most_tokens: int = 400
    temperature: float = 0.3
    stop: tuple[str, ...] = ()
    purpose: Purpose = "words"
    bounds: Bounds = field(default_factory=Bounds)
    key: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, never empty; all pieces in their order are the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Used:
    """What it took: tokens of the prompt, those of them that came from the provider's cache, and tokens said.

    ``cost`` is in ``currency`` (ISO 4217), None where no price is known. ``counted`` is False where the provider told
    no tokens and they were estimated from the letters.
    """

    model: str
    prompt: int
    cached: int
    completion: int
    cost: Decimal | None = None
    currency: str = ""
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Ended:
    """The answer is whole: ``done``; cut at ``most_tokens``: ``length``; or stopped by the provider's own filter."""

    reason: Literal["done", "length", "filtered"]


Event = Piece | Used | Ended


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost: asked, said, and asked but found in the provider's cache."""

    prompt: Decimal
    completion: Decimal
    cached: Decimal
    currency: str

    def of(self, prompt: int, cached: int, completion: int) -> Decimal:
        """The cost of one call; ``cached`` tokens are part of ``prompt``."""
        told = self.prompt * (prompt - cached) + self.cached * cached + self.completion * completion
        return told / 1_000_000


class Model(Protocol):
    """One configured model. ``name`` is the operator's own word for it."""

    name: str

    def stream(self, ask: Ask) -> AsyncGenerator[Event, None]:
        """Any number of ``Piece``, then one ``Used``, then one ``Ended``; nothing after it.

        Raises a ModelError instead of what is still to come, whatever goes wrong; nothing else but cancellation. Close
        it (``aclose``) where it is not read to the end: the connection is closed with it.
        """


class ModelError(ChironError):
    """No words, or no more words, came from a model. ``again`` says whether the same ask may succeed soon."""

    code = "model"
    status = 503


class Unreachable(ModelError):
    """Nobody answered there, or the server failed (5xx)."""

    code = "model-unreachable"
    again = True


class TooSlow(ModelError):
    """The first words or the end did not come in time."""

    code = "model-too-slow"
    again = True


class CutOff(ModelError):
    """The stream broke off before its end."""

    code = "model-cut-off"
    again = True


class Busy(ModelError):
    """Too many asks just now (429); ``details['seconds']`` says how long to wait, where the provider told."""

    code = "model-busy"
    again = True


class OutOfQuota(ModelError):
    """The account at the provider is spent; the operator has to act."""

    code = "model-out-of-quota"


class WrongKey(ModelError):
    """The key is missing, wrong, or may not use this model."""

    code = "model-wrong-key"


class Declined(ModelError):
    """The provider does not take this ask: an unknown model, a prompt too long, a content filter."""

    code = "model-declined"


class Garbage(ModelError):
    """What came is no answer of a language model: HTML, broken JSON, invalid UTF-8, or nothing at all."""

    code = "model-garbage"


class TooMuch(ModelError):
    """More came than was allowed; the rest was not read."""

    code = "model-too-much"


class Withheld(ModelError):
    """Nothing was asked, and nothing left: no consent, a spent budget, a model the school did not allow, no model at
    all, or none that stands on this machine. ``details['why']`` says which; the authored words are said.
    """

    code = "model-withheld"
    status = 409


class NotInstalled(ModelError):
    """The optional part that talks with language models is not installed; the message says how."""

    code = "model-not-installed"
