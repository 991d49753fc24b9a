"""The fold of a case: its messages and events in order, each moving what the conversation is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from chiron.core.language.text import bounded
from chiron.core.support.bounds import By
from chiron.core.support.context.naming import numbered, titled
from chiron.core.support.context.refs import Context, Found, How, Mention, Names, Reading, Ref, Sort
from chiron.core.support.context.resolve import known_orders, resolve
from chiron.core.support.customer.state import Case, Customer, Promise
from chiron.core.support.events import Touch, in_order
from chiron.core.support.kinds import CaseOpened, MessageSaid, PromiseMade

MOST_FOCUS = 8
AWAY = timedelta(hours=12)
"""Who comes back after so long is met with where they left off."""
STALE = timedelta(days=14)
"""An open case of which nobody spoke for so long is not gone on with unless it is asked for."""


class Return(Struct, frozen=True):
    """How a customer is met who comes back: how long they were away, what it was about, what is still promised."""

    away: timedelta
    about: tuple[Ref, ...]
    promised: tuple[str, ...]


def context(touches: Iterable[Touch], case: str, customer: Customer, names: Names) -> Context:
    """Where a case stands after these touches; those of other cases change nothing."""
    made = Context(case)
    for touch in in_order(touches):
        made = step(made, touch, customer, names)
    return made


def step(before: Context, touch: Touch, customer: Customer, names: Names) -> Context:
    """The same after one more touch."""
    body = touch.body
    if getattr(body, "case", None) != before.case:
        return before
    match body:
        case CaseOpened():
            return _opened(before, body, touch.at)
        case MessageSaid(by=By.CUSTOMER):
            reading = resolve(body.text, before, customer, names, touch.at)
            return _said(replace(before, unclear=reading.unclear), reading.found, touch.at)
        case MessageSaid():
            return _told(before, body.text, customer, names, touch.at)
        case PromiseMade(order=order, product=product):
            refs = [Ref(Sort.PRODUCT, product, order)] if product else [Ref(Sort.ORDER, order)] if order else []
            return _focused(before, [Found(ref, How.NAMED) for ref in refs], touch.at)
        case _:
            return before


def read(before: Context, text: str, customer: Customer, names: Names, now: datetime) -> Reading:
    """What a message is about that has not been taken into the fold yet."""
    return resolve(text, before, customer, names, now)


def promised(customer: Customer, refs: Iterable[Ref], now: datetime) -> list[Promise]:
    """What was promised about these things, on any channel and in any case, and is not done: the most urgent first."""
    wanted = {(ref.sort, ref.id) for ref in refs} | {(Sort.ORDER, ref.within) for ref in refs if ref.within}
    found = [
        one
        for one in customer.promises.values()
        if one.text
        and one.kept is None
        and one.made <= now
        and {(Sort.ORDER, one.order), (Sort.PRODUCT, one.product), (Sort.CASE, one.case)} & wanted
    ]
    return sorted(found, key=lambda one: (one.due is None, one.due or one.made, one.id))


def case_for(customer: Customer, now: datetime, about: Sequence[Ref] = ()) -> Case | None:
    """The open case that a new message goes on with, on whichever channel it comes; None where it begins another.

    The one about the same thing, else the only one of which somebody spoke within ``STALE``.
    """
    named = {ref.id for ref in about if ref.sort is Sort.CASE}
    things = {ref.id for ref in about if ref.sort in (Sort.ORDER, Sort.PRODUCT)}
    things |= {ref.within for ref in about if ref.within}
    fresh = [case for case in customer.open_cases if now - (case.last or case.opened) <= STALE]
    for case in customer.open_cases:
        if case.id in named:
            return case
    if things:
        same = [case for case in fresh if {case.order, case.product} & things]
        other = [case for case in fresh if case.order is None and case.product is None]
        return next(iter(same or other), None)
    return fresh[0] if len(fresh) == 1 else None


def returning(before: Context, customer: Customer, now: datetime) -> Return | None:
    """How a customer is met who comes back to a case; None where they were not away."""
    if before.last is None or now - before.last < AWAY:
        return None
    about = tuple(mention.ref for mention in before.focus[:2])
    pledges = promised(customer, [*about, Ref(Sort.CASE, before.case)], now)
    return Return(now - before.last, about, tuple(one.id for one in pledges))


def _opened(before: Context, body: CaseOpened, at: datetime) -> Context:
    refs = []
    if body.product is not None:
        refs.append(Ref(Sort.PRODUCT, body.product, body.order))
    if body.order is not None:
        refs.append(Ref(Sort.ORDER, body.order))
    return _focused(before, [Found(ref, How.ASSUMED) for ref in refs], at)


def _said(before: Context, found: Sequence[Found], at: datetime) -> Context:
    named = [one.ref for one in found if one.how in (How.NAMED, How.DESCRIBED)]
    after = _focused(before, found, at)
    if len(named) > 1 and len({ref.sort for ref in named}) == 1:
        after = replace(after, together=tuple(named))
    return replace(after, last=at, turns=after.turns + 1)


def _told(before: Context, text: str, customer: Customer, names: Names, at: datetime) -> Context:
    """What the shop's side says names things plainly; two or more of a kind are a choice put to the customer."""
    text = bounded(text)
    orders = numbered(text, [order.id for order in known_orders(customer, at)])
    holding = {ref.id: ref for ref in before.together}
    products = [
        holding.get(id, _of_order(id, before, customer, at)) for id in _in_text(text, titled(text, names), names)
    ]
    after = replace(before, last=at, turns=before.turns + 1)
    for told in (products, orders):
        if len(told) > 1:
            return replace(after, together=tuple(told))
    if not before.unclear:
        after = _focused(after, [Found(ref, How.NAMED) for ref in (*products, *orders)], at)
    elif len(before.together) < 2:
        after = replace(after, together=before.unclear)
    return after


def _in_text(text: str, ids: Sequence[str], names: Names) -> list[str]:
    plain = text.casefold()
    return sorted(ids, key=lambda id: (plain.find(names[id].title.casefold()), id))


def _of_order(id: str, before: Context, customer: Customer, at: datetime) -> Ref:
    spoken = before.about(Sort.ORDER)
    holding = [one.id for one in known_orders(customer, at) if any(line.product == id for line in one.lines)]
    if spoken is not None and spoken.id in holding:
        return Ref(Sort.PRODUCT, id, spoken.id)
    return Ref(Sort.PRODUCT, id, holding[0] if holding else None)


def _focused(before: Context, found: Sequence[Found], at: datetime) -> Context:
    """These in front, the first of them foremost; each thing stands there once."""
    fresh = [Mention(one.ref, at, one.how) for one in found]
    refs = {mention.ref for mention in fresh}
    kept = [mention for mention in before.focus if mention.ref not in refs]
    return replace(before, focus=tuple([*fresh, *kept][:MOST_FOCUS]))
