"""Asks language models within the bounds of a school: which, for what, by whose consent, and for how much."""

from __future__ import annotations

from chiron.engine.models.call import Call, Kind

__all__ = ["Call", "Kind"]
