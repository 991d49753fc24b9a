# ruff: noqa: E501 - patterns are data
"""What a tutor's turn did, by rules: whether it names that something is amiss, and whether it guides.

For looking back on what a tutor said (an evaluation page, a rule that is tried on recorded conversations), never for
deciding anything about a learner. The measure is ``dialogue.judging`` in ``benchmarks/``; it is no better than rules are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from chiron.core.language.text import fold, words

Degree = Literal["yes", "some", "no"]

_AMISS = re.compile(
    r"\b(?:mistakes?|errors?|mix-?up|slip|incorrect\w*|not (?:quite|correct|right|exactly|the right)|wrong|misunderst\w+|mis\w*(?:calculat|read|interpret)\w*|instead of|forgot(?:ten)?|overlook\w*|missed|missing|close|almost|actually|however|but|re-?(?:evaluate|examine|consider|check|visit|calculate|think|read|do|look|count)\w*|not sure|are you sure|should(?:n't)? (?:be|have)|isn't|doesn't|don't need|let's (?:try|check|correct|fix)|try (?:that |it )?again|another look|closer look|double-?check|no,|careful\w*|confus\w+|mixed up|discrepanc\w+|not \d|rather than|too (?:low|high|much|many))\b"
)
_FAINT = re.compile(r"\b(?:remember|look back|think about|good (?:try|attempt|effort)|take another look|let's look)\b")
_AGREES = re.compile(
    r"^\W*(?:great(?: job| work)?|that'?s (?:correct|right|great|it)|correct|exactly|yes|perfect|well done|good job|excellent|absolutely|you(?:'re| are) (?:absolutely )?(?:right|correct))\b"
)
_LEAVES = re.compile(
    r"\b(?:move on|next (?:problem|topic|question|one)|another example|similar problem|explore another|### (?:user|assistant)|\[?note:)\b|###"
)
_GUIDES = re.compile(
    r"\?|\b(?:let's|try|can you|could you|how (?:many|much|do|would|can)|what (?:is|are|do|would|happens)|think (?:about|of)|remember|consider|look at|first|start (?:by|with)|because|since|so (?:we|you|if|the)|need to|we need|you need|divide|multiply|subtract|add|calculate|find|use|means|if (?:you|we|the|he|she|it|half))\b"
)
_WORKED = re.compile(r"\d[^.?!]*[-+*/x×÷=][^.?!]*=|\bequals?\b|\bwhich (?:is|gives|equals)\b|\bshould be (?:\$?\d)")


@dataclass(frozen=True, slots=True)
class TurnJudged:
    """``mistake``: whether it names that something is amiss; ``guidance``: whether it helps on."""

    mistake: Degree
    guidance: Degree


def judge_turn(text: str) -> TurnJudged:
    """What a turn did that answers a learner's mistake."""
    plain = fold(text)
    return TurnJudged(_mistake(plain), _guidance(plain))


def _mistake(text: str) -> Degree:
    rest = _AGREES.sub("", text)
    if _LEAVES.search(text) and not _AMISS.search(rest):
        return "no"
    if _AMISS.search(rest):
        return "yes"
    if _FAINT.search(rest):
        return "some" if len(words(rest)) < 12 else "yes"
    if _AGREES.search(text):
        return "no"
    return "yes" if "?" in text else "no"


def _guidance(text: str) -> Degree:
    said = words(text)
    if _LEAVES.search(text) or (len(said) < 7 and "?" not in text):
        return "no"
    found = len(_GUIDES.findall(text))
    if found == 0:
        return "no"
    if _WORKED.search(text) and "?" not in text:
        return "some"
    return "yes" if found >= 2 or "?" in text else "some"
