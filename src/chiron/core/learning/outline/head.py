"""What can be done to a course's head: what it says of itself, and its goals."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from chiron.core.errors import InvalidInput
from chiron.core.learning.outline.edits import skill_at, titled, within
from chiron.core.learning.outline.ids import identifier, proper
from chiron.core.learning.outline.operations import ChangeHead, SetGoals
from chiron.core.learning.outline.said import Said
from chiron.core.learning.outline.tree import Goal, Tree

Done = tuple[Tree, Said]
LONGEST_LINE = 500
MOST_LINES = 100
OLDEST = 120
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def change_head(tree: Tree, op: ChangeHead) -> Done:
    """What is given. Raises InvalidInput with its field."""
    given: dict[str, Any] = {}
    for name, check in _CHECKS.items():
        value = getattr(op, name)
        if value is not None:
            given[name] = check(value, name)
    head = replace(tree.head, **given)
    changed = [name for name in given if getattr(head, name) != getattr(tree.head, name)]
    return replace(tree, head=head), Said("change-head", {"title": head.title, "fields": changed})


def _lines(values: Sequence[str], field: str) -> tuple[str, ...]:
    lines = tuple(filter(None, (" ".join(value.split()) for value in values)))
    if not lines:
        raise InvalidInput("Write at least one.", field=field)
    if len(lines) > MOST_LINES:
        raise InvalidInput(f"Write at most {MOST_LINES}.", field=field)
    return tuple(within(line, field, LONGEST_LINE) for line in lines)


def _ages(value: Sequence[int], field: str) -> tuple[int, int]:
    first, last = value
    if not 0 <= first <= last <= OLDEST:
        raise InvalidInput("Write the younger age first, both from 0 to 120.", field=field)
    return first, last


def _id(value: str, _field: str) -> str:
    return proper(value)


def _language(value: str, field: str) -> str:
    if not _LANGUAGE.fullmatch(value.strip()):
        raise InvalidInput("Write the letters of a language, such as en or es.", field=field)
    return value.strip()


def _long(value: str, field: str) -> str:
    return within(value, field, 20_000)


_CHECKS: dict[str, Callable[[Any, str], Any]] = {
    "title": titled,
    "id": _id,
    "summary": _long,
    "licence": titled,
    "authors": _lines,
    "ages": _ages,
    "note": within,
    "scope": _long,
    "objectives": _lines,
    "language": _language,
}


def set_goals(tree: Tree, op: SetGoals) -> Done:
    """All goals, each with at least one skill of the course. Raises InvalidInput, Conflict."""
    made: list[Goal] = []
    for goal in op.goals:
        title, taken = titled(goal.title), {each.id for each in made}
        skills = tuple(skill_at(tree, key).key for key in dict.fromkeys(goal.skills))
        if not skills:
            raise InvalidInput(f"Choose at least one skill for the goal {title}.", field="goals")
        made.append(Goal(proper(goal.id, taken) if goal.id else identifier(title, taken, "goal"), title, skills))
    head = replace(tree.head, goals=tuple(made))
    return replace(tree, head=head), Said("set-goals", {"count": len(made)})
