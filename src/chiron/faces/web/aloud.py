"""What buttons that read aloud say: course text and the tutor's words, with formulas as words, by language.

Nothing here is called for a person without such buttons; the same text is put into words once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from chiron.core.language.aloud import aloud
from chiron.core.learning.state import Said
from chiron.core.words import Json, Source

_words = lru_cache(maxsize=4096)(aloud)
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_OWN = (Source.CHIRON, Source.PERSON)
"""Who speaks the person's language; all else is in the course's."""


def parts(*texts: tuple[str, str]) -> str:
    """Markdown texts, each with its language, as JSON ``[[language, words], ...]``; "" for nothing to say."""
    found: list[list[str]] = []
    for text, language in texts:
        words = _words(text, language)
        if words and found and found[-1][0] == language:
            found[-1][1] += f" {words}"
        elif words:
            found.append([language, words])
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""


def said(message: Said, course: Any, own: Any) -> str:
    """A message of the tutor. ``course`` and ``own`` are the course and the person's language."""
    return parts(
        *((piece.text, str(own.tag if piece.source in _OWN else course.locale.language)) for piece in message.words)
    )


def task_text(task: Json) -> str:
    """What a step offers to choose from, put in order, match or fill in, as Markdown; "" where one types freely."""
    if not isinstance(task, Mapping):
        return ""
    try:
        return _blocks(_offered(task))
    except (TypeError, KeyError, AttributeError):
        # A stranger's kind may mean something else by these names.
        return ""


def _offered(task: Mapping[str, Json]) -> list[str]:
    listed = [each["text"] for name in ("options", "items", "lefts", "rights", "labels") for each in task.get(name, ())]
    listed += [f"{target['id']}: {target['description']}" for target in task.get("targets", ())]
    if task.get("rows") and task.get("columns"):
        listed += [_row(task["columns"], row) for row in task["rows"]]
    if task.get("pieces"):
        listed.append("".join(piece.get("text", " … ") for piece in task["pieces"]))
        listed += [word for piece in task["pieces"] for word in piece.get("bank") or ()]
    ends = [task[name] for name in ("first", "last") if task.get(name)]
    return [*ends[:1], *listed, *ends[1:]]


def _row(columns: Sequence[str], row: Mapping[str, Any]) -> str:
    """A row of a table with gaps: each cell after its column's head."""
    cells = zip(columns, row["cells"], strict=False)
    return f"{row['head']}: " + "; ".join(f"{column}: {cell.get('text', ' … ')}" for column, cell in cells)


def _blocks(texts: Iterable[str]) -> str:
    return "\n\n".join(dict.fromkeys(str(text) for text in texts))


def sections(lesson: str) -> list[dict[str, str]]:
    """A lesson cut before each heading of its highest level: ``title`` ("" before the first) and ``text``."""
    lines, fenced = [], False
    for line in lesson.splitlines():
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        lines.append((line, heading))
    highest = min((len(found[1]) for _, found in lines if found), default=0)
    cut: list[dict[str, str]] = [{"title": "", "text": ""}]
    for line, found in lines:
        if found and len(found[1]) == highest:
            cut.append({"title": found[2], "text": ""})
        cut[-1]["text"] += f"{line}\n"
    return [section for section in cut if section["text"].strip()]


def helpers() -> dict[str, Callable[..., Any]]:
    """What templates may call."""
    return {"aloud_parts": parts, "aloud_said": said, "aloud_task": task_text, "lesson_sections": sections}
