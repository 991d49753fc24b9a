"""Ids for parts of a course, made from titles; none is given twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Container

from chiron.core.errors import InvalidInput
from chiron.core.learning.outline.tree import Tree

LONGEST = 64
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def identifier(title: str, taken: Container[str] = (), fallback: str = "part") -> str:
    """Lower-case words with hyphens, at most 64 letters, none of those that are taken."""
    folded = unicodedata.normalize("NFKD", title.casefold())
    words = re.findall(r"[a-z0-9]+", "".join(char for char in folded if not unicodedata.combining(char)))
    name = "-".join(words)[:LONGEST].strip("-") or fallback
    if not name[0].isalpha():
        name = f"{fallback}-{name}"[:LONGEST].strip("-")
    return unique(name, taken)


def unique(name: str, taken: Container[str]) -> str:
    """The id, or where it is taken the first of ``name-2``, ``name-3`` ... that is not."""
    if name not in taken:
        return name
    number = 2
    while (other := f"{name[: LONGEST - 1 - len(str(number))].rstrip('-')}-{number}") in taken:
        number += 1
    return other


def proper(name: str, taken: Collection[str] = ()) -> str:
    """An id as it was typed. Raises InvalidInput where it is none, or another part has it."""
    name = name.strip()
    if len(name) > LONGEST or not _ID.fullmatch(name):
        raise InvalidInput("Write lower-case words joined by hyphens, such as adding-fractions.", field="id")
    if name in taken:
        raise InvalidInput(f"Another part is called {name} already. Choose another id.", field="id")
    return name


def taught_ids(tree: Tree, without: Container[str] = ()) -> set[str]:
    """The ids of skills and texts, those in the tray too: passages are quoted by them, so no two are the same."""
    skills = {skill.id for skill in (*tree.skills.values(), *tree.tray.skills) if skill.key not in without}
    return skills | {text.id for text in (*tree.texts.values(), *tree.tray.texts) if text.key not in without}
