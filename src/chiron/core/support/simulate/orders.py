"""What becomes of a simulated order: sent, late, lost, damaged, sent back, exchanged, paid back, reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from chiron.core.support.events import By, Channel
from chiron.core.support.kinds import (
    Item,
    OrderCancelled,
    OrderDelivered,
    OrderExchanged,
    OrderPlaced,
    OrderRefunded,
    OrderReturned,
    OrderShipped,
    ProductReviewed,
)
from chiron.core.support.playbook import Playbook
from chiron.core.support.simulate.cases import Cases, Reason
from chiron.core.support.simulate.diary import Diary, working, working_days

_SENT_BACK = {"footwear": 0.32, "jackets": 0.24, "layers": 0.17, "packs": 0.14, "children": 0.18}
_SENT_BACK_ELSE = 0.07
_REASONS = ("not-liked", "not-as-described", "too-late", "other")
_SIZES = ("too-small", "too-large")
_FAULTS = (("damaged-on-arrival", 0.018), ("wrong-item", 0.008), ("missing-item", 0.008))


class Orders:
    """The shop's warehouse and carrier, as one customer meets them."""

    def __init__(self, playbook: Playbook, cases: Cases, chance: Random) -> None:
        self._playbook = playbook
        self._cases = cases
        self._chance = chance
        self._count = 0

    def place(self, diary: Diary, at: datetime, items: Sequence[Item], device: str | None) -> None:
        """Write an order and all that follows from it."""
        self._count += 1
        order = f"O-{diary.who.ref[2:]}-{self._count:03d}"
        lines = tuple(items)
        goods = sum(one.price * one.quantity for one in lines)
        total = goods + self._carriage(goods)
        body = OrderPlaced(order=order, items=lines, total=total, currency=self._playbook.currency)
        diary.write(at, body, Channel.WEB, device)
        if self._chance.random() < 0.035:
            self._cancel(diary, at, order, total)
            return
        self._send(diary, at, order, lines, total)

    def _carriage(self, goods: int) -> int:
        if not self._playbook.delivery:
            return 0
        usual = self._playbook.delivery[0]
        return 0 if usual.free_from is not None and goods >= usual.free_from else usual.price

    def _cancel(self, diary: Diary, at: datetime, order: str, total: int) -> None:
        at += timedelta(minutes=self._chance.randint(5, 150))
        if self._chance.random() < diary.who.segment.writes:
            self._cases.open(diary, at, Reason("cancel-order", order, hard=0.05))
            at += timedelta(minutes=2)
        diary.write(at, OrderCancelled(order=order, by=By.CUSTOMER, reason="changed-mind"), Channel.WEB)
        self._refund(diary, at, order, total)

    def _send(self, diary: Diary, at: datetime, order: str, lines: tuple[Item, ...], total: int) -> None:
        chance = self._chance
        sent = working(at if at.hour < 14 else at + timedelta(days=1)).replace(hour=17, minute=chance.randint(0, 40))
        due = working_days(sent, chance.choices((2, 3, 4), (0.3, 0.5, 0.2))[0]).replace(hour=18, minute=0)
        diary.write(sent, OrderShipped(order=order, due=due))
        fate = chance.random()
        if fate < 0.012:
            self._lose(diary, due, order, total)
            return
        late = chance.choice((1, 1, 2, 2, 3, 5)) if fate < 0.11 else 0
        come = working_days(due, late) if late else due
        come = come.replace(hour=chance.randint(9, 17), minute=chance.randint(0, 59))
        self._wonder(diary, sent, due, come, order)
        diary.write(come, OrderDelivered(order=order))
        diary.felt(come, 0.15 if not late else -0.12 * late)
        self._received(diary, come, order, lines, total)

    def _wonder(self, diary: Diary, sent: datetime, due: datetime, come: datetime, order: str) -> None:
        """Where it is late, or somebody is impatient, they ask before it comes."""
        chance = self._chance
        asks = due + timedelta(days=diary.who.patience, hours=chance.randint(1, 10))
        if asks >= come and chance.random() < 0.07:
            asks = sent + (come - sent) * chance.uniform(0.4, 0.9)
        if asks < come and chance.random() < diary.who.segment.writes:
            self._cases.open(diary, asks, Reason("where-is-order", order, hard=0.3 if asks > due else 0.05))

    def _lose(self, diary: Diary, due: datetime, order: str, total: int) -> None:
        at = due.replace(hour=15)
        diary.write(at, OrderDelivered(order=order))
        asks = at + timedelta(hours=self._chance.randint(3, 40))
        done = self._cases.open(diary, asks, Reason("missing-parcel", order, hard=0.8))
        diary.felt(done, -0.6)
        self._refund(diary, max(done, working_days(asks, 3)), order, total)

    def _received(self, diary: Diary, at: datetime, order: str, lines: tuple[Item, ...], total: int) -> None:
        chance = self._chance
        for intent, share in _FAULTS:
            if chance.random() < share:
                opened = at + timedelta(hours=chance.randint(1, 50))
                reason = Reason(intent, order, lines[0].product, hard=0.6)
                done = self._cases.open(diary, opened, reason)
                diary.felt(done, -0.3)
                if intent == "damaged-on-arrival":
                    self._refund(diary, done, order, min(total, lines[0].price))
                return
        kept = [one for one in lines if not self._sends_back(diary, at, order, one)]
        for one in kept:
            self._lives_with(diary, at, order, one)

    def _sends_back(self, diary: Diary, at: datetime, order: str, item: Item) -> bool:
        chance = self._chance
        product = self._playbook.product[item.product]
        likely = _SENT_BACK.get(product.category, _SENT_BACK_ELSE) * diary.who.segment.sends_back
        if product.returns != "normal" or chance.random() >= likely:
            return False
        at = working(at + timedelta(days=chance.randint(1, 20), hours=chance.randint(0, 5)))
        sized = len(product.sizes) > 1 and item.size in product.sizes and chance.random() < 0.65
        if chance.random() < 0.5 * diary.who.segment.writes:
            self._cases.open(diary, at, Reason("exchange-item" if sized else "return-item", order, item.product, 0.08))
        at += timedelta(days=chance.randint(2, 6))
        if sized and chance.random() < 0.6:
            self._exchange(diary, at, order, item)
            return True
        reason = chance.choice(_SIZES if sized else _REASONS)
        diary.write(at, OrderReturned(order=order, items=(item,), reason=reason))
        diary.felt(at, -0.05)
        self._refund(diary, at, order, item.price * item.quantity)
        return True

    def _exchange(self, diary: Diary, at: datetime, order: str, item: Item) -> None:
        sizes = self._playbook.product[item.product].sizes
        place = sizes.index(item.size or sizes[0])
        other = sizes[place + 1] if place + 1 < len(sizes) else sizes[place - 1]
        instead = Item(product=item.product, quantity=item.quantity, price=item.price, size=other)
        diary.write(at, OrderExchanged(order=order, items=(item,), instead=(instead,)))
        come = working_days(at, self._chance.randint(2, 4))
        diary.write(come, OrderDelivered(order=order))
        if self._chance.random() < 0.12:
            back = come + timedelta(days=self._chance.randint(3, 15))
            diary.write(back, OrderReturned(order=order, items=(instead,), reason=self._chance.choice(_SIZES)))
            self._refund(diary, back, order, item.price * item.quantity)

    def _refund(self, diary: Diary, at: datetime, order: str, amount: int) -> None:
        chance = self._chance
        slow = chance.random() < 0.08
        paid = working_days(at, chance.randint(7, 11) if slow else chance.randint(1, 4))
        if slow and chance.random() < diary.who.segment.writes:
            done = self._cases.open(diary, working_days(at, 6), Reason("refund-status", order, hard=0.7))
            diary.felt(done, -0.2)
            paid = max(paid, done)
        diary.write(paid, OrderRefunded(order=order, amount=amount, currency=self._playbook.currency))

    def _lives_with(self, diary: Diary, at: datetime, order: str, item: Item) -> None:
        """Months with a thing that was kept: a review, a question of care, a fault."""
        chance = self._chance
        if chance.random() < 0.1:
            stars = max(1, min(5, round(chance.gauss(4.3, 0.9))))
            diary.write(at + timedelta(days=chance.randint(7, 70)), ProductReviewed(product=item.product, stars=stars))
        if chance.random() < 0.015:
            wrote = at + timedelta(days=chance.randint(60, 400))
            done = self._cases.open(diary, wrote, Reason("warranty-claim", order, item.product, hard=0.6))
            diary.felt(done, -0.15)
