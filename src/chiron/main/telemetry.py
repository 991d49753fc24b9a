"""Where an operator's tools are told how turns went: nowhere, unless the settings name a collector."""

from __future__ import annotations

import sys
from urllib.parse import urlsplit

from chiron.core.errors import InvalidInput
from chiron.main.models import configured_of
from chiron.main.settings import Settings, is_loopback
from chiron.ports.telemetry import Telemetry


def open_telemetry(settings: Settings) -> Telemetry | None:
    """What the settings name; None where they name nothing. Raises InvalidInput where that is not installed, or stands
    elsewhere while nothing may leave this machine.
    """
    if settings.otel is None:
        return None
    only_here = nothing_leaves(settings)
    if only_here and not is_loopback(urlsplit(settings.otel).hostname or ""):
        raise InvalidInput(
            "Nothing leaves this machine, and the collector that CHIRON_OTEL names stands on another.",
            field="CHIRON_OTEL",
        )
    from chiron.adapters.telemetry.otlp import open_otlp

    return open_otlp(settings.otel, settings.otel_content, only_here)


def nothing_leaves(settings: Settings) -> bool:
    """Whether the switch is on, in the settings or in the models' file; a file that can not be read switches it on."""
    try:
        return configured_of(settings).nothing_leaves
    except InvalidInput:
        return True


def telemetry_of(settings: Settings) -> Telemetry | None:
    """The same for a server: where it can not be opened learning goes on without, and the reason is printed."""
    try:
        return open_telemetry(settings)
    except InvalidInput as fault:
        print(f"chiron: {fault.message} No tool is told of turns until that is put right.", file=sys.stderr)
        return None
