"""What of a sent event is taken: who may send which kind, how old it may be, and which consent it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec

from chiron.core.errors import InvalidInput
from chiron.core.support.bounds import Certainty, Consent
from chiron.core.support.events import BROWSING, Touch
from chiron.core.support.kinds import ConsentGiven, ConsentWithdrawn, FactNoted, SignedIn, SignedOut

AHEAD = timedelta(minutes=5)
"""Clocks differ by as much."""
OLDEST_FROM_BROWSER = timedelta(days=7)
"""A page that was open while the network was away sends what it kept."""
OLDEST = timedelta(days=3650)

FROM_BROWSER = BROWSING | {"consent.given", "consent.withdrawn"}
"""What a browser may tell of itself. Orders, sign-ins, cases and facts come from the shop's server or from Chiron."""
NEEDS: Mapping[str, Consent] = {
    **dict.fromkeys(BROWSING, Consent.BROWSING),
    "mail.opened": Consent.MAIL,
    "offer.shown": Consent.OFFERS,
    "offer.taken": Consent.OFFERS,
    "offer.declined": Consent.OFFERS,
}
"""The consent without which a kind is not kept."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the shop's server, or a browser that speaks for one visitor and for who is signed in there.

    ``customer`` is told by the face from its own session, never by the browser.
    """

    browser: bool = False
    customer: str | None = None
    visitor: str | None = None


@dataclass(slots=True)
class Consents:
    """A person's consents over time: what was said when. Browsing needs a yes then, and none taken back since."""

    said: list[tuple[datetime, str, Consent, bool]] = field(default_factory=list)

    def note(self, touches: Iterable[Touch]) -> None:
        """Add what these events say."""
        for touch in touches:
            if isinstance(touch.body, ConsentGiven | ConsentWithdrawn):
                given = isinstance(touch.body, ConsentGiven)
                self.said.append((touch.at, touch.key, touch.body.what, given))
                self.said.sort(key=lambda line: line[:2])

    def allow(self, touch: Touch) -> bool:
        """Whether a touch may be kept: it needs no consent, or had it then and has it now."""
        needed = needs(touch)
        if needed is None:
            return True
        lines = [(at, given) for at, _, what, given in self.said if what is needed]
        then = [given for at, given in lines if at <= touch.at]
        return bool(then) and then[-1] and lines[-1][1]


def needs(touch: Touch) -> Consent | None:
    """The consent without which this is not kept; None where it needs none."""
    if isinstance(touch.body, FactNoted) and touch.body.certainty is Certainty.INFERRED:
        return Consent.REMEMBERING
    return NEEDS.get(touch.kind)


def check(touch: Touch, sender: Sender, now: datetime) -> None:
    """Return where the sender may send this. Raises InvalidInput with what is wrong."""
    if not _keepable(msgspec.to_builtins(touch)):
        raise InvalidInput("This event cannot be used: it holds a character that cannot be kept, such as NUL.")
    if touch.at > now + AHEAD:
        raise InvalidInput("This event cannot be used: its time is in the future - at `$.at`")
    if touch.at < now - (OLDEST_FROM_BROWSER if sender.browser else OLDEST):
        raise InvalidInput("This event cannot be used: it is too old - at `$.at`")
    if isinstance(touch.body, SignedIn) and (touch.customer is None or touch.visitor is None):
        raise InvalidInput("This event cannot be used: a sign-in names the customer and the visitor.")
    if isinstance(touch.body, SignedOut) and touch.visitor is None:
        raise InvalidInput("This event cannot be used: a sign-out names the visitor.")
    if not sender.browser:
        return
    if touch.kind not in FROM_BROWSER:
        raise InvalidInput(f"This event cannot be used: a browser may not say {touch.kind} - at `$.body.kind`")
    if touch.visitor != sender.visitor or touch.customer not in (None, sender.customer):
        raise InvalidInput("This event cannot be used: a browser speaks for its own visitor alone.")


def _keepable(value: object) -> bool:
    """Whether no text holds NUL or half a character, which no database takes: one would undo the whole batch."""
    if isinstance(value, str):
        return "\x00" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)
    if isinstance(value, Mapping):
        return all(_keepable(key) and _keepable(one) for key, one in value.items())
    return not isinstance(value, list | tuple) or all(_keepable(one) for one in value)
