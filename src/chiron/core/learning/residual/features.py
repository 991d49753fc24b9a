"""The features of the next answer, from a learner's history and a course's tables alone: what trees look at."""

from __future__ import annotations

from math import log1p

from chiron.core.learning.residual.history import History, PartTrace, SkillTrace, gap, sitting
from chiron.core.learning.residual.numbers import mean
from chiron.core.learning.residual.tables import Response, Tables, skill_of

LONG_AGO = 9999.0
"""Stands for "never" where a feature counts answers since."""
LONGEST_RUN = 12
NEW, NEW_PART = SkillTrace(), PartTrace()
CONTEXTS = ("pair", "after", "from", "place", "pattern", "run", "moved", "order")
"""The kinds of context whose effect over many learners is looked up, in the order of ``contexts``."""
NAMES = (
    *("base", "ease", "skill_ease", "item_ease", "item_n", "item_variance", "skill_n"),
    *("ability", "ability_variance", "rasch", "n", "share", "streak"),
    *("beyond_2", "beyond_5", "beyond_14", "beyond_50"),
    *("last_1", "last_2", "last_3", "last_4", "last_5"),
    *("in_skill", "skill_beyond", "skill_quick", "skill_slow", "skill_pattern", "skill_streak", "skill_since"),
    *("run", "run_right", "run_pattern", "run_before", "run_before_share", "runs", "mastered", "skills"),
    *("met_item", "item_was_right", "item_since"),
    *(part for kind in CONTEXTS for part in (f"{kind}_effect", f"{kind}_n")),
    *("parts", "part_least_n", "part_beyond", "part_worst", "part_quick"),
    *("after_wrong", "first_in_run", "usual_place", "usual_run"),
    *("gap", "skill_gap", "sitting"),
)
"""What the numbers of ``features`` are, in their order."""
UNKNOWN_TRAITS = (-1.0, -1.0, -1.0, -1.0)


def contexts(history: History, answer: Response) -> tuple[str, ...]:
    """In which contexts the answer is given, one key a kind of CONTEXTS: the item after the item before and its
    outcome, the item after an outcome, the skill after the skill before, the skill at its place in the run, after the
    last three outcomes in it, after the outcomes of the run, after how the run before went, and the item before."""
    h, skill, item = history, skill_of(answer), answer.item
    last = "-" if not h.n else "1" if h.was_right else "0"
    same = h.skill == skill
    run, pattern = (h.run, h.run_pattern) if same else (0, 1)
    before, length, right = h.run_before if same else (h.skill, h.run, h.run_right)
    went = 4 * right // length if length else 5
    known = h.by_skill.get(skill, NEW).pattern
    return (
        f"p{h.item}|{last}>{item}" if item else "",
        f"a{item}|{last}" if item else "",
        f"f{h.skill}|{last}>{skill}",
        f"l{skill}|{min(run, LONGEST_RUN)}",
        f"k{skill}|{known}",
        f"r{skill}|{pattern}|{min(run, 6)}",
        f"m{before}|{went}>{skill}",
        f"o{h.item}>{item}" if item else f"o{skill}|{min(h.n // 10, 20)}",
    )


def features(history: History, answer: Response, tables: Tables, base: float) -> list[float]:
    """The numbers NAMES of an answer before it is given (its outcome is not looked at). ``base`` is the logit of the
    explainable part. All are finite."""
    h, name, t = history, skill_of(answer), tables
    skill, item = t.skill(name, answer.skills), t.items.get(answer.item)
    item_ease = item.ease if item else 0.0
    ease = t.middle + skill.ease + item_ease
    row = [base, ease, skill.ease, item_ease]
    row += (float(item.n), item.variance) if item else (0.0, t.unknown_variance)
    row += (float(skill.n), h.ability, h.variance, h.ability + ease, float(h.n), (h.right + 0.7) / (h.n + 1.0))
    row.append(float(h.streak))
    row += [b / (i + 0.1) for b, i in zip(h.beyond, h.information, strict=True)]
    row += h.recent
    row += _skill(h, h.by_skill.get(name, NEW))
    row += _run(h, name)
    met = h.by_item.get(answer.item)
    row += (float(met[0]), float(met[1]), float(h.n - met[2])) if met else (0.0, -1.0, LONG_AGO)
    effects = t.effects
    for key in contexts(h, answer):
        row += effects.get(key, (0.0, 0))
    row += _parts(h, answer.skills)
    row += item.traits if item else UNKNOWN_TRAITS
    seen = h.by_skill.get(name)
    row += (log1p(gap(h.when, answer.when)), log1p(gap(seen.when, answer.when)) if seen else -1.0)
    row.append(float(sitting(h, answer.when)))
    return row


def _skill(h: History, s: SkillTrace) -> list[float]:
    quick, slow = s.quick[0] / (s.quick[1] + 0.2), s.slow[0] / (s.slow[1] + 0.3)
    since = float(h.n - s.place) if s.n else LONG_AGO
    beyond = s.beyond / (s.information + 0.5)
    return [float(s.n), beyond, quick, slow, float(s.pattern), float(s.streak), since]


def _run(h: History, name: str) -> list[float]:
    if name == h.skill:
        now = (h.run, h.run_right, h.run_pattern)
        _, length, right = h.run_before
    else:
        now = (0, 0, 1)
        length, right = h.run, h.run_right
    share = right / length if length else 0.5
    mastered = h.mastered / (h.runs + 1)
    return [float(v) for v in (*now, length)] + [share, float(h.runs), mastered, float(len(h.by_skill))]


def _parts(h: History, parts: tuple[str, ...]) -> list[float]:
    found = [h.by_part.get(part, NEW_PART) for part in parts] or [NEW_PART]
    beyond = [p.beyond / (p.information + 0.5) for p in found]
    quick = [p.quick / (p.quick_information + 0.2) for p in found]
    return [float(len(found)), float(min([p.n for p in found])), mean(beyond), min(beyond), mean(quick)]
