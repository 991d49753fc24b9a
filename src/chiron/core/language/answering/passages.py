"""A course's lessons cut into passages that can be quoted and cited."""

from __future__ import annotations

import re
from dataclasses import replace

from chiron.core.language.shapes import Lessons
from chiron.core.words import Passage

_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_LIST = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s")
_FENCE = re.compile(r"^\s*(?:```|~~~|\$\$\s*$)")
_ONLY_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)$")


def _blocks(markdown: str) -> list[str]:
    """Blocks between blank lines; a fence stays whole, a heading stands alone."""
    blocks: list[str] = []
    lines: list[str] = []
    fenced = False

    def close() -> None:
        if lines:
            blocks.append("\n".join(lines))
            lines.clear()

    for line in markdown.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        if fenced or line.strip():
            if not fenced and _HEADING.match(line):
                close()
                blocks.append(line)
            else:
                lines.append(line)
        else:
            close()
    close()
    return blocks


def cut(skill: str, title: str, lesson: str) -> list[Passage]:
    """The passages of one lesson. A list or displayed formula joins the paragraph that introduces it.

    ``heading`` is the nearest heading above, the skill's title where there is none; ``number`` counts passages from 0.
    """
    found: list[Passage] = []
    heading = title
    for block in _blocks(lesson):
        if match := _HEADING.match(block):
            heading = match.group(1) or title
            continue
        if _ONLY_PICTURE.match(block.strip()):
            continue
        last = found[-1] if found else None
        joins = last is not None and last.heading == heading and last.text.rstrip().endswith(":")
        if last is not None and (joins or (_LIST.match(block) and _LIST.match(last.text.splitlines()[-1]))):
            found[-1] = Passage(skill, heading, f"{last.text}\n\n{block}", last.number)
        else:
            found.append(Passage(skill, heading, block, len(found)))
    return found


def passages(course: Lessons) -> list[Passage]:
    """Every quotable passage of a course, in teaching order: those of lessons, then those of texts to read.

    A text's title stands before each of its headings: sections of many books have the same.
    """
    lessons = [passage for name, skill in course.skills.items() for passage in cut(name, skill.title, skill.lesson)]
    texts = [passage for name, text in course.readings.items() for passage in cut(name, text.title, text.text)]
    titles = {name: text.title for name, text in course.readings.items()}
    return lessons + [
        each if each.heading == titles[each.skill] else replace(each, heading=f"{titles[each.skill]}: {each.heading}")
        for each in texts
    ]
