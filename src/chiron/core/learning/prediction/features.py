"""What a prediction is made of: a list of numbers with names, cheap and in a fixed order.

States (``filter``), then counts and recency as in performance factors analysis (Pavlik, Cen & Koedinger 2009), Best-LR
(Gervet et al. 2020) and DAS3H (Choffin et al. 2019); the last outcomes as patterns, so that nothing is assumed of how
they add up. All are near [-5, 5]; what is not known counts as 0.
"""

from __future__ import annotations

from itertools import product
from math import log1p

from chiron.core.learning.prediction.filter import (
    form_kept,
    gap,
    met,
    practice,
    skill_gap,
    skill_kept,
    together,
)
from chiron.core.learning.prediction.parameters import Material, Settings
from chiron.core.learning.prediction.state import About, Learner, SkillState

PATTERNS = tuple("".join(marks) for length in (1, 2, 3, 4) for marks in product("01", repeat=length))
SHORT = tuple("".join(marks) for length in (2, 3) for marks in product("01", repeat=length))
EARLY = 9
"""So many opportunities are told apart one by one (or two by two)."""
STATES = (
    "always", "base", "skill-ease", "item", "general", "course", "form", "skill", "pace", "edge",
    "right-in-skill", "wrong-in-skill", "right", "wrong", "quick-in-skill", "slow-in-skill", "quick", "slow",
    "item-right", "item-wrong", "item-last", "item-seen", "item-gap", "item-last-gap",
    "run", "first", "same", "same-run", "same-practice", "skill-gap", "more-skills",
    "timed", "pause", "skill-pause", "another-day", "skill-another-day",
)  # fmt: skip
COUNTS = ("opportunity-1", "opportunity-2", "opportunity-3", "opportunity-4", "opportunity-5", "opportunity-6-9")
FEATURES = (
    *STATES,
    *(f"skill-pattern-{marks}" for marks in PATTERNS),
    *(f"pattern-{marks}" for marks in SHORT),
    *COUNTS,
)
"""The names, in the order of ``features`` and of ``Parameters.weights``."""
_SKILL = {marks: len(STATES) + place for place, marks in enumerate(PATTERNS)}
_SHORT = {marks: len(STATES) + len(PATTERNS) + place for place, marks in enumerate(SHORT)}
_COUNT = len(STATES) + len(PATTERNS) + len(SHORT)
_MARKS = [0.0] * (len(FEATURES) - len(STATES))


def features(learner: Learner, material: Material, settings: Settings, about: About) -> list[float]:
    """The numbers of FEATURES before an answer; nothing is changed, and the answer itself is not looked at."""
    when, names = about.when, about.skills
    share = 1.0 / len(names) if names else 0.0
    states = [met(learner, material, settings, name) for name in names]
    away = gap(learner, when)
    own = material.items.get(about.item) if about.item else None
    form = form_kept(settings, away) * learner.form.mean
    skill = right = wrong = quick = slow = ease = edge = pace = 0.0
    for name, state in zip(names, states, strict=True):
        skill += state.mean * skill_kept(settings, skill_gap(state, when))
        right += state.right
        wrong += state.wrong
        quick += state.quick
        slow += state.slow
        known = material.skills.get(name)
        if known is not None:
            ease += known.easiness.mean
    level = learner.general.mean + learner.course.mean + form + skill * share
    if names:
        if (known := material.skills.get(names[0])) is not None:
            edge, pace = known.edge.mean, known.pace.mean * practice(states)
        if (sharp := material.edges.get(about.item)) is not None:
            edge += sharp.mean
        edge *= level
    ease *= share
    if len(names) > 1:
        ease += together(material, settings, names).mean
    least = min(states, key=_opportunities) if states else None
    found = [
        1.0, material.base.mean, ease, 0.0 if own is None else own.mean,
        learner.general.mean, learner.course.mean, form, skill * share, pace, edge,
        log1p(right * share), log1p(wrong * share), log1p(learner.right), log1p(learner.wrong),
        quick * share, slow * share, learner.quick, learner.slow,
        *_item(learner, about.item),
        *_skill(learner, least, names),
        *_time(away, least, when),
        *_MARKS,
    ]  # fmt: skip
    _mark(found, learner.last, least)
    return found


def _opportunities(state: SkillState) -> int:
    return state.right + state.wrong


def _item(learner: Learner, name: str) -> tuple[float, ...]:
    item = learner.items.get(name) if name else None
    if item is None:
        return 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    ago, last = log1p(learner.answers - item.place), 1.0 if item.last else -1.0
    return log1p(item.right), log1p(item.wrong), last, 1.0, ago, last * ago


def _skill(learner: Learner, least: SkillState | None, names: tuple[str, ...]) -> tuple[float, ...]:
    if least is None:
        return 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    new, same = not least.last, float(learner.before == names)
    run = min(max(least.run, -8), 8) / 4.0
    return (
        run,
        float(new),
        same,
        same * run,
        same * log1p(least.right + least.wrong) if same else 0.0,
        0.0 if new else log1p(learner.answers - least.place),
        len(names) - 1.0,
    )


def _time(away: float, least: SkillState | None, when: float | None) -> tuple[float, ...]:
    if when is None:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    skill = 0.0 if least is None else skill_gap(least, when)
    return 1.0, log1p(away) / 3.0, log1p(skill) / 3.0, float(away > 43_200.0), float(skill > 86_400.0)


def _mark(found: list[float], last: str, least: SkillState | None) -> None:
    """The patterns of the last outcomes, oldest first, and the opportunity's number."""
    if least is not None and least.last:
        found[_SKILL[least.last]] = 1.0
        opportunities = least.right + least.wrong
        if opportunities <= EARLY:
            found[_COUNT + min(opportunities, 6) - 1] = 1.0
    if len(last) > 1:
        found[_SHORT[last[-3:]]] = 1.0
