"""How commands and refusals are written for an order system that is reached over HTTP."""

from __future__ import annotations

from typing import Any

import msgspec

from chiron.core.errors import ChironError, InvalidInput
from chiron.core.support.actions import keeping, refusals
from chiron.core.support.actions.orders import Role, Whose
from chiron.core.support.actions.requests import Bound, Command
from chiron.ports.orders import OrdersSilent

_REFUSALS: dict[str, type[ChironError]] = {
    one.code: one
    for one in (
        refusals.NoSuchOrder, refusals.NotPossible, refusals.BeyondLimit, refusals.OrderChanged, refusals.Unreadable,
        refusals.KeyUsed,
    )
}  # fmt: skip


def plain(value: object) -> Any:
    """A value as JSON has it."""
    return msgspec.to_builtins(value)


def told(command: Command) -> dict[str, Any]:
    """A command's body: its fields, of which ``request`` begins with its ``action``."""
    return {
        "key": command.key, "request": keeping.plain(command.request),
        "whose": plain(command.whose), "version": command.version, "role": command.role, "bound": plain(command.bound),
        "case": command.case,
    }  # fmt: skip


def heard(body: object) -> Command:
    """The command that ``told`` wrote, for the system's side. Raises InvalidInput where it is none."""
    try:
        if not isinstance(body, dict):
            raise TypeError("no object")
        return Command(
            msgspec.convert(body["key"], str), keeping.request(body["request"]), msgspec.convert(body["whose"], Whose),
            msgspec.convert(body["version"], int), msgspec.convert(body["role"], Role),
            msgspec.convert(body["bound"], Bound), msgspec.convert(body["case"], str),
        )  # fmt: skip
    except (KeyError, TypeError, msgspec.ValidationError) as fault:
        raise InvalidInput("This is no command.", field=str(fault)) from fault


def refusal(text: bytes) -> ChironError:
    """What a system refused with; OrdersSilent where that cannot be understood."""
    try:
        said = msgspec.json.decode(text, type=dict[str, Any])
        kind = _REFUSALS[said["code"]]
    except (msgspec.DecodeError, KeyError, TypeError):
        return OrdersSilent("The order system refused for no reason that can be understood. A person must look.")
    details = said.get("details")
    return kind(str(said.get("message", ""))[:500], **(details if isinstance(details, dict) else {}))
