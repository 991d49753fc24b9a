"""The words for packages that are played under a domain of Chiron's own: said at the start and by ``chiron doctor``."""

from __future__ import annotations

from chiron.faces.cli.office import Chosen

BESIDE = (
    "the host of packages seems to share its domain with Chiron's (their names end in the same two parts), so a"
    " package can set cookies that reach Chiron"
)
ANOTHER_DOMAIN = "Give CHIRON_PLAY_URL a name under another domain: docs/how-to/behind-a-proxy.md."


def warning(settings: Chosen) -> str:
    """What is said at the start; empty where all is well."""
    return f"  Look out: {BESIDE}. {ANOTHER_DOMAIN}" if settings.plays_beside else ""
