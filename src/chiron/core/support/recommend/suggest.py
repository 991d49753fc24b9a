"""Suggests: takes what may be shown, scores it by what was learnt and what it is, spreads it, and says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chiron.core.support.recommend import guards
from chiron.core.support.recommend.content import Content
from chiron.core.support.recommend.diverse import diverse
from chiron.core.support.recommend.model import Model
from chiron.core.support.recommend.wares import Asked, Kind, Reason, Shopper, Stock, Ware, Why

TRUST = 8.0
"""How often a product must have been met for what was learnt of it to count as much as what it is."""
OFTEN = 0.05
"""What being bought often adds, at most."""
HISTORY = 0.5
"""What a customer's whole history counts beside what is asked about now."""
AUTHORED = 1.0
"""What somebody who knows the goods said comes before what was learnt."""
PEOPLE = 3
"""So many must have bought two things before it is said that they are bought together."""
LEAST = 0.02
"""Scores below this say nothing: then nothing is suggested, rather than anything."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A product to show, its score, and why, the most telling reason first."""

    product: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """What may be shown, best first; or nothing, and by code why: see ``guards.silent``; ``nothing`` where none fits.

    ``personal`` tells whether what the customer did before was looked at.
    """

    suggestions: tuple[Suggestion, ...] = ()
    silent: str | None = None
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Goods:
    """A catalogue made ready: products by id, what they are, what was learnt of them (None before the first fit)."""

    wares: Mapping[str, Ware]
    content: Content
    model: Model | None = None


def suggest(asked: Asked, shopper: Shopper, goods: Goods, stock: Stock) -> Suggested:
    """What to show. Nothing that a guard bars is ever in it, and the same is asked and known gives the same."""
    why_not = guards.silent(asked, shopper)
    if why_not:
        return Suggested(silent=why_not)
    personal = guards.personal(shopper)
    if not personal:
        # From here on their history is not even at hand; the guards below still see what must not be shown.
        known: Mapping[str, float] = {}
    else:
        known = {name: strength for name, strength in shopper.met.items() if name not in shopper.returned}
    may = {ware.id: ware for ware in guards.allowed(goods.wares, asked, shopper, stock)}
    scores = _Scores(asked, known, goods).of(may)
    names = diverse(
        {name: score for name, score in scores.items() if score >= LEAST},
        goods.content.near,
        {name: ware.category for name, ware in may.items()},
        guards.at_most(asked, shopper),
        most=None if asked.kind in (Kind.INSTEAD, Kind.BETTER) else 2,
    )
    found = tuple(Suggestion(name, scores[name], _reasons(may[name], asked, known, goods)) for name in names)
    return Suggested(found, None if found else "nothing", personal)


class _Scores:
    """Scores for one asking. Every part lies in [0, 1] and says what it is worth beside the others."""

    def __init__(self, asked: Asked, known: Mapping[str, float], goods: Goods) -> None:
        self.asked, self.known, self.goods = asked, known, goods
        self.now = dict.fromkeys(sorted({*asked.basket, *([asked.about] if asked.about else [])}), 1.0)
        self.learnt_now = _learnt(goods.model, self.now)
        self.learnt_before = _learnt(goods.model, known)
        self.often = _often(goods.model)

    def of(self, may: Mapping[str, Ware]) -> dict[str, float]:
        """The score of each product that may be shown."""
        if self.asked.kind is Kind.SOLVES:
            solving = self.goods.content.solving(self.asked.words)
            return {name: solving[name] + 0.1 * self._before(name) for name in may if solving.get(name, 0.0) > 0.1}
        return {name: self._one(ware) for name, ware in may.items()}

    def _one(self, ware: Ware) -> float:
        about = self.goods.wares.get(self.asked.about) if self.asked.about else None
        score = self._now(ware.id) + HISTORY * self._before(ware.id) + OFTEN * self.often.get(ware.id, 0.0)
        return score + (AUTHORED * _authored(ware, about, self.asked) if about else 0.0)

    def _now(self, name: str) -> float:
        if not self.now:
            return 0.0
        alike = max(self.goods.content.near(one, name) for one in self.now)
        if self.asked.kind in (Kind.INSTEAD, Kind.BETTER):
            # What does in its place is what is like it; who buys one seldom buys the other.
            return 0.8 * alike + 0.2 * self.learnt_now.get(name, 0.0)
        return self._mixed(name, self.learnt_now, alike)

    def _before(self, name: str) -> float:
        if not self.known:
            return 0.0
        strongest = max(self.known.values())
        near = self.goods.content.near
        alike = max((strength / strongest) * near(one, name) for one, strength in self.known.items())
        return self._mixed(name, self.learnt_before, alike)

    def _mixed(self, name: str, learnt: Mapping[str, float], alike: float) -> float:
        """What was learnt and what it is, the first counting the more the more often the product was met."""
        model = self.goods.model
        if model is None or name not in model.places or not learnt:
            return alike
        met = float(model.often[model.places[name]])
        trust = met / (met + TRUST)
        return trust * learnt.get(name, 0.0) + (1 - trust) * alike


def _learnt(model: Model | None, met: Mapping[str, float]) -> dict[str, float]:
    """What was learnt, by product, as a share of the best score; empty where nothing of ``met`` is known."""
    if model is None or not any(name in model.places for name in met):
        return {}
    scores = model.scores(met)
    for name in met:
        if name in model.places:
            scores[model.places[name]] = 0.0
    best = float(scores.max(initial=0.0))
    if best <= 0:
        return {}
    return {name: max(0.0, float(score) / best) for name, score in zip(model.items, scores, strict=True)}


def _often(model: Model | None) -> dict[str, float]:
    if model is None or not len(model.often):
        return {}
    most = float(model.often.max()) or 1.0
    return {name: float(often) / most for name, often in zip(model.items, model.often, strict=True)}


def _authored(ware: Ware, about: Ware, asked: Asked) -> float:
    """1 where whoever wrote the catalogue joined the two for what is asked, else 0."""
    if asked.kind is Kind.INSTEAD:
        return float(ware.id in about.instead or ware.replaces == about.id)
    if asked.kind is Kind.BETTER:
        return float(ware.replaces == about.id)
    return float(ware.id in about.goes_with)


def _reasons(ware: Ware, asked: Asked, known: Mapping[str, float], goods: Goods) -> tuple[Reason, ...]:
    """Why a product is shown. Each is true of it; that it is in stock always is, as no other passes the guards."""
    about = goods.wares.get(asked.about) if asked.about else None
    found: list[Reason] = []
    if about is not None:
        found += _beside(ware, about, asked)
    if asked.kind is Kind.SOLVES:
        found.append(Reason(Why.SOLVES, tuple(ware.uses[:2])))
    found += _together(ware, asked, known, goods)
    if about is not None:
        shared = tuple(use for use in ware.uses if use in about.uses)
        found += [Reason(Why.SAME_USE, shared)] if shared else []
        found += [Reason(Why.STEP_UP, (about.id,))] if asked.kind is Kind.BETTER else []
    if not found:
        found += _alike(ware, asked, known, goods)
    return (*found, Reason(Why.IN_STOCK))


def _beside(ware: Ware, about: Ware, asked: Asked) -> list[Reason]:
    found = []
    if ware.id in about.goes_with and asked.kind in (Kind.BESIDE, Kind.RELATED):
        found.append(Reason(Why.AUTHORED_BESIDE, (about.id,)))
    if ware.id in about.instead and asked.kind is Kind.INSTEAD:
        found.append(Reason(Why.AUTHORED_INSTEAD, (about.id,)))
    if ware.replaces == about.id:
        found.append(Reason(Why.NEWER, (about.id,)))
    return found


def _together(ware: Ware, asked: Asked, known: Mapping[str, float], goods: Goods) -> list[Reason]:
    """That it was bought with what counts here, by people enough that it is no accident and tells of nobody."""
    model = goods.model
    if model is None:
        return []
    now = dict.fromkeys((*asked.basket, *([asked.about] if asked.about else [])), 1.0)
    because = model.because({**known, **now}, ware.id, count=5)
    bought = tuple(item for item in because if model.together(item, ware.id) >= PEOPLE)[:2]
    if bought:
        return [Reason(Why.TOGETHER, bought)]
    return [Reason(Why.LIKED_TOGETHER, because[:1])] if because else []


def _alike(ware: Ware, asked: Asked, known: Mapping[str, float], goods: Goods) -> list[Reason]:
    """What of all that counts is most like it; where nothing counts, that it is often bought."""
    counted = sorted({*known, *asked.basket, *([asked.about] if asked.about else [])})
    closest = max(counted, key=lambda name: goods.content.near(name, ware.id), default=None)
    if closest is not None and goods.content.near(closest, ware.id) > 0:
        return [Reason(Why.ALIKE, (closest,))]
    return [Reason(Why.OFTEN)]
