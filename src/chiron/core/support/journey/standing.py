"""Where one customer stands in the journey, and the help that suits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from chiron.core.support.journey.naming import stage_kind
from chiron.core.support.journey.stages import Stay, walked
from chiron.core.support.journey.traces import Step, Trace
from chiron.core.support.playbook import Stage

PAUSE = timedelta(days=3)
"""Who does something after so long a pause has come back."""
_OPENING = frozenset({"case.opened", "case.reopened"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a customer stands. ``stage``: empty where none was entered, or the last grew stale.

    ``since``: when the stage began. ``been``: the stays before, the oldest first. ``last``: the last step; ``quiet``:
    how long ago it was. ``returned``: how long the pause was before the present visit, where there was one.
    ``case_open``: a case was opened and not closed since.
    """

    stage: str = ""
    since: datetime | None = None
    been: tuple[Stay, ...] = ()
    last: Step | None = None
    quiet: timedelta = timedelta(0)
    returned: timedelta | None = None
    case_open: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """What suits the stage: the ids of its ``articles``, and whether ``offers`` may be made."""

    articles: tuple[str, ...] = ()
    offers: bool = False


def stand(trace: Trace, stages: Sequence[Stage], now: datetime) -> Standing:
    """Where the customer of a trace stands at ``now``; what happened after it is not looked at."""
    steps = [step for step in trace.steps if step.at <= now]
    if not steps:
        return Standing()
    _, stays = walked(steps, stages, now)
    here = stays[-1] if stays and stays[-1].until is None else None
    return Standing(
        stage=here.stage if here else "",
        since=here.since if here else None,
        been=tuple(stays[:-1] if here else stays),
        last=steps[-1],
        quiet=now - steps[-1].at,
        returned=_returned(steps, now),
        case_open=_case_open(steps),
    )


def _returned(steps: Sequence[Step], now: datetime) -> timedelta | None:
    """The last pause long enough to count: before this moment, or else before the present visit."""
    times = [*(step.at for step in steps), now]
    pauses = [two - one for one, two in pairwise(times)]
    return next((pause for pause in reversed(pauses) if pause > PAUSE), None)


def _case_open(steps: Sequence[Step]) -> bool:
    """Whether the last thing that began or ended a case began one."""
    for step in reversed(steps):
        kind = stage_kind(step.activity)
        if kind in _OPENING or kind == "case.closed":
            return kind in _OPENING
    return False


def help_for(standing: Standing, stages: Sequence[Stage]) -> Help:
    """What helps where a customer stands. Nobody is made an offer while a case is open, whatever the stage says."""
    stage = next((one for one in stages if one.id == standing.stage), None)
    if stage is None:
        return Help(offers=standing.last is not None and not standing.case_open)
    return Help(stage.articles, stage.offers and not standing.case_open)
