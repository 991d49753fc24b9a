"""What is known of a customer: folded from their events, with the reasons of every figure drawn from it."""

from __future__ import annotations

from chiron.core.support.customer.fold import advance, fold
from chiron.core.support.customer.state import VERSION, Customer

__all__ = ["VERSION", "Customer", "advance", "fold"]
