"""What may never be shown, whatever was learnt. Pure functions; each says why not, by code, or None."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chiron.core.support.bounds import Consent
from chiron.core.support.recommend.wares import ASKED_FOR, Asked, Kind, Shopper, Stock, Ware

SORE = frozenset({"angry", "sad", "worried"})
"""Moods in which nothing is sold; what helps may still be asked for."""
UP_TO = 2.0
"""How many times the price the next one up may cost."""
SIMPLE = 1
"""How many things somebody in a hurry is shown."""


def silent(asked: Asked, shopper: Shopper) -> str | None:
    """Why nothing at all is suggested now: ``complaint`` while one is open, ``mood``, or nothing was ``asked``."""
    if shopper.complaint:
        return "complaint"
    if shopper.mood_sure and shopper.mood in SORE and not (asked.wanted and asked.kind in ASKED_FOR):
        return "mood"
    if asked.kind in (Kind.INSTEAD, Kind.BETTER) and asked.about is None:
        return "asked"
    if asked.kind is Kind.SOLVES and not asked.words.strip():
        return "asked"
    return None


def at_most(asked: Asked, shopper: Shopper) -> int:
    """How many may be shown: as many as asked, one to somebody in a hurry."""
    count = max(0, asked.count)
    return min(count, SIMPLE) if shopper.mood_sure and shopper.mood == "hurried" else count


def personal(shopper: Shopper) -> bool:
    """Whether what they did may choose for them: only where they agreed."""
    return Consent.OFFERS in shopper.consents


def barred(ware: Ware, asked: Asked, shopper: Shopper, stock: Stock, wares: Mapping[str, Ware]) -> str | None:
    """Why this product may not be shown: the first that holds."""
    return _not_there(ware, shopper, stock) or _not_again(ware, asked, shopper) or _not_fitting(ware, asked, wares)


def allowed(wares: Mapping[str, Ware], asked: Asked, shopper: Shopper, stock: Stock) -> list[Ware]:
    """Every product that may be shown, by id."""
    every: Iterable[Ware] = (wares[name] for name in sorted(wares))
    return [ware for ware in every if barred(ware, asked, shopper, stock, wares) is None]


def there(ware: Ware, shopper: Shopper, stock: Stock) -> bool:
    """Whether it is in stock in a size for this customer: in theirs where it is known, else in any."""
    pieces = stock.get(ware.id, {})
    if not ware.sizes:
        return pieces.get("", 0) > 0
    size = shopper.sizes.get(ware.category)
    return any(pieces.get(each, 0) > 0 for each in ware.sizes if size is None or each == size)


def _not_there(ware: Ware, shopper: Shopper, stock: Stock) -> str | None:
    if not ware.sold:
        return "gone"
    size = shopper.sizes.get(ware.category)
    if ware.sizes and size is not None and size not in ware.sizes:
        return "size"
    return None if there(ware, shopper, stock) else "stock"


def _not_again(ware: Ware, asked: Asked, shopper: Shopper) -> str | None:
    """What they sent back, put away, have or hold already. This only ever takes away, so it needs no consent."""
    if ware.id in shopper.returned:
        return "returned"
    if ware.id in shopper.declined:
        return "declined"
    if ware.id == asked.about or ware.id in asked.basket:
        return "same"
    return "bought" if ware.id in shopper.bought else None


def _not_fitting(ware: Ware, asked: Asked, wares: Mapping[str, Ware]) -> str | None:
    """What is not the kind of thing that was asked for beside this product."""
    about = wares.get(asked.about) if asked.about else None
    if about is None:
        # What is bound to a product that nobody knows is bound to nothing.
        return "unknown" if asked.about and asked.kind in (Kind.INSTEAD, Kind.BETTER, Kind.BESIDE) else None
    if asked.kind is Kind.INSTEAD:
        return None if ware.category == about.category or ware.id in about.instead else "category"
    if asked.kind is Kind.BESIDE:
        # Another tent goes with no tent: what is alike is no addition, unless whoever knows the goods says so.
        replaces = ware.category == about.category or ware.id in about.instead
        return "alike" if replaces and ware.id not in about.goes_with else None
    if asked.kind is Kind.BETTER:
        return _not_better(ware, about)
    return None


def _not_better(ware: Ware, about: Ware) -> str | None:
    if ware.category != about.category:
        return "category"
    if not about.price < ware.price <= UP_TO * about.price:
        return "price"
    return "use" if about.uses and ware.uses and not set(about.uses) & set(ware.uses) else None
