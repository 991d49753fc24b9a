"""What an action makes of an order: a pure transition that an order system applies under a lock of the order.

It trusts nobody: all that does not depend on the playbook is looked at again here, and the command's bound is held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from chiron.core.support.actions.orders import SENT, Line, Order, Status
from chiron.core.support.actions.refusals import BeyondLimit, NoSuchOrder, NotPossible, OrderChanged, Unreadable
from chiron.core.support.actions.requests import (
    Cancel,
    ChangeAddress,
    Command,
    Done,
    Exchange,
    Refund,
    Request,
    Return,
)

NONE = "There is no such order among yours. Look at its number, and at the address you ordered with."
"""Said alike where there is none and where it is another's."""

BACK_WITHIN = timedelta(days=14)
"""How long somebody has to send back what they said they would."""

LONGEST_ADDRESS = 500
LONGEST_KEY, LONGEST_VARIANT = 200, 160

MOST_MINOR = 1_000_000_00
"""No action moves more than this, whatever a playbook says."""

UNSENT: frozenset[Status] = frozenset({"placed", "paid", "packed"})


def carried(
    order: Order, command: Command, past: Iterable[datetime], now: datetime, reference: str
) -> tuple[Order, Done]:
    """The order after a command, and what was done.

    ``past``: when the same action was done for the same customer before. ``reference`` names what was done. Raises a
    refusal where it may not be, and then nothing is to change.
    """
    if not command.whose.owns(order) or command.request.order != order.number:
        raise NoSuchOrder(NONE)
    if command.version != order.version:
        raise OrderChanged("The order has changed since it was shown. Look at it again before you confirm.")
    after, amount = changed(order, command.request)
    held(command, amount, past)
    after = replace(after, version=order.version + 1)
    back = isinstance(command.request, Return | Exchange)
    return after, Done(
        command.key, command.request.action, order.number, amount, order.currency, reference, after.version,
        until=now + BACK_WITHIN if back else None,
        new_order=f"{order.number}-{reference}" if isinstance(command.request, Exchange) else None,
    )  # fmt: skip


def replacement(order: Order, request: Exchange, done: Done, now: datetime) -> Order:
    """The order that goes out for what is exchanged: nothing is paid for it, and nothing is paid back."""
    line = _line(order, request.line)
    new = replace(line, id="1", variant=request.variant, quantity=request.quantity, price=0, returning=0, settled=0,
                  refunded=0)  # fmt: skip
    return Order(
        str(done.new_order), order.customer, order.email, "paid", now, order.currency, 0, order.address, (new,)
    )


def arrived(order: Order, id: str, quantity: int) -> Order:
    """The order once pieces that were returning are back: what was promised for them is paid back.

    Raises NotPossible where so many are not awaited.
    """
    line = _line(order, id)
    if not 1 <= quantity <= line.returning - line.settled:
        raise NotPossible("So many are not awaited.", awaited=line.returning - line.settled)
    paid = min(line.price * quantity, max(0, order.total - order.refunded))
    after = _with(order, replace(line, settled=line.settled + quantity))
    awaited = any(each.returning > each.settled for each in after.lines)
    whole_ = all(each.settled == each.quantity for each in after.lines)
    status: Status = "returning" if awaited else "returned" if whole_ else "delivered"
    return replace(after, status=status, refunded=order.refunded + paid, version=order.version + 1)


def changed(order: Order, request: Request) -> tuple[Order, int]:
    """The order after a request, and the amount that is paid back for it, now or on arrival."""
    if isinstance(request, Cancel):
        return _cancelled(order)
    if isinstance(request, ChangeAddress):
        return _elsewhere(order, request)
    if isinstance(request, Refund):
        return _refunded(order, request)
    return _back(order, request)


def held(command: Command, amount: int, past: Iterable[datetime]) -> None:
    """Make sure that a command keeps to its bound. Raises BeyondLimit."""
    bound = command.bound
    most = MOST_MINOR if bound.most is None else min(bound.most, MOST_MINOR)
    if isinstance(command.request, Refund) and amount > most:
        raise BeyondLimit("That is more than may be paid back here at once. A person can look at it.", most=most)
    if bound.times is not None:
        since = bound.since
        if sum(since is None or moment >= since for moment in past) >= bound.times:
            raise BeyondLimit("That was done as often as it may be. A person can look at it.", times=bound.times)


def key(text: str) -> str:
    """A key as it may travel anywhere. Raises Unreadable."""
    if not 1 <= len(text) <= LONGEST_KEY or not all(char.isascii() and char.isprintable() for char in text):
        raise Unreadable(f"A key has 1 to {LONGEST_KEY} plain letters.", field="key")
    return text


def refundable(order: Order, line: Line) -> int:
    """What is left to be paid back for a line, when all that is promised for what comes back is kept aside."""
    return min(line.refundable, max(0, order.total - order.refunded - _promised(order)))


def whole(number: object, name: str, most: int = MOST_MINOR) -> int:
    """A whole number from 1 to a most. Raises Unreadable."""
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= most:
        raise Unreadable(f"The {name} is a whole number from 1 to {most}.", field=name)
    return number


def address(text: str) -> str:
    """An address as it may be written on a parcel. Raises Unreadable."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    kept = "\n".join(line for line in lines if line)
    if not kept or len(kept) > LONGEST_ADDRESS or any(not (char.isprintable() or char == "\n") for char in kept):
        raise Unreadable(f"An address has some lines, {LONGEST_ADDRESS} letters at most.", field="address")
    return kept


def _cancelled(order: Order) -> tuple[Order, int]:
    if order.status not in UNSENT:
        raise NotPossible(
            "It is cancelled already." if order.status == "cancelled"
            else "It has left us and can no longer be cancelled. You can return it once it has arrived.",
            status=order.status,
        )  # fmt: skip
    left = max(0, order.total - order.refunded)
    paid_back = left if order.status != "placed" else 0
    return replace(order, status="cancelled", refunded=order.refunded + paid_back), paid_back


def _elsewhere(order: Order, request: ChangeAddress) -> tuple[Order, int]:
    if order.status not in UNSENT:
        raise NotPossible("It has left us, so its address can no longer be changed.", status=order.status)
    return replace(order, address=address(request.address)), 0


def _refunded(order: Order, request: Refund) -> tuple[Order, int]:
    amount = whole(request.amount, "amount")
    line = _line(order, request.line)
    if order.status in ("cancelled", "placed"):
        raise NotPossible("Nothing is left to be paid back on this order.", status=order.status)
    if request.currency != order.currency:
        raise Unreadable(f"This order was paid in {order.currency}.", field="currency")
    left = refundable(order, line)
    if amount > left:
        raise NotPossible("That is more than is left to be paid back for this.", left=left)
    after = _with(order, replace(line, refunded=line.refunded + amount))
    return replace(after, refunded=order.refunded + amount), amount


def _back(order: Order, request: Return | Exchange) -> tuple[Order, int]:
    quantity = whole(request.quantity, "quantity", 1000)
    line = _line(order, request.line)
    if order.status not in SENT:
        raise NotPossible("It can be sent back once it has arrived.", status=order.status)
    if quantity > line.returnable:
        raise NotPossible("So many are not left to be sent back.", left=line.returnable)
    amount = 0
    if isinstance(request, Exchange):
        if not request.variant.strip() or request.variant == line.variant or len(request.variant) > LONGEST_VARIANT:
            raise Unreadable("Name another size or colour to have it in.", field="variant")
    else:
        amount = min(line.price * quantity, max(0, order.total - order.refunded - _promised(order)))
    settled = quantity if isinstance(request, Exchange) else 0
    after = _with(order, replace(line, returning=line.returning + quantity, settled=line.settled + settled))
    return replace(after, status="returning"), amount


def _promised(order: Order) -> int:
    """What will be paid back for what is coming back, at most."""
    return sum(line.price * (line.returning - line.settled) for line in order.lines)


def _line(order: Order, id: str) -> Line:
    line = order.line(id)
    if line is None:
        raise Unreadable("That is not on this order.", field="line")
    return line


def _with(order: Order, line: Line) -> Order:
    return replace(order, lines=tuple(line if each.id == line.id else each for each in order.lines))
