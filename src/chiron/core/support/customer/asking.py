"""How cases, promises, consents and facts change what is known of a customer."""

from __future__ import annotations

from chiron.core.support import kinds as k
from chiron.core.support.bounds import By, Certainty
from chiron.core.support.customer.shopping import Folder, earliest, name
from chiron.core.support.customer.state import Agreed, Case, Customer, Noted, Promise
from chiron.core.support.events import Touch

_OWN_WORDS = (Certainty.CORRECTED, Certainty.STATED)


def case_of(customer: Customer, id: str, touch: Touch) -> Case:
    """The case, as far as it is known, marked with this event."""
    found = customer.cases.setdefault(id, Case(id, touch.at, touch.channel))
    name(found.keys, touch)
    found.last = touch.at
    return found


def _opened(customer: Customer, touch: Touch, body: k.CaseOpened) -> None:
    case = case_of(customer, body.case, touch)
    case.intent, case.order, case.product = (
        body.intent or case.intent,
        body.order or case.order,
        body.product or case.product,
    )


def _said(customer: Customer, touch: Touch, body: k.MessageSaid) -> None:
    case = case_of(customer, body.case, touch)
    if body.by is By.CUSTOMER:
        case.said += 1
        case.waiting = case.waiting or touch.at
        case.intent = case.intent or body.intent
    else:
        case.waiting = None


def _handed_over(customer: Customer, touch: Touch, body: k.CaseHandedOver) -> None:
    case_of(customer, body.case, touch).with_agent = body.to is By.AGENT


def _closed(customer: Customer, touch: Touch, body: k.CaseClosed) -> None:
    case = case_of(customer, body.case, touch)
    case.closed, case.how, case.waiting = touch.at, body.how, None


def _reopened(customer: Customer, touch: Touch, body: k.CaseReopened) -> None:
    case = case_of(customer, body.case, touch)
    if case.closed is not None:
        case.closed, case.how, case.reopened = None, None, case.reopened + 1


def _rated(customer: Customer, touch: Touch, body: k.CaseRated) -> None:
    case_of(customer, body.case, touch).stars = body.stars


def _promised(customer: Customer, touch: Touch, body: k.PromiseMade) -> None:
    known = customer.promises.get(body.promise)
    if known is not None and known.text:
        return
    made = Promise(
        body.promise,
        body.text,
        touch.at,
        touch.channel,
        body.case,
        body.order,
        body.product,
        body.due,
        keys=[touch.key],
    )
    made.kept = known.kept if known else None
    customer.promises[body.promise] = made


def _kept(customer: Customer, touch: Touch, body: k.PromiseKept) -> None:
    promise = customer.promises.setdefault(body.promise, Promise(body.promise, "", touch.at, touch.channel))
    promise.kept = earliest(promise.kept, touch.at)
    name(promise.keys, touch)


def _agreed(customer: Customer, touch: Touch, body: k.ConsentGiven) -> None:
    customer.consents[body.what] = Agreed(True, touch.at, body.version, touch.key)


def _refused(customer: Customer, touch: Touch, body: k.ConsentWithdrawn) -> None:
    customer.consents[body.what] = Agreed(False, touch.at, "", touch.key)


def _noted(customer: Customer, touch: Touch, body: k.FactNoted) -> None:
    if not body.value or (body.name in customer.erased and body.certainty in (Certainty.INFERRED, Certainty.SHOP)):
        return
    known = customer.facts.get(body.fact)
    if known is not None and known.certainty is Certainty.CORRECTED and body.certainty not in _OWN_WORDS:
        return
    customer.facts[body.fact] = Noted(
        body.fact,
        body.name,
        body.value,
        body.certainty,
        body.confidence,
        touch.at,
        body.expires,
        [*body.events] or [touch.key],
    )


def _corrected(customer: Customer, touch: Touch, body: k.FactCorrected) -> None:
    """The correction stands beside what it puts right, under the same id, and holds for good."""
    known = customer.facts.get(body.fact)
    if known is None or not body.value:
        return
    customer.facts[body.fact] = Noted(
        known.id, known.name, body.value, Certainty.CORRECTED, 1.0, touch.at, None, [*known.events, touch.key]
    )


def _erased(customer: Customer, touch: Touch, body: k.FactErased) -> None:
    """Every fact of that name goes: another way of noting the same must not keep it."""
    customer.erased[body.name] = touch.at
    customer.facts = {
        id: fact for id, fact in customer.facts.items() if fact.name != body.name and fact.id != body.fact
    }


FOLDERS: dict[type, Folder] = {
    k.CaseOpened: _opened,
    k.MessageSaid: _said,
    k.CaseHandedOver: _handed_over,
    k.CaseClosed: _closed,
    k.CaseReopened: _reopened,
    k.CaseRated: _rated,
    k.PromiseMade: _promised,
    k.PromiseKept: _kept,
    k.ConsentGiven: _agreed,
    k.ConsentWithdrawn: _refused,
    k.FactNoted: _noted,
    k.FactCorrected: _corrected,
    k.FactErased: _erased,
}
