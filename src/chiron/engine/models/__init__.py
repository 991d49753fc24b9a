"""Asks language models within the bounds of a school: which, for what, by whose consent, and for how much."""

from __future__ import annotations

from chiron.engine.models.books import Books
from chiron.engine.models.call import Call, Kind
from chiron.engine.models.models import Means, Models, Right
from chiron.engine.models.offer import Offer

__all__ = ["Books", "Call", "Kind", "Means", "Models", "Offer", "Right"]
