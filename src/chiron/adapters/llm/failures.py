"""What a failure of the library, of a provider or of the network means in the port's words."""

from __future__ import annotations

import json

from pydantic_ai import exceptions as theirs

from chiron.adapters.llm.wire import Elsewhere, NotAModel, TooLong
from chiron.ports.llm import (
    Busy,
    CutOff,
    Declined,
    Garbage,
    ModelError,
    OutOfQuota,
    TooMuch,
    TooSlow,
    Unreachable,
    Withheld,
    WrongKey,
)

_LONGEST_WAIT = 3600.0


def meaning(fault: BaseException, name: str, begun: bool) -> ModelError:
    """The port's error. ``begun`` says whether words had come. What the provider wrote is never repeated: it may hold
    the ask or a key.
    """
    if isinstance(fault, ModelError):
        return fault
    if isinstance(fault, TimeoutError):
        return TooSlow(f"The model {name} did not answer in time.")
    return _own(fault, name) or _told(fault, name) or _network(fault, name, begun)


def _own(fault: BaseException, name: str) -> ModelError | None:
    """What the wire found, wherever the library wrapped it."""
    for cause in _causes(fault):
        if isinstance(cause, Elsewhere):
            return Withheld("Nothing leaves this machine, and that model stands on another.", why="only-here")
        if isinstance(cause, TooLong):
            return TooMuch(f"The model {name} sent more than one answer may have.")
        if isinstance(cause, NotAModel):
            return Garbage(f"What answers at the address of the model {name} is no language model: {cause}.")
        if isinstance(cause, UnicodeDecodeError | json.JSONDecodeError):
            return Garbage(f"The model {name} sent what cannot be read.")
    return None


def _told(fault: BaseException, name: str) -> ModelError | None:
    """What the provider said was wrong."""
    if isinstance(fault, theirs.ModelQuotaExceededError):
        return OutOfQuota(f"The account of the model {name} is spent: add credit at the provider.")
    if isinstance(fault, theirs.ModelRateLimitError):
        wait = fault.retry_after
        details = {} if wait is None else {"seconds": min(max(float(wait), 0.0), _LONGEST_WAIT)}
        return Busy(f"The model {name} takes no more asks just now.", **details)
    if isinstance(fault, theirs.ModelAuthenticationError):
        return WrongKey(f"The key of the model {name} is wrong, or may not use it.")
    if isinstance(fault, theirs.ModelNotFoundError):
        return Declined(f"There is no such model, or not at that address: {name}.")
    if isinstance(fault, theirs.ContentFilterError):
        return Declined(f"The provider of the model {name} filtered the ask.")
    if isinstance(fault, theirs.ModelRequestRejectedError):
        return Declined(f"The model {name} does not take this ask.")
    if isinstance(fault, theirs.ModelServerError | theirs.ModelUnavailableError):
        return Unreachable(f"The model {name} failed by itself.")
    return None


def _network(fault: BaseException, name: str, begun: bool) -> ModelError:
    if isinstance(fault, theirs.ModelTimeoutError):
        return TooSlow(f"The model {name} did not answer in time.")
    if isinstance(fault, theirs.ModelConnectionError):
        return CutOff(f"The model {name} broke off.") if begun else Unreachable(f"The model {name} does not answer.")
    if begun and type(fault) is theirs.ModelAPIError:
        # The library's word for a stream that ended without saying why.
        return CutOff(f"The model {name} broke off.")
    if isinstance(fault, theirs.ModelHTTPError):
        return Unreachable(f"The model {name} failed by itself ({fault.status_code}).")
    kinds = {type(cause).__name__ for cause in _causes(fault)}
    if kinds & {"RemoteProtocolError", "ReadError", "ConnectError", "WriteError", "APIConnectionError"}:
        return CutOff(f"The model {name} broke off.") if begun else Unreachable(f"The model {name} does not answer.")
    return Garbage(f"The model {name} sent what cannot be read ({type(fault).__name__}).")


def _causes(fault: BaseException) -> list[BaseException]:
    """The error with those it came from, at most ten."""
    found: list[BaseException] = []
    at: BaseException | None = fault
    while at is not None and len(found) < 10:
        found.append(at)
        at = at.__cause__ or at.__context__
    return found
