"""Visits of a simulated customer: pages, searches, products seen again and again, baskets left, orders placed."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from chiron.core.support.events import Body, Channel
from chiron.core.support.kinds import (
    BasketAdded,
    BasketRemoved,
    CheckoutStarted,
    Item,
    MailOpened,
    OfferDeclined,
    OfferShown,
    OfferTaken,
    PageSeen,
    ProductSeen,
    Searched,
    SignedIn,
    SignedOut,
)
from chiron.core.support.playbook import Playbook, Product
from chiron.core.support.simulate.cases import Cases, Reason
from chiron.core.support.simulate.diary import Diary
from chiron.core.support.simulate.orders import Orders
from chiron.core.support.simulate.people import Person, Tastes, size_of

HOLDOUT = 0.1
_ASKS_FIRST = 0.06
"""The chance that somebody who writes at all asks for advice before they choose."""


@dataclass(slots=True)
class _Visit:
    """One visit as it goes on."""

    at: datetime
    device: str
    signed: bool
    kept: bool
    """Whether looking round may be kept."""
    basket: list[Product] = field(default_factory=list)

    def later(self, seconds: int) -> datetime:
        self.at += timedelta(seconds=seconds)
        return self.at


class Visits:
    """How one person comes to the shop. ``wishes`` are the products that they come back to."""

    def __init__(
        self, playbook: Playbook, who: Person, tastes: Tastes, cases: Cases, orders: Orders, chance: Random
    ) -> None:
        self._playbook = playbook
        self._who = who
        self._tastes = tastes
        self._cases = cases
        self._orders = orders
        self._chance = chance
        self._signed = False
        self._offers = 0
        self.wishes: list[Product] = []
        self._owned: set[str] = set()
        advice = [one.id for one in playbook.intents if one.group in ("advice", "products") and not one.complaint]
        self._advice = advice

    def come(self, diary: Diary, at: datetime, other: str | None) -> None:
        """One visit, on ``other`` as the device where it is not their own."""
        chance, who = self._chance, self._who
        device = other or who.device
        visit = _Visit(at, device, self._signed and other is None, "browsing" in who.agrees)
        if not visit.signed and chance.random() < 0.35:
            self._sign_in(diary, visit)
        if "mail" in who.agrees and chance.random() < 0.12:
            month = f"{at:%Y-%m}"
            diary.write(visit.later(1), MailOpened(mail=f"newsletter-{month}", link="/new"), Channel.MAIL)
        self._look(diary, visit, PageSeen(page="/"))
        if chance.random() < 0.3:
            self._search(diary, visit)
        self._wander(diary, visit)
        if self._advice and chance.random() < _ASKS_FIRST * who.segment.writes:
            product = self.wishes[-1].id if self.wishes else None
            reason = Reason(chance.choice(self._advice), product=product, hard=0.12)
            self._cases.open(diary, visit.later(chance.randint(20, 400)), reason)
        if visit.basket:
            self._till(diary, visit)
        if visit.signed and (other is not None or chance.random() < 0.2):
            diary.write(visit.later(30), SignedOut(), Channel.WEB, device)
            visit.signed = False
        self._signed = visit.signed if other is None else self._signed

    def _sign_in(self, diary: Diary, visit: _Visit) -> None:
        diary.write(visit.later(5), SignedIn(), Channel.WEB, visit.device)
        visit.signed = True

    def _look(self, diary: Diary, visit: _Visit, body: Body) -> None:
        """Something that is kept only with consent, as theirs once they have signed in."""
        at = visit.later(self._chance.randint(8, 90))
        if visit.kept and visit.signed:
            diary.write(at, body, Channel.WEB, visit.device)
        elif visit.kept:
            diary.unknown(at, body, visit.device)

    def _search(self, diary: Diary, visit: _Visit) -> None:
        product = self._drawn(visit.at)
        use = self._chance.choice(product.uses)
        words = next((one.words for one in self._playbook.uses if one.id == use and one.words), (use,))
        query = self._chance.choice((product.title.lower(), product.category, self._chance.choice(words)))
        found = sum(use in one.uses for one in self._playbook.products)
        self._look(diary, visit, Searched(query=query, found=found))

    def _wander(self, diary: Diary, visit: _Visit) -> None:
        chance = self._chance
        for _ in range(1 + min(9, int(chance.expovariate(1 / 2.5)))):
            product = self._next(visit.at)
            self._look(diary, visit, ProductSeen(product=product.id, seconds=min(900, int(chance.expovariate(1 / 60)))))
            if product not in self.wishes and chance.random() < 0.3:
                self.wishes.append(product)
            if "offers" in self._who.agrees and diary.mood(visit.at) > -0.3 and chance.random() < 0.25:
                self._recommend(diary, visit, product)
            if chance.random() < self._takes(diary, visit, product):
                self._take(diary, visit, product)
        self.wishes = self.wishes[-5:]
        help_ = self._playbook.stages and chance.random() < 0.12
        if help_:
            article = chance.choice(chance.choice(self._playbook.stages).articles or ("returns",))
            self._look(diary, visit, PageSeen(page=f"/help/{article}", article=article))

    def _next(self, at: datetime) -> Product:
        """A product they come back to, one that goes with it, or one to their taste."""
        chance = self._chance
        if self.wishes and chance.random() < 0.45:
            wished = chance.choice(self.wishes)
            near = wished.goes_with + wished.instead
            return self._playbook.product[chance.choice(near)] if near and chance.random() < 0.4 else wished
        return self._drawn(at)

    def _drawn(self, at: datetime) -> Product:
        return self._chance.choices(self._tastes.products, self._tastes.weights(at.month))[0]

    def _takes(self, diary: Diary, visit: _Visit, product: Product) -> float:
        """The chance that it goes into the basket: known and wished for, affordable, and nothing sour between us."""
        wished = 0.2 if product in self.wishes else 0.04
        dear = math.exp(-product.price / 60_000)
        again = 0.25 if product.id in self._owned and product.returns == "normal" else 1.0
        return min(0.6, wished * dear * again * (1.0 + 0.8 * diary.mood(visit.at)) * math.sqrt(self._who.pace) * 1.7)

    def _take(self, diary: Diary, visit: _Visit, product: Product) -> None:
        chance = self._chance
        if product in visit.basket:
            return
        visit.basket.append(product)
        self._look(diary, visit, BasketAdded(product=product.id))
        if product.goes_with and chance.random() < 0.3:
            beside = self._playbook.product[chance.choice(product.goes_with)]
            if beside not in visit.basket and beside.id not in self._owned:
                self._look(diary, visit, ProductSeen(product=beside.id))
                visit.basket.append(beside)
                self._look(diary, visit, BasketAdded(product=beside.id))

    def _recommend(self, diary: Diary, visit: _Visit, product: Product) -> None:
        chance = self._chance
        near = [(one, "goes-with") for one in product.goes_with] + [(one, "instead") for one in product.instead]
        if not near:
            return
        chosen, reason = chance.choice(near)
        self._offers += 1
        offer = f"R-{self._who.ref[2:]}-{self._offers:03d}"
        held = chance.random() < HOLDOUT
        shown = OfferShown(
            offer=offer, product=chosen, chance=round(1 / len(near), 6), reason=reason, holdout=held
        )  # fmt: skip
        self._look(diary, visit, shown)
        if held:
            return
        liked = sum(self._who.likes.get(use, 0.0) for use in self._playbook.product[chosen].uses)
        draw = chance.random()
        if draw < min(0.5, 0.05 + 0.04 * liked):
            self._look(diary, visit, OfferTaken(offer=offer))
            self._look(diary, visit, ProductSeen(product=chosen))
            self.wishes.append(self._playbook.product[chosen])
        elif draw > 0.95:
            self._look(diary, visit, OfferDeclined(offer=offer))

    def _till(self, diary: Diary, visit: _Visit) -> None:
        """From the basket to an order, or to a basket that is left."""
        chance = self._chance
        if len(visit.basket) > 1 and chance.random() < 0.15:
            self._look(diary, visit, BasketRemoved(product=visit.basket.pop().id))
        if chance.random() < 0.35:
            self.wishes += [one for one in visit.basket if one not in self.wishes]
            return
        self._look(diary, visit, CheckoutStarted())
        if chance.random() < 0.03 and chance.random() < self._who.segment.writes:
            self._cases.open(diary, visit.later(120), Reason("payment-failed", hard=0.3))
        if chance.random() < 0.2:
            self.wishes += [one for one in visit.basket if one not in self.wishes]
            return
        if not visit.signed and chance.random() < 0.7:
            self._sign_in(diary, visit)
        items = [
            Item(product=one.id, quantity=self._pieces(one), price=one.price, size=size_of(self._who, one, chance))
            for one in visit.basket
        ]
        self._orders.place(diary, visit.later(chance.randint(40, 400)), items, visit.device)
        self._owned.update(one.id for one in visit.basket)
        self.wishes = [one for one in self.wishes if one not in visit.basket]

    def _pieces(self, product: Product) -> int:
        return self._chance.choice((1, 1, 2, 3)) if product.price < 2_500 else 1
