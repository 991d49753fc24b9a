"""Hints and scaffolds in the order in which they are given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chiron.core.words import Json
from chiron.engine.library.importing.arriving import Hint
from chiron.engine.library.importing.formats.oatutor.wording import Shown, in_line, markdown

_DEEPEST = 6


def hints_of(entries: Any, shown: Shown) -> tuple[Hint, ...]:
    """The ladder of a pathway. What a hint depends on goes before it; hints of a scaffold follow it."""
    return tuple(_hints(entries, shown, 0))


def entries_in(entries: Any, depth: int = 0) -> int:
    """How many hints a pathway holds, those below others too."""
    if not isinstance(entries, list) or depth > _DEEPEST:
        return 0
    below = (entries_in(entry.get("subHints"), depth + 1) for entry in entries if isinstance(entry, dict))
    return len(entries) + sum(below)


def asks(entries: Any) -> bool:
    """Whether a pathway holds a question on the way."""
    return isinstance(entries, list) and any(isinstance(entry, dict) and entry.get("hintAnswer") for entry in entries)


def ordered(entries: Sequence[Mapping[str, Json]]) -> list[Mapping[str, Json]]:
    """Hints after those that they depend on, else as they stand; a circle stays as it stands."""
    by_id = {entry.get("id"): entry for entry in entries if isinstance(entry.get("id"), str)}
    placed: list[Mapping[str, Json]] = []
    done: set[int] = set()
    for entry in entries:
        _place(entry, by_id, placed, done)
    return placed


def _place(entry: Mapping[str, Json], by_id: Mapping[Any, Any], placed: list[Any], done: set[int]) -> None:
    # With a list of its own instead of calls: a chain may be as long as the file.
    waiting = [(entry, iter(_needed(entry, by_id)))]
    open_ = {id(entry)}
    while waiting:
        current, needed = waiting[-1]
        after = next((one for one in needed if id(one) not in done and id(one) not in open_), None)
        if after is not None:
            open_.add(id(after))
            waiting.append((after, iter(_needed(after, by_id))))
            continue
        waiting.pop()
        if id(current) not in done:
            done.add(id(current))
            placed.append(current)


def _needed(entry: Mapping[str, Json], by_id: Mapping[Any, Any]) -> list[Any]:
    names = entry.get("dependencies")
    return [by_id[name] for name in names if name in by_id] if isinstance(names, list) else []


def _hints(entries: Any, shown: Shown, depth: int) -> Iterator[Hint]:
    if not isinstance(entries, list) or depth > _DEEPEST:
        return
    for entry in ordered([entry for entry in entries if isinstance(entry, dict)]):
        found = _scaffold(entry, shown) if entry.get("hintAnswer") else Hint(_titled(entry, shown))
        if found.text or found.asks:
            yield found
        yield from _hints(entry.get("subHints"), shown, depth + 1)


def _titled(entry: Mapping[str, Json], shown: Shown) -> str:
    head, text = in_line(entry.get("title"), shown), markdown(entry.get("text"), shown)
    if not head or head == text or text.startswith(head):
        return text or head
    return f"**{head}**\n\n{text}" if text else head


def _scaffold(entry: Mapping[str, Json], shown: Shown) -> Hint:
    choices = entry.get("choices")
    lines = [f"- {in_line(choice, shown)}" for choice in choices] if isinstance(choices, list) else []
    asks = "\n\n".join(part for part in (_titled(entry, shown), "\n".join(lines)) if part)
    answers = entry.get("hintAnswer")
    given = answers if isinstance(answers, list) else [answers]
    return Hint("", asks, "; ".join(line for line in (in_line(one, shown) for one in given) if line))
