"""The sentences of a difference, in English; pages translate them."""

from __future__ import annotations

SAID: dict[str, str] = {}
