"""What a question builds on and the learner has not got yet: said before the answer, with the way to repair it."""

from __future__ import annotations

from chiron.core.language.lines import line
from chiron.core.learning.decide.setting import Setting
from chiron.core.learning.decide.steps import HELPLESS
from chiron.core.learning.mastery import SkillView
from chiron.core.learning.state import LearnerState, Piece
from chiron.core.words import Move, Source

ANSWERED = frozenset({"quoted", "meaning"})
"""Reasons of moves that answer a question from the course."""
WEAK = 0.5
"""A prerequisite of which a usual item is solved less likely than this is missing."""
EVIDENCE = 2
"""Answers of its own that must have said so: what nobody asked is not known to be missing."""


def missing_first(move: Move, state: LearnerState, setting: Setting) -> Piece | None:
    """A line on the weakest direct prerequisite that the learner's own answers show to be missing, with the way there.

    None where the move answers no question, where nothing is missing, where it was said beside this item already, and
    where one shows what one can alone.
    """
    course, skill, item = setting.frame.course, move.skill, state.item
    if move.reason not in ANSWERED or skill not in course.skills or (item and item.purpose in HELPLESS):
        return None
    if item and any(piece.link and not piece.quoted for said in item.talk for piece in said.words):
        return None
    known = {name: _view(name, state, setting) for name in course.skills[skill].prerequisites if name in course.skills}
    weak = {name: view for name, view in known.items() if view and view.evidence >= EVIDENCE and view.likely < WEAK}
    if not weak:
        return None
    worst = min(weak, key=lambda name: (weak[name].likely, name))
    words = line("missing-first", setting.talk.language, title=course.skills[worst].title)
    return Piece(words, Source.CHIRON, link=worst)


def _view(skill: str, state: LearnerState, setting: Setting) -> SkillView | None:
    """What is shown of a skill that was answered; None for one that was not."""
    model = setting.frame.model
    if state.record(skill).estimate is None:
        return None
    estimate = model.estimate(setting.frame.course, skill, state.estimates, setting.when)
    return model.view(estimate, None, setting.when)
