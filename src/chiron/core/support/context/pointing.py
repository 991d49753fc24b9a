"""Words that point: it, the other one, both, my last order; in English and in Spanish. Patterns over folded text."""

from __future__ import annotations

import re
from enum import StrEnum

from chiron.core.language.text import fold
from chiron.core.support.context.refs import Sort


class Pointer(StrEnum):
    """A way of pointing."""

    IT = "it"
    OTHER = "other"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FINAL = "final"
    """The last one of those that were told."""
    BOTH = "both"
    LATEST = "latest"
    """The latest order."""
    EARLIER = "earlier"
    """The order before that."""
    RETURNED = "returned"
    """What they sent back."""
    PENDING = "pending"
    """What has not arrived."""
    PROMISED = "promised"
    """What the shop said it would do."""


_EMPTY = re.compile(
    r"\bis (it|that|this) (possible|ok|okay|allowed|normal)\b|\bit (is|was|'s) (possible|ok|okay|fine|raining)\b"
    r"|\bit'?s? (seems|looks like|depends|says)\b|\b(that|this)('s| is| was) (fine|all|ok|okay|great|it|right|true)\b"
    r"|\b(this|that) (morning|afternoon|evening|week|weekend|month|year|day|time|way|case)\b"
    r"|\bthat (i|you|he|she|we|they|the|my|your|a|an|there)\b|\bso that\b|\bit (would|will) (be|help)\b"
    r"|\b(other than|any other|another|each other|every other|other (day|side|people|hand|words|questions?))\b"
    r"|\b(first|second|last|next) (time|name|place|thing|week|month|year|day|night|weekend|of all|class|half|floor)\b"
    r"|\b(este|esta|ese|esa) (manana|tarde|noche|semana|mes|ano|dia|vez)\b|\b(otra vez|el otro dia|otra cosa)\b"
    r"|\b(primera|segunda|ultima|proxima) (vez|semana|cosa)\b|\bes posible\b|\bpor (eso|esto|lo)\b|\blo (siento|que)\b"
)
"""Words that look as if they pointed and do not."""

_WAYS: tuple[tuple[Pointer, re.Pattern[str]], ...] = (
    (
        Pointer.BOTH,
        re.compile(r"\b(both|the two of them|all (of them|three|two))\b|\b(ambos|ambas|los dos|las dos|todos ellos)\b"),
    ),
    (
        Pointer.OTHER,
        re.compile(r"\b(the|my|that) other( one| ones)?\b|\bthe remaining one\b|\b(el|la|los|las|mi) otr[oa]s?\b"),
    ),
    (
        Pointer.EARLIER,
        re.compile(
            r"\b(order|one|parcel) before( that| it| this)?\b|\b(previous|earlier) (order|purchase|parcel|one)\b"
            r"|\b(pedido|el) (anterior|de antes)\b"
        ),
    ),
    (
        Pointer.LATEST,
        re.compile(
            r"\b(last|latest|most recent|newest|recent) (order|purchase|parcel|delivery|package)\b"
            r"|\b(ultimo|mas reciente) (pedido|paquete|envio)\b|\bultima (compra|entrega)\b|\bpedido mas reciente\b"
        ),
    ),
    (Pointer.FIRST, re.compile(r"\bthe (first|former|1st)( one)?\b|\b(el primero|la primera|el primer)\b")),
    (Pointer.SECOND, re.compile(r"\bthe (second|latter|2nd)( one)?\b|\b(el segundo|la segunda)\b")),
    (Pointer.THIRD, re.compile(r"\bthe (third|3rd)( one)?\b|\b(el tercero|la tercera|el tercer)\b")),
    (Pointer.FINAL, re.compile(r"\bthe last( one)?\b|\b(el ultimo|la ultima)\b")),
    (
        Pointer.RETURNED,
        re.compile(
            r"\b(i|i've|have|we) (already )?(returned|sent (it |them )?back|shipped (it |them )?back)\b"
            r"|\b(my|the|a) returns?\b|\b(he|hemos|ya) devuelto\b|\bdevolvi\b|\bmi devolucion\b|\bla devolucion\b"
        ),
    ),
    (
        Pointer.PENDING,
        re.compile(
            r"\b(has ?n[o']t|have ?n[o']t|did ?n[o']t|never|not|still waiting for .{0,30}to) (yet )?"
            r"(arriv|turn|come|been delivered|show)|\bwhere('?s| is| are) (my|the)\b|\b(is|are) late\b|\boverdue\b"
            r"|\bno (ha|han) llegado\b|\bno (me )?llega\b|\bdonde esta (mi|el)\b|\bcuando llega\b"
        ),
    ),
    (
        Pointer.PROMISED,
        re.compile(
            r"\byou (promised|said|told|agreed|assured)\b|\b(was|were) (promised|told|assured)\b"
            r"|\b(your colleague|someone|the agent) (promised|said|told)\b"
            r"|\bme (dijeron|dijiste|prometieron|aseguraron)\b"
        ),
    ),
    (
        Pointer.IT,
        re.compile(
            r"\b(it|its|it's|them|they|those|these|this one|that one|this|that)\b"
            r"|\b(lo|eso|esto|ese|esa|este|esta|esos|esas)\b|\w{2,}(?:ar|er|ir|ando|iendo)(?:me|te|se|nos)?(?:lo|la|los|las)\b"
            r"|\b(?:me|te|se) (?:lo|la|los|las) \w+"
        ),
    ),
)

_OF_ORDERS = re.compile(
    r"\b(orders?|parcels?|packages?|deliver(y|ed|ies)?|ship(ped|ping|ment)?|arriv(e|ed|es|ing)|track(ing)?|courier"
    r"|dispatch(ed)?|invoice|cancel(led)?|pedidos?|paquetes?|envios?|entrega(do|r|n)?|lleg(a|o|ar|ado)|seguimiento"
    r"|factura|cancelar|enviado)\b"
)
_OF_PRODUCTS = re.compile(
    r"\b(fits?|sizes?|too (small|big|tight|large|short|long)|broke(n)?|torn|leak(s|ing|ed)?|wash(ing)?|waterproof"
    r"|zip(per)?|colou?rs?|warranty|guarantee|wear(ing)?|weigh(t|s)?|made of|material|sole|faulty|defect(ive)?"
    r"|talla|roto|rota|pequen[oa]|grande|impermeable|cremallera|color|garantia|lavar|suela|defecto)\b"
)
_OF_CASES = re.compile(r"\bmy (case|ticket|complaint|request|enquiry)\b|\bmi (caso|reclamacion|incidencia|consulta)\b")
_SOME_ORDER = re.compile(
    r"\b(an?|one of my|some) (order|parcel|package|purchase)s?\b"
    r"|\b(un|una|uno de mis|una de mis) (pedido|paquete|compra)s?\b"
)
_WHOLE_ORDER = re.compile(
    r"\b(my|the|this|that) (order|parcel|package|delivery)\b|\b(mi|el|este|ese) (pedido|paquete)\b"
)


def pointers(text: str) -> list[Pointer]:
    """Every way in which a message points, the strictest first."""
    plain = _EMPTY.sub(" ", fold(text))
    return [way for way, pattern in _WAYS if pattern.search(plain)]


def meant(text: str) -> Sort | None:
    """Which kind of thing the words around fit: an order that arrives, a product that fits, a case; None for either."""
    plain = fold(text)
    if _OF_CASES.search(plain):
        return Sort.CASE
    orders, products = bool(_OF_ORDERS.search(plain)), bool(_OF_PRODUCTS.search(plain))
    if orders == products:
        return None
    return Sort.ORDER if orders else Sort.PRODUCT


def any_order(text: str) -> bool:
    """Whether a message speaks of some order without saying which: an order, one of my parcels."""
    return _SOME_ORDER.search(fold(text)) is not None


def whole_order(text: str) -> bool:
    """Whether a message speaks of an order as such: my order, the parcel."""
    return _WHOLE_ORDER.search(fold(text)) is not None
