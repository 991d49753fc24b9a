"""A proposal is carried out only when the one who asked confirmed exactly what was shown."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from chiron.core.support.actions.guards import Proposal
from chiron.core.support.actions.refusals import NotConfirmed
from chiron.core.support.actions.requests import Command

STANDS = timedelta(minutes=30)
"""How long a proposal may wait for its confirmation."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Somebody said yes to what was shown: ``digest`` is of those values, ``by`` who it was, by a button of their own.

    It is made from an authenticated answer to one proposal; no text, of a customer, a document or a model, makes one.
    """

    digest: str
    by: str
    case: str
    at: datetime


def shown(proposal: Proposal) -> dict[str, object]:
    """The values that must be shown, all of them."""
    return {"action": proposal.request.action, **asdict(proposal.request), "pays_back": proposal.amount,
            "in": proposal.currency}  # fmt: skip


def digest(proposal: Proposal) -> str:
    """What stands for the values shown, to whom, in which case, of the order as it was: 64 hexadecimal digits."""
    values = {
        "id": proposal.id, "by": proposal.asker.id, "role": proposal.asker.role, "case": proposal.asker.case,
        "version": proposal.version, "shown": shown(proposal),
    }  # fmt: skip
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def confirmed(proposal: Proposal, said: Confirmation) -> Command:
    """The command that a confirmation makes of a proposal; the same each time, its key included.

    Raises NotConfirmed where other values, another person, another case or another time were meant.
    """
    same = hmac.compare_digest(digest(proposal).encode(), said.digest.encode())
    if not same or said.by != proposal.asker.id or said.case != proposal.asker.case:
        raise NotConfirmed("Please look at what would be done, and confirm just that.")
    if not proposal.at <= said.at <= proposal.at + STANDS:
        raise NotConfirmed("That was shown too long ago. Please look at it once more.")
    asker = proposal.asker
    key = digest(proposal)[:40]
    return Command(key, proposal.request, asker.whose, proposal.version, asker.role, proposal.bound, asker.case)


def stands_for(command: Command) -> str:
    """A digest of what a command's key stands for: 64 hexadecimal digits."""
    values = {"action": command.request.action, **asdict(command.request), "whose": asdict(command.whose)}
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
