"""What a customer's message is about, given the conversation and what they have: or among which things to ask.

Nothing is found that is not this customer's own, or a product of the shelf: whatever number a message holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from chiron.core.language.text import bounded
from chiron.core.support.context.naming import described, numbered, strangers, titled
from chiron.core.support.context.pointing import Pointer, any_order, meant, pointers, whole_order
from chiron.core.support.context.refs import Context, Found, How, Names, Reading, Ref, Sort
from chiron.core.support.customer.state import Customer, Order

_PLACES = {Pointer.FIRST: 0, Pointer.SECOND: 1, Pointer.THIRD: 2, Pointer.FINAL: -1}


def resolve(text: str, context: Context, customer: Customer, names: Names, now: datetime) -> Reading:
    """What a message of the customer's is about, as far as was known ``now``."""
    text, orders = bounded(text), known_orders(customer, now)
    foreign = tuple(strangers(text, [*customer.orders, *customer.cases, *customer.promises, *names]))
    named = _named(text, context, customer, orders, names)
    ways, sort = pointers(text), meant(text)
    if foreign and not named:
        return Reading(foreign=foreign)
    for way in ways:
        if way is Pointer.PROMISED:
            reading = _promised(context, customer, now)
        else:
            reading = _pointed(way, named, context, orders, sort)
        if reading is not None:
            return _with(reading, named, foreign)
    if named:
        return _choose(named, foreign)
    return _implied(text, context, orders, sort, foreign)


def known_orders(customer: Customer, now: datetime) -> list[Order]:
    """The customer's orders that were placed by then, the latest first."""
    found = [order for order in customer.orders.values() if order.placed is not None and order.placed <= now]
    return sorted(found, key=lambda order: (order.placed, order.id), reverse=True)


def _named(text: str, context: Context, customer: Customer, orders: Sequence[Order], names: Names) -> list[list[Found]]:
    """What is named: of each thing, those that it may be."""
    cases = [case.id for case in customer.cases.values() if case.id != context.case]
    found = [[Found(ref, How.NAMED)] for ref in numbered(text, [order.id for order in orders], cases)]
    exact = titled(text, names)
    if exact:
        return found + [[Found(_product(id, context, orders), How.NAMED)] for id in exact]
    near = [ref.id for ref in (*context.together, *_focus(context)) if ref.sort is Sort.PRODUCT]
    owned = [line.product for order in orders for line in order.lines if line.quantity]
    baskets = [id for id, interest in customer.products.items() if interest.in_basket]
    within = found[0][0].ref.id if found and found[0][0].ref.sort is Sort.ORDER else None
    if within is not None:
        owned, near, baskets = [line.product for line in customer.orders[within].lines], [], []
    things = described(text, (near, owned, baskets), names)
    refs = [[_product(id, context, orders, within) for id in ids] for ids in things]
    return [*found, *([Found(ref, How.DESCRIBED) for ref in one] for one in refs)]


def _product(id: str, context: Context, orders: Sequence[Order], within: str | None = None) -> Ref:
    """A product with the order that it is of: the one spoken of, else the latest with it."""
    spoken = context.about(Sort.ORDER)
    holding = [order.id for order in orders if any(line.product == id for line in order.lines)]
    if within is None and spoken is not None and spoken.id in holding:
        within = spoken.id
    return Ref(Sort.PRODUCT, id, within or (holding[0] if holding else None))


def _pointed(
    way: Pointer,
    named: Sequence[Sequence[Found]],
    context: Context,
    orders: Sequence[Order],
    sort: Sort | None,
) -> Reading | None:
    """What one way of pointing comes to; None where it comes to nothing."""
    if way in _PLACES:
        return _placed(_PLACES[way], context, orders, sort)
    if way is Pointer.IT:
        return None if named else _it(context, orders, sort)
    if way is Pointer.BOTH:
        several = _together(context, orders, sort)
        return Reading(tuple(Found(ref, How.OTHER) for ref in several)) if len(several) > 1 else None
    if way is Pointer.OTHER:
        return _other(context, orders, sort, named)
    if named:
        return None
    by_state: dict[Pointer, Callable[[], Reading | None]] = {
        Pointer.LATEST: lambda: _of_orders(orders[:1]),
        Pointer.EARLIER: lambda: _of_orders(_before(context, orders)) or Reading(),
        Pointer.RETURNED: lambda: _described_orders(order for order in orders if order.returned is not None),
        Pointer.PENDING: lambda: _pending(context, orders),
    }
    return by_state[way]() if way in by_state else None


def _it(context: Context, orders: Sequence[Order], sort: Sort | None) -> Reading | None:
    """What the conversation is about, of the kind that fits the words around."""
    focus = _focus(context)
    fitting = [ref for ref in focus if sort in (None, ref.sort) or (sort is Sort.ORDER and ref.within is not None)]
    if fitting:
        ref = fitting[0]
        if sort is Sort.ORDER and ref.sort is Sort.PRODUCT:
            ref = Ref(Sort.ORDER, ref.within or "")
        return Reading((Found(ref, How.POINTED),))
    if sort is Sort.PRODUCT and (order := context.about(Sort.ORDER)) is not None:
        held = next((one for one in orders if one.id == order.id), None)
        return None if held is None else _lines(held)
    return None


def _other(
    context: Context, orders: Sequence[Order], sort: Sort | None, named: Sequence[Sequence[Found]]
) -> Reading | None:
    """Of those that were told together, or of two that there are, the one that is not spoken of."""
    current = _focus(context)[:1]
    chosen = [found.ref for one in named for found in one if len(one) == 1] or current
    pool = _together(context, orders, sort)
    if not chosen:
        return _ask(pool, How.OTHER) if len(pool) > 1 else None
    rest = [ref for ref in pool if ref not in chosen]
    return _ask(rest, How.OTHER) if rest else None


def _together(context: Context, orders: Sequence[Order], sort: Sort | None) -> list[Ref]:
    """Those of which one may be the other: told together; else the lines of the order, else the open orders."""
    told = [ref for ref in context.together if sort in (None, ref.sort)]
    if len(told) > 1:
        return told
    current = _focus(context)[:1]
    wanted = sort or (current[0].sort if current else Sort.ORDER)
    if wanted is Sort.PRODUCT:
        inside = current[0].within if current and current[0].sort is Sort.PRODUCT else None
        about = context.about(Sort.ORDER)
        held = next((one for one in orders if one.id == (inside or (about.id if about else None))), None)
        return [] if held is None else [Ref(Sort.PRODUCT, line.product, held.id) for line in held.lines]
    about = context.about(Sort.ORDER)
    live = [order for order in orders if order.stage in ("placed", "shipped") or (about and order.id == about.id)]
    pool = live if len(live) > 1 else list(orders)
    return [Ref(Sort.ORDER, order.id) for order in pool]


def _placed(place: int, context: Context, orders: Sequence[Order], sort: Sort | None) -> Reading | None:
    """The first, the second, the last of those that were told together."""
    told = [ref for ref in context.together if sort in (None, ref.sort)] or list(context.together)
    if told and -len(told) <= place < len(told):
        return Reading((Found(told[place], How.OTHER),))
    return _of_orders(orders[:1]) if place == -1 and sort is Sort.ORDER else None


def _pending(context: Context, orders: Sequence[Order]) -> Reading | None:
    late = [order for order in orders if order.stage in ("placed", "shipped")]
    spoken = context.about(Sort.ORDER)
    if spoken is not None and any(order.id == spoken.id for order in late):
        return Reading((Found(spoken, How.POINTED),))
    return _described_orders(late)


def _before(context: Context, orders: Sequence[Order]) -> Sequence[Order]:
    """The order before the one that is spoken of, else before the latest."""
    spoken = context.about(Sort.ORDER)
    place = next((at for at, order in enumerate(orders) if spoken and order.id == spoken.id), 0)
    return orders[place + 1 : place + 2]


def _promised(context: Context, customer: Customer, now: datetime) -> Reading | None:
    """What the shop promised, on whichever channel: about what is spoken of, else what is not done yet."""
    made = [one for one in customer.promises.values() if one.text and one.made <= now]
    made.sort(key=lambda one: (one.made, one.id), reverse=True)
    about = {(ref.sort, ref.id) for ref in _focus(context)[:2]} | {(Sort.CASE, context.case)}
    near = [p for p in made if {(Sort.ORDER, p.order), (Sort.PRODUCT, p.product), (Sort.CASE, p.case)} & about]
    chosen = near or [one for one in made if one.kept is None] or made[:1]
    found = tuple(Found(Ref(Sort.PROMISE, one.id), How.DESCRIBED) for one in chosen[:3])
    return Reading(found) if found else None


def _implied(
    text: str, context: Context, orders: Sequence[Order], sort: Sort | None, foreign: tuple[str, ...]
) -> Reading:
    """Where nothing points: my order, the parcel. The one spoken of, the only one, or those among which to ask."""
    spoken = context.about(Sort.ORDER)
    if any_order(text):
        return _described_orders(orders, How.ONLY) or Reading(foreign=foreign)
    if not (whole_order(text) or (sort is Sort.ORDER and spoken is not None)):
        return Reading(foreign=foreign)
    if spoken is not None:
        return Reading((Found(spoken, How.POINTED),), foreign=foreign)
    live = [order for order in orders if order.stage in ("placed", "shipped")]
    reading = _described_orders(live or orders, How.ONLY)
    return Reading(foreign=foreign) if reading is None else _with(reading, (), foreign)


def _of_orders(orders: Sequence[Order]) -> Reading | None:
    return Reading((Found(Ref(Sort.ORDER, orders[0].id), How.DESCRIBED),)) if orders else None


def _described_orders(orders: Iterable[Order], how: How = How.DESCRIBED) -> Reading | None:
    refs = [Ref(Sort.ORDER, order.id) for order in orders]
    return _ask(refs, how) if refs else None


def _lines(order: Order) -> Reading | None:
    refs = [Ref(Sort.PRODUCT, line.product, order.id) for line in order.lines]
    return _ask(refs, How.ONLY) if refs else None


def _ask(refs: Sequence[Ref], how: How) -> Reading:
    """The only one, or those among which to ask."""
    return Reading((Found(refs[0], how),)) if len(refs) == 1 else Reading(unclear=tuple(refs))


def _choose(named: Sequence[Sequence[Found]], foreign: tuple[str, ...]) -> Reading:
    clear = tuple(one[0] for one in named if len(one) == 1)
    doubtful = [one for one in named if len(one) > 1]
    if doubtful and not clear:
        return Reading(unclear=tuple(found.ref for found in doubtful[0]), foreign=foreign)
    return Reading(clear, foreign=foreign)


def _with(reading: Reading, named: Sequence[Sequence[Found]], foreign: tuple[str, ...]) -> Reading:
    """The same beside what is named in plain words."""
    plain = [one[0] for one in named if len(one) == 1 and one[0].how is How.NAMED]
    also = tuple(found for found in plain if found.ref not in reading.refs)
    found = reading.found if reading.unclear else reading.found + also
    return Reading(found, reading.unclear, foreign)


def _focus(context: Context) -> list[Ref]:
    return [mention.ref for mention in context.focus]
