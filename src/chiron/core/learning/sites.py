"""What each judged answer adds to an estimate, kept apart so that it can be judged otherwise later.

In natural parameters (precision and precision times mean) what answers add is a sum; each of its terms is a site (Minka
2001, section 3.2). A site is worked out once for either judgement, when the answer is given and nothing later is known.
Judging otherwise takes one site out of the sum and puts the other in, so judging back gives the estimate again exactly.
Time weakens the sum as a whole (``Model.estimate``); each site's ``share`` is what is left of it.
"""

from __future__ import annotations

from chiron.core.learning.copying import replace
from chiron.core.learning.mastery import Estimate, Model, Observation
from chiron.core.learning.state import Site, Trace
from chiron.core.words import Outcome

LEAST_PRECISION = 1e-3
"""Floor of a precision after evidence is taken out, so that a variance stays finite."""
ALONE = 6
"""So many items solved alone does an estimate keep."""
NOTHING: Site = (0.0, 0.0)


def sites(
    model: Model, prior: Estimate, seen: Observation, outcome: Outcome, after: Estimate | None = None
) -> dict[str, Site]:
    """What an answer adds to ``prior``, by outcome: as it was judged, and as it would have been if right or wrong.

    ``after`` is the estimate with it as it was judged, where that is known already.
    """
    found = {outcome.value: site(prior, after or model.update(prior, seen))}
    for other, credit in ((Outcome.CORRECT, 1.0), (Outcome.INCORRECT, 0.0)):
        if other.value not in found:
            judged = replace(seen, credit=credit, unsure=False)
            found[other.value] = site(prior, model.update(prior, judged))
    return found


def site(prior: Estimate, after: Estimate) -> Site:
    """The difference that an answer made: of the precision, and of the precision times the mean."""
    return 1 / after.variance - 1 / prior.variance, after.mean / after.variance - prior.mean / prior.variance


def moved(estimate: Estimate, out: Site, into: Site) -> Estimate:
    """The estimate with one site out and another in."""
    precision = max(1 / estimate.variance - out[0] + into[0], LEAST_PRECISION)
    shift = estimate.mean / estimate.variance - out[1] + into[1]
    return replace(estimate, mean=shift / precision, variance=1 / precision)


def counts(trace: Trace) -> Site:
    """What a judged answer adds now. What is right so far and not finished adds nothing."""
    precision, shift = trace.sites.get(trace.outcome.value, NOTHING)
    part = trace.share * trace.weight
    return part * precision, part * shift


def partly(trace: Trace, credit: float) -> Site:
    """What an answer adds that is found partly right afterwards: by its credit between wrong and right."""
    right = trace.sites.get(Outcome.CORRECT.value, NOTHING)
    wrong = trace.sites.get(Outcome.INCORRECT.value, NOTHING)
    return credit * right[0] + (1 - credit) * wrong[0], credit * right[1] + (1 - credit) * wrong[1]


def faded(trace: tuple[Trace, ...], kept: Estimate | None, prior: Estimate) -> tuple[Trace, ...]:
    """The traces once time has weakened what was kept to ``prior``: each by the part that the whole has lost."""
    if kept is None:
        return trace
    before, now = _own(kept), _own(prior)
    if before <= 1e-6 or now >= before:
        return trace
    left = max(0.0, now / before)
    return tuple(replace(one, share=one.share * left) for one in trace)


def _own(estimate: Estimate) -> float:
    """The precision that comes from the learner's own answers in this skill."""
    return 1 / estimate.variance - 1 / estimate.base_variance


def clean(trace: Trace) -> bool:
    """Whether it counts as solved alone: right, without a hint, and not by the learner's own word."""
    return trace.outcome is Outcome.CORRECT and trace.hints == 0 and trace.weight == 1.0


def alone(estimate: Estimate, trace: tuple[Trace, ...], changed: Trace) -> Estimate:
    """The items solved alone after one answer was judged otherwise: its item is among them while all of it is clean."""
    item = name(changed)
    first = {name(one): place for place, one in reversed(list(enumerate(trace)))}
    others = [one for one in estimate.alone if one != item]
    if all(clean(one) for one in trace if name(one) == item):
        place = next((n for n, one in enumerate(others) if first.get(one, -1) > first[item]), len(others))
        if place or len(others) < ALONE:  # An older one had made room for those there.
            others.insert(place, item)
    unclean = [name(one) for one in trace if not clean(one)]
    older = "" if estimate.spoiled in first else estimate.spoiled
    return replace(estimate, alone=tuple(others), spoiled=unclean[-1] if unclean else older)


def name(trace: Trace) -> str:
    """The item of an answer, as the learner model names it."""
    return f"{trace.template}#{trace.seed}"
