"""Dana decides an attempt of Ada's, as the studio's desk writes it."""

from __future__ import annotations

from chiron.core.events import KINDS, Draft
from chiron.core.learning.standing import Standing, standings
from chiron.core.words import Outcome
from tests.core.learner import Learner


def standing(ada: Learner, attempt: str) -> Standing:
    """How an attempt stands."""
    return standings(ada.events)[attempt]


def judged(ada: Learner, attempt: str, outcome: Outcome, kind: str = "grade.decided") -> None:
    """One more judgement of an attempt."""
    one = standing(ada, attempt)
    tried = one.event
    body = {
        "item": tried.body["item"],
        "attempt": attempt,
        "outcome": outcome.value,
        "difficulty": tried.body["difficulty"],
        "guess": tried.body["guess"],
        "evidence": one.evidence,
        "was": one.outcome.value,
        "misconception": one.wrong,
        "finishes": False,
        "note": "",
    }
    if kind == "grade.decided":
        body["report"] = None
    else:
        extra = {"credit": 0.5, "feedback": None, "parts": {}, "note": None, "proof": {}, "checked": "numeric@2"}
        body |= extra
    key = f"{attempt}/judged/{len(ada.drafts)}"
    about = tried.draft.about
    ada.append(Draft(kind, body, key, None, ada.when, about=about, version=KINDS[kind].version))
