"""The states after one answer, in closed form.

The answer is seen through eta = base + easiness + pace x practice + (1 + edge) x (general + course + form + skill): a
sum of independent Gaussians c_j x_j with variance V = sum c_j^2 v_j. With chance P = g + k s(eta'), k = 1 - g - slip,
s the logistic function and eta' = eta / sqrt(1 + pi V / 8) (MacKay 1992, "The evidence framework applied to
classification networks"), score a = dlogL/deta' and information w = max(0, -d2logL/deta'2) of the answer's likelihood
L (P where right, 1 - P where wrong, weighed by credit; the factor deta'/deta is left out of both), one step of the
extended Kalman filter with a Bernoulli observation (Fahrmeir 1992; Glickman 1999 for paired comparisons)
moves every part of the learner at once, and of the course where an answer teaches:

    x_j <- x_j + v_j c_j a / (1 + w V)            v_j <- v_j - (v_j c_j)^2 w / (1 + w V)

so that what is least known moves most. v_j stays positive: (v_j c_j)^2 w / (1 + w V) < v_j because v_j c_j^2 <= V.
Where answers do not teach (one learner's fold under a fit, or in a course that nobody took), the learner's own answers
still tell of base and skills what nobody told: ``course`` begins with the base's variance added to its own, a skill's
state with its easiness's, and these are not counted a second time in V. In a course that is known both are nearly 0.
Correlations between the parts are not kept. Between answers ``form`` is an AR(1) process, ``course`` and skills random
walks, and with days away a skill falls back towards the usual learner (an Ornstein-Uhlenbeck process): forgetting.
"""

from __future__ import annotations

from math import exp, log1p, sqrt

from chiron.core.learning.prediction.parameters import Material, Settings, SkillMaterial, skill_material
from chiron.core.learning.prediction.state import About, Belief, Graded, ItemState, Learner, SkillState

DAY = 86_400.0
LN_2 = 0.6931471805599453
LEAST = 1e-4
"""No variance falls below: a belief must be able to turn."""
FARTHEST = 12.0
"""No mean leaves [-12, 12]."""
LONGEST = 3650 * DAY
"""No pause counts as longer."""
REMEMBERED = 1000
"""A learner's snapshot holds the latest items alone."""
OPENING = 1.5
"""log(1 + opportunities) from which ``pace`` is counted: about the fourth."""


def logistic(logit: float) -> float:
    """1 / (1 + exp(-logit)), never quite 0 or 1."""
    if logit >= 0.0:
        return 1.0 / (1.0 + exp(-min(logit, 35.0)))
    return 1.0 - 1.0 / (1.0 + exp(max(logit, -35.0)))


def held(credit: float) -> float:
    """Credit in [0, 1]; what is no number is none."""
    return min(max(0.0, float(credit)), 1.0)


def begin(general: Belief | None = None, settings: Settings | None = None) -> Learner:
    """A learner before the first answer. ``general`` is what another course's ``Learner.general`` says of them."""
    s = settings or Settings()
    return Learner(general or Belief(0.0, s.general), Belief(0.0, s.course), Belief(0.0, s.form))


def gap(learner: Learner, when: float | None) -> float:
    """Seconds since the last answer; 0 where a time is missing or the clock was set back."""
    if when is None or learner.when is None:
        return 0.0
    return min(max(0.0, when - learner.when), LONGEST)


def skill_gap(skill: SkillState, when: float | None) -> float:
    """Seconds since the last answer in the skill, as ``gap``."""
    if when is None or skill.when is None:
        return 0.0
    return min(max(0.0, when - skill.when), LONGEST)


def form_kept(settings: Settings, seconds: float) -> float:
    """How much of the form is left at the next answer, so many seconds later."""
    return settings.form_kept * exp(-LN_2 * seconds / 3600.0 / settings.form_half)


def skill_kept(settings: Settings, seconds: float) -> float:
    """How much of what sets the learner apart in a skill is left after so many seconds."""
    return exp(-LN_2 * seconds / DAY / settings.skill_half) if seconds else 1.0


def met(learner: Learner, material: Material, settings: Settings, skill: str) -> SkillState:
    """The skill's state; before the first answer, a share of what the skills near it tell."""
    found = learner.skills.get(skill)
    if found is not None:
        return found
    told = [learner.skills[other].mean for other in material.near.get(skill, ()) if other in learner.skills]
    mean = settings.near * sum(told) / len(told) if told else 0.0
    return SkillState(mean, settings.skill, place=learner.answers, when=None)


def practice(states: list[SkillState]) -> float:
    """log(1 + opportunities) in the least practised of the skills, from OPENING."""
    return log1p(min(state.right + state.wrong for state in states)) - OPENING if states else 0.0


Parts = list[tuple[Belief | SkillState, float]]
"""Beliefs with their weights in eta."""


def absorb(learner: Learner, material: Material, settings: Settings, seen: Graded, teach: bool = False) -> None:
    """Fold one answer into ``learner``, which is changed; with ``teach`` into ``material`` as well.

    Never raises on odd values: credit is held in [0, 1], a clock set back counts as no time gone.
    """
    states = _aged(learner, material, settings, seen, alone=not teach)
    base, own, sharp, skills = _of_course(material, settings, seen, teach)
    share = 1.0 / len(states) if states else 0.0
    level = learner.general.mean + learner.course.mean + learner.form.mean
    for state in states:
        level += share * state.mean
    edges = [skills[0].edge, sharp] if skills else []
    slope = max(0.2, 1.0 + sum([edge.mean for edge in edges]))
    parts: Parts = [(learner.general, slope), (learner.course, slope), (learner.form, slope)]
    parts += [(state, slope * share) for state in states]
    first = len(parts)
    shared: Parts = [(base, 1.0), *[(one.easiness, share) for one in skills]]
    theirs: Parts = [(own, 1.0)]
    if len(skills) > 1:
        theirs.append((together(material, settings, seen.skills, teach), 1.0))
    if skills:
        theirs.append((skills[0].pace, practice(states)))
    eta = slope * level + sum([belief.mean * weight for belief, weight in (*shared, *theirs)])
    theirs += [(edge, level) for edge in edges]
    parts += (*shared, *theirs) if teach else theirs
    variance = sum([belief.variance * weight * weight for belief, weight in parts])
    score, information = _read(settings, seen, eta / sqrt(1.0 + 0.3926990817 * variance))
    gain = 1.0 / (1.0 + information * variance)
    for belief, weight in parts if teach else parts[:first]:
        pull = belief.variance * weight
        belief.mean = min(max(belief.mean + pull * score * gain, -FARTHEST), FARTHEST)
        belief.variance = max(belief.variance - pull * pull * information * gain, LEAST)
    note(learner, states, seen, score)


def _read(settings: Settings, seen: Graded, eta: float) -> tuple[float, float]:
    """What the answer says of eta: its score and information."""
    unsure = getattr(seen, "unsure", False)
    credit = 0.0 if unsure else held(seen.right)
    guess, hints, took = getattr(seen, "guess", 0.0), getattr(seen, "hints", 0), getattr(seen, "took", None)
    slip = 0.0 if unsure else settings.slip
    tells = 1.0 if unsure else 1.0 - min(max(guess, 0.0), 0.95)
    tells *= settings.helped ** max(0, hints)
    usual = logistic(eta)
    chance = min(max(1.0 - tells + tells * (1.0 - slip) * usual, 1e-9), 1.0 - 1e-9)
    steep = tells * (1.0 - slip) * usual * (1.0 - usual)
    bent = steep * (1.0 - 2.0 * usual)
    right, wrong = steep / chance, steep / (1.0 - chance)
    score = credit * right - (1.0 - credit) * wrong
    information = credit * (right * right - bent / chance) + (1.0 - credit) * (wrong * wrong + bent / (1.0 - chance))
    weight = settings.rushed_tells if took is not None and took < settings.rushed and not unsure else 1.0
    return weight * score, weight * max(information, 0.0)


def _aged(learner: Learner, material: Material, settings: Settings, about: About, alone: bool) -> list[SkillState]:
    """The learner's states moved on to the answer's time; the skills' states. ``alone``: what is not known of the
    course is theirs to tell."""
    when, course = about.when, learner.course
    if alone and not learner.answers:
        course.variance += material.base.variance
    course.variance = min(
        course.variance + settings.course_moves, max(course.variance, settings.course + settings.general)
    )
    kept, form = form_kept(settings, gap(learner, when)), learner.form
    form.mean *= kept
    form.variance = kept * kept * form.variance + settings.form * (1.0 - kept * kept)
    states = []
    for name in about.skills:
        state = met(learner, material, settings, name)
        if alone and name not in learner.skills:
            known = material.skills.get(name)
            state.variance += settings.skills if known is None else known.easiness.variance
        learner.skills[name] = state
        away = skill_gap(state, when)
        state.mean *= skill_kept(settings, away)
        grown = state.variance + settings.skill_moves + settings.skill_drift * away / DAY
        state.variance = min(grown, max(state.variance, 2.0 * settings.skill))
        states.append(state)
    return states


def _of_course(
    material: Material, settings: Settings, about: About, teach: bool
) -> tuple[Belief, Belief, Belief, list[SkillMaterial]]:
    """Base, the item's own easiness and edge, and each skill's material; ``teach`` enters what is not known yet."""
    item, found = about.item, list[SkillMaterial]()
    own, sharp = (material.items.get(item), material.edges.get(item)) if item else (None, None)
    if own is None:
        own = Belief(0.0, settings.items if item else LEAST)
        if teach and item:
            material.items[item] = own
    if sharp is None:
        sharp = Belief(0.0, settings.item_edge if item else LEAST)
        if teach and item:
            material.edges[item] = sharp
    for name in about.skills:
        skill = material.skills.get(name)
        if skill is None:
            skill = skill_material(settings)
            if teach:
                material.skills[name] = skill
        found.append(skill)
    return material.base, own, sharp, found


def together(material: Material, settings: Settings, skills: tuple[str, ...], teach: bool = False) -> Belief:
    """How much easier the skills are together than one by one."""
    name = "+".join(skills)
    found = material.together.get(name)
    if found is None:
        found = Belief(0.0, settings.together)
        if teach:
            material.together[name] = found
    return found


def note(learner: Learner, states: list[SkillState], seen: Graded, score: float) -> None:
    """Count the answer and remember it. ``score`` is how far it was from what was expected."""
    right, place = seen.right >= 0.5, learner.answers
    mark = "1" if right else "0"
    for state in states:
        if right:
            state.right += 1
        else:
            state.wrong += 1
        state.last = (state.last + mark)[-4:]
        state.run = max(state.run, 0) + 1 if right else min(state.run, 0) - 1
        state.quick += 0.3 * (score - state.quick)
        state.slow += 0.1 * (score - state.slow)
        state.place = place
        state.when = later(state.when, seen.when)
    if seen.item:
        _note_item(learner, seen.item, right, place)
    if right:
        learner.right += 1
    else:
        learner.wrong += 1
    learner.last = (learner.last + mark)[-4:]
    learner.quick += 0.3 * (score - learner.quick)
    learner.slow += 0.05 * (score - learner.slow)
    learner.before = seen.skills
    learner.when = later(learner.when, seen.when)


def _note_item(learner: Learner, name: str, right: bool, place: int) -> None:
    item = learner.items.pop(name, None)
    if item is None:
        item = ItemState()
        if len(learner.items) >= REMEMBERED:
            del learner.items[next(iter(learner.items))]
    learner.items[name] = item  # the latest last, so that the first is the longest ago
    if right:
        item.right += 1
    else:
        item.wrong += 1
    item.last, item.place = right, place


def later(one: float | None, other: float | None) -> float | None:
    """The later of two times, either of which may be missing."""
    if one is None or other is None:
        return one if other is None else other
    return max(one, other)
