"""Why an action is not done, and what may be done instead. ``code`` is stable, so that a flow can branch on it."""

from __future__ import annotations

from chiron.core.errors import ChironError, Conflict, InvalidInput, NotAllowed, NotFound


class NoSuchOrder(NotFound):
    """There is no such order, or it is another's: both sound the same."""

    code = "order-not-found"


class ProofNeeded(NotAllowed):
    """It is not shown well enough whose order it is."""

    code = "order-proof-needed"


class NotForThisRole(NotAllowed):
    """The playbook lets nobody of this role do it; a person of another may."""

    code = "action-not-allowed"


class BeyondLimit(NotAllowed):
    """More than the playbook allows this role: too much, too often or too late. A person may decide."""

    code = "action-beyond-limit"


class NotPossible(ChironError):
    """The order is not in a state for it, or nothing is left to do it with. The message says what is possible."""

    code = "action-not-possible"
    status = 409


class Unreadable(InvalidInput):
    """A value of the request cannot be: an amount that is no whole number above nothing, an empty address."""

    code = "action-invalid"


class NotConfirmed(NotAllowed):
    """Nobody confirmed exactly these values, or it was too long ago. Show them and ask."""

    code = "action-not-confirmed"


class OrderChanged(Conflict):
    """The order changed after it was shown. Look it up again, show the values again, and ask again."""

    code = "order-changed"


class KeyUsed(InvalidInput):
    """This key stands for something else that was asked for. Take a new one."""

    code = "action-key-used"
