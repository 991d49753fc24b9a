"""Decide: what a learner's command becomes, as a pure function of what is known.

``decide(state, command, setting) -> Decision``. Nothing is written here: the desk records the drafts, and when another
tab was first it decides again on the newer state. Time, chance and ids stand in the setting.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chiron.core.learning import commands as c
from chiron.core.learning.decide import marks, resources, sheets, sittings, steps, talk
from chiron.core.learning.decide.items import next_move, view
from chiron.core.learning.decide.marks import compared
from chiron.core.learning.decide.setting import (
    Decision,
    OldPage,
    Setting,
    TalkSetting,
    Words,
    current_step,
    item_about,
    made_item,
    words_draft,
)
from chiron.core.learning.decide.steps import HELPLESS
from chiron.core.learning.state import LearnerState

__all__ = [
    "HELPLESS",
    "Decision",
    "OldPage",
    "Setting",
    "TalkSetting",
    "Words",
    "compared",
    "current_step",
    "decide",
    "item_about",
    "made_item",
    "next_move",
    "view",
    "words_draft",
]

Decider = Callable[[LearnerState, Any, Setting], Decision]

DECIDERS: dict[type[c.Command], Decider] = {
    c.SetGoal: sittings.set_goal,
    c.Start: sittings.start,
    c.Next: sittings.proceed,
    c.Skip: sittings.skip,
    c.Finish: sittings.finish,
    c.OneMore: sittings.one_more,
    c.GoOn: sittings.go_on_anyway,
    c.Study: sittings.study,
    c.Answer: steps.answer,
    c.Unsure: steps.unsure,
    c.TakeHint: steps.take_hint,
    c.ShowSolution: steps.show,
    c.Undo: steps.undo,
    c.Say: talk.say,
    c.Resume: talk.resume,
    c.Rate: marks.rate,
    c.Report: marks.report,
    c.SelfJudge: marks.self_judge,
    c.OpenSheet: sheets.open_sheet,
    c.AnswerSheet: sheets.answer_sheet,
    c.HandIn: sheets.hand_in,
    c.DropSheet: sheets.drop_sheet,
    c.OpenResource: resources.open_resource,
    c.LeaveResource: resources.leave_resource,
}


def decide(state: LearnerState, command: c.Command, setting: Setting) -> Decision:
    """What the command becomes. Raises InvalidInput, NotFound or OldPage, each with words for the page."""
    return DECIDERS[type(command)](state, command, setting)
