"""Kinds of event of the support desk: cases, promises, consents, who somebody is, and facts about them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from chiron.core.support.bounds import (
    By,
    Certainty,
    Consent,
    Happening,
    Note,
    Ref,
    Share,
    Stars,
    Text,
    Who,
    Word,
)


class CaseOpened(Happening, frozen=True, tag="case.opened"):
    """A case begins. ``order`` and ``product`` where it is known at once what it is about."""

    case: Ref
    intent: Word | None = None
    order: Ref | None = None
    product: Ref | None = None


class MessageSaid(Happening, frozen=True, tag="message.said"):
    """One message of a case. ``intent`` is what it was read as, where it was the customer's and was read."""

    case: Ref
    message: Ref
    by: By
    text: Text
    intent: Word | None = None
    language: Word | None = None


class CaseHandedOver(Happening, frozen=True, tag="case.handed-over"):
    """A person takes the case, or gives it back to Chiron (``to``)."""

    case: Ref
    to: By = By.AGENT
    reason: Word | None = None


class CaseClosed(Happening, frozen=True, tag="case.closed"):
    """The case is done: ``how`` is ``resolved``, ``abandoned`` or a code of the shop's own."""

    case: Ref
    how: Word = "resolved"


class CaseReopened(Happening, frozen=True, tag="case.reopened"):
    """It was not done after all."""

    case: Ref


class CaseRated(Happening, frozen=True, tag="case.rated"):
    """The customer said how they were served."""

    case: Ref
    stars: Stars
    text: Text = ""


class PromiseMade(Happening, frozen=True, tag="promise.made"):
    """The shop's side promised something, by whichever channel; ``due`` is until when."""

    promise: Ref
    text: Note
    case: Ref | None = None
    order: Ref | None = None
    product: Ref | None = None
    due: datetime | None = None


class PromiseKept(Happening, frozen=True, tag="promise.kept"):
    """What was promised was done, or need not be any more (``withdrawn``)."""

    promise: Ref
    withdrawn: bool = False


# Who they are, and what they agree to.


class ConsentGiven(Happening, frozen=True, tag="consent.given"):
    """They agreed to ``what``, as it stood in this ``version`` of the text."""

    what: Consent
    version: Word = "1"


class ConsentWithdrawn(Happening, frozen=True, tag="consent.withdrawn"):
    """They agree no longer."""

    what: Consent


class SignedIn(Happening, frozen=True, tag="visitor.signed-in"):
    """On a visitor's device the envelope's customer signed in. Only the shop can say so, never a browser."""


class SignedOut(Happening, frozen=True, tag="visitor.signed-out"):
    """On a visitor's device whoever was signed in signed out."""


class VisitorParted(Happening, frozen=True, tag="visitor.parted"):
    """The customer says that what was done on a device without signing in, up to now, was not theirs."""

    device: Who


class FactNoted(Happening, frozen=True, tag="fact.noted"):
    """Something about the customer: ``name`` such as ``size.shoe``, with what it was taken from (``events``: keys)."""

    fact: Ref
    name: Word
    value: Note
    certainty: Certainty
    confidence: Share = 1.0
    expires: datetime | None = None
    events: Annotated[tuple[Ref, ...], Meta(max_length=50)] = ()


class FactCorrected(Happening, frozen=True, tag="fact.corrected"):
    """The customer put a fact right; from then on nothing inferred takes its place."""

    fact: Ref
    value: Note


class FactErased(Happening, frozen=True, tag="fact.erased"):
    """The customer had a fact forgotten; its words leave the log too, and it is not inferred again."""

    fact: Ref
    name: Word


Helping = CaseOpened | MessageSaid | CaseHandedOver | CaseClosed | CaseReopened | CaseRated | PromiseMade | PromiseKept
Being = ConsentGiven | ConsentWithdrawn | SignedIn | SignedOut | VisitorParted | FactNoted | FactCorrected | FactErased
