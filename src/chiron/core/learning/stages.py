"""How well a skill is shown: estimated, retained, demonstrated, transferred. A pure function of the skill's record.

Each stage rests on answers, not on the estimate alone: *retained* on a right answer without help a night or more after
another, *demonstrated* on what the learner model asks for before it shows a skill as such, *transferred* on a right
answer without help to a template that the author wrote for transfer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from chiron.core.learning.course import Skill
from chiron.core.learning.mastery import SkillView
from chiron.core.learning.state import SkillRecord, Trace
from chiron.core.words import Outcome

Stage = Literal["none", "estimated", "retained", "demonstrated", "transferred"]
NIGHT = timedelta(hours=18)
"""So long between two right answers is "after a day": the same hour next day is not asked for."""


@dataclass(frozen=True, slots=True)
class Stages:
    """What is shown of a skill. ``retained`` and ``transferred`` are when; None while they are not.

    ``kept`` is false where the last answer after a night was wrong: what was retained may be lost.
    """

    estimated: bool = False
    demonstrated: bool = False
    retained: datetime | None = None
    transferred: datetime | None = None
    kept: bool = True

    @property
    def highest(self) -> Stage:
        """The furthest stage: transferred, demonstrated, retained, estimated, none."""
        if self.transferred is not None:
            return "transferred"
        if self.demonstrated:
            return "demonstrated"
        if self.retained is not None:
            return "retained"
        return "estimated" if self.estimated else "none"


def stages(record: SkillRecord, shown: SkillView, skill: Skill) -> Stages:
    """The stages of one skill. ``shown`` is the learner model's view of it now.

    Only the latest opportunities are kept in a record, so what was retained long ago shows in the estimate alone.
    """
    transfers = {t.id for t in skill.templates if "transfer" in t.use}
    alone = sorted((t for t in record.trace if _alone(t)), key=lambda t: t.at)
    return Stages(
        estimated=shown.state != "not-yet",
        demonstrated=shown.state == "demonstrated",
        retained=_retained(alone),
        transferred=next((t.at for t in alone if t.template in transfers), None),
        kept=_kept(record.trace),
    )


def _alone(trace: Trace) -> bool:
    """Right without help, judged by somebody else than the learner."""
    return trace.outcome is Outcome.CORRECT and trace.hints <= 0 and trace.weight >= 1.0


def _retained(alone: Iterable[Trace]) -> datetime | None:
    """When the first right answer came that lay a night after an earlier one."""
    first: datetime | None = None
    for trace in alone:
        if first is None:
            first = trace.at
        elif trace.at - first >= NIGHT:
            return trace.at
    return None


def _kept(traces: Iterable[Trace]) -> bool:
    kept, before = True, None
    for trace in sorted(traces, key=lambda t: t.at):
        if before is None or trace.at - before >= NIGHT:
            kept = trace.outcome is not Outcome.INCORRECT
        elif _alone(trace):
            kept = True
        before = trace.at
    return kept
