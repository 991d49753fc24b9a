"""A rule as data: where, what then, how often at most; read from a form, kept as JSON with its version."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from chiron.core.errors import InvalidInput
from chiron.core.learning.rules.conditions import Condition
from chiron.core.learning.rules.conditions import from_json as condition_from
from chiron.core.learning.rules.conditions import to_json as condition_to
from chiron.core.words import Json

Action = Literal["message", "alert", "hand-over", "practise", "review", "break", "example", "model", "hold"]
ACTIONS: tuple[Action, ...] = (
    "message", "alert", "hand-over", "practise", "review", "break", "example", "model", "hold",
)  # fmt: skip
SLOTS: Mapping[Action, str] = {
    "message": "words", "hand-over": "words", "practise": "move", "review": "move", "break": "move",
    "example": "move", "model": "model", "hold": "model",
}  # fmt: skip
"""What can be done once a turn only: say something, choose what comes next, choose who finds the words. Alerts can be
raised by several rules.
"""
Often = Literal["turn", "question", "sitting", "day", "week"]
OFTEN: tuple[Often, ...] = ("turn", "question", "sitting", "day", "week")
"""At most once a turn, question, sitting, day (the school's), or in seven days; for each learner."""
NO_MODEL = "none"
"""In the place of a model's name: the authored words are said."""
LONGEST_TITLE = 80
LONGEST_TEXT = 600


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``id`` is the same through its versions. ``value`` is a skill, a model or nothing; ``text`` what is
    said to the learner (message, hand-over) or to the teacher (alert). ``by`` wrote it; with ``watch`` it does nothing.
    """

    id: str
    version: int
    title: str
    condition: Condition
    action: Action
    value: str = ""
    text: str = ""
    often: Often = "day"
    by: str = ""
    watch: bool = False


def read_rule(
    title: str, condition: Condition, action: str, value: str, text: str, often: str,
    skills: Sequence[str], models: Collection[str],
) -> Rule:  # fmt: skip
    """A rule as a form sends it, without an id. Raises InvalidInput naming the field."""
    clean = " ".join(title.split())
    if not clean or len(clean) > LONGEST_TITLE or not clean.isprintable():
        raise InvalidInput(f"Give the rule a name of at most {LONGEST_TITLE} letters.", field="title")
    if not condition.rows:
        raise InvalidInput("Say in at least one row when the rule fires.", field="rows")
    chosen = next((each for each in ACTIONS if each == action), None)
    limit = next((each for each in OFTEN if each == often), None)
    if chosen is None:
        raise InvalidInput("Choose what the rule does.", field="action")
    if limit is None:
        raise InvalidInput("Choose how often the rule may fire.", field="often")
    words = read_text(text)
    if chosen == "message" and not words:
        raise InvalidInput("Write what the learner is told.", field="text")
    if chosen == "practise" and value not in skills:
        raise InvalidInput("Choose the skill that comes next.", field="value")
    if chosen == "model" and value != NO_MODEL and value not in models:
        raise InvalidInput("Choose one of the models that are offered, or none.", field="model")
    kept = value if chosen in ("practise", "model") else ""
    said = words if chosen in ("message", "alert", "hand-over") else ""
    return Rule("", 0, clean, condition, chosen, kept, said, limit)


def read_text(text: str) -> str:
    """What a rule says, in paragraphs. Raises InvalidInput naming ``text``."""
    clean = "".join(sign for sign in text.replace("\r\n", "\n") if sign in "\n\t" or ord(sign) >= 32).strip()
    if len(clean) > LONGEST_TEXT:
        raise InvalidInput(f"Shorten this to {LONGEST_TEXT} letters or fewer; it has {len(clean)}.", field="text")
    return clean


def to_json(rule: Rule) -> dict[str, Json]:
    """What of a rule its version keeps."""
    names = ("title", "action", "value", "text", "often")
    return {**{name: getattr(rule, name) for name in names}, "when": condition_to(rule.condition)}


def from_json(id: str, version: int, body: Mapping[str, Json], by: str = "", watch: bool = False) -> Rule | None:
    """The rule of a version; None where this Chiron does not know what it does, so that it does nothing."""
    action = next((each for each in ACTIONS if each == body.get("action")), None)
    often = next((each for each in OFTEN if each == body.get("often")), None)
    if action is None or often is None:
        return None
    value, text = str(body.get("value") or ""), str(body.get("text") or "")
    condition = condition_from(body.get("when"))
    return Rule(id, version, str(body.get("title") or ""), condition, action, value, text, often, by, watch)
