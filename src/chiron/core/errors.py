"""One tree of errors. Each has a code, says what may be done, and whether trying again helps."""

from __future__ import annotations


class ChironError(Exception):
    """Something a person or a program can act on.

    ``code`` is stable and machine-readable, ``status`` the HTTP status that the faces map it to, ``again`` whether the
    same request may succeed later. The message names the place and the remedy, in plain words.
    """

    code = "error"
    status = 500
    again = False

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class InvalidInput(ChironError):
    """What was sent cannot be used; nothing was kept. ``details['field']`` names the place where there is one."""

    code = "invalid"
    status = 422


class NotFound(ChironError):
    """There is no such thing, or this person may not know of it."""

    code = "not-found"
    status = 404


class NotAllowed(ChironError):
    """This person may not do that."""

    code = "not-allowed"
    status = 403


class SignInNeeded(ChironError):
    """Nobody is signed in, or the sitting has ended."""

    code = "sign-in-needed"
    status = 401


class TooMany(ChironError):
    """Too many tries; ``details['seconds']`` says how long to wait."""

    code = "too-many"
    status = 429
    again = True


class Conflict(ChironError):
    """Somebody else changed it first; look again and decide again."""

    code = "conflict"
    status = 409
    again = True


class Unavailable(ChironError):
    """A part that this needs, such as the database, does not answer just now."""

    code = "unavailable"
    status = 503
    again = True


class BrokenCourse(ChironError):
    """A course that cannot be used; ``details['faults']`` lists what is wrong and where."""

    code = "broken-course"
    status = 422


class BrokenPlaybook(ChironError):
    """A playbook that cannot be used; ``details['faults']`` lists what is wrong and where."""

    code = "broken-playbook"
    status = 422
