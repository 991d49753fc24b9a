"""How items begin, as an outline shows them: plain words in one line, told apart within a skill."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from chiron.core.words import Json
from chiron.engine.library.importing.standing import STANDING

LONGEST = 90
BEGINNING = 32
"""So much of the beginning stays where items of a skill begin alike."""
_STANDING = frozenset(words.steps for words in STANDING.values())
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*_`#>|]+|\]\([^)]*\)|\[|\$")
_LOOKED_AT = 5_000


def stem_of(template: Mapping[str, Json]) -> str:
    """How an item begins: its prompt, else that of its first step."""
    prompt = str(template.get("prompt", ""))
    if not prompt.strip() or prompt.strip() in _STANDING:
        return _short(_plain(_question(template)), LONGEST)
    return _short(_plain(prompt), LONGEST)


def stems_of(templates: Sequence[Mapping[str, Json]]) -> list[str]:
    """The same for the items of one skill; those that begin alike are told apart by what they ask, or how they end."""
    made = [stem_of(template) for template in templates]
    for other in (_asked, _ended):
        alike = {stem for stem, count in Counter(made).items() if count > 1}
        for number, template in enumerate(templates):
            if made[number] in alike:
                made[number] = other(stem_of(template), template)
    return made


def _asked(stem: str, template: Mapping[str, Json]) -> str:
    asked = _plain(_question(template))
    return (
        _joined(stem, _short(asked, LONGEST - BEGINNING)) if asked and not stem.startswith(asked[:BEGINNING]) else stem
    )


def _ended(stem: str, template: Mapping[str, Json]) -> str:
    every = [str(template.get("prompt", "")), *(str(step.get("prompt", "")) for step in template.get("steps", ()))]
    words = _plain(" ".join(every))
    return _joined(stem, f"…{words[-(LONGEST - BEGINNING) :].partition(' ')[2]}") if len(words) > LONGEST else stem


def _joined(stem: str, more: str) -> str:
    return f"{_short(stem.removesuffix('…'), BEGINNING)} {more}"


def _question(template: Mapping[str, Json]) -> str:
    steps = template.get("steps") or [{}]
    return str(steps[0].get("prompt", ""))


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub("", _PICTURE.sub(r"\1", text[:_LOOKED_AT])).split())


def _short(line: str, most: int) -> str:
    return line if len(line) <= most else f"{line[: most - 1].rsplit(' ', 1)[0]}…"
