"""What makes a test fail by chance: on a busier machine, at another seed, or where random digits spell a word.

Each takes files of tests and returns what breaks the rule, as `file:line: what`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

SOON = 10
"""Seconds that something which must happen has at least; a busy machine needs more than one thinks."""
_HEX = re.compile(r"(?=.*[0-9a-f])[0-9a-f-]{1,7}")
"""What the digits of an id or a digest can spell by chance: eight of them do so in one of 4,000,000,000 places."""


def by_chance(files: Iterable[Path]) -> list[str]:
    """Every place of these tests that takes chance without a seed, gives too little time, or looks for what a digest
    may spell.
    """
    found = []
    for path in files:
        tree = ast.parse(path.read_text("utf-8"), str(path))
        modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        for node in ast.walk(tree):
            found += [f"{path}:{line}: {what}" for line, what in _of(node, modules)]
    return found


def _of(node: ast.AST, modules: set[str]) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call):
        yield from ((node.lineno, what) for what in _chance(node, modules))
        yield from ((node.lineno, f"{given:g} s for what must happen") for given in _seconds(node) if given < SOON)
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.NotIn) and _is_text(node.comparators[0]):
        word = node.left.value if isinstance(node.left, ast.Constant) else None
        if isinstance(word, str) and _HEX.fullmatch(word):
            yield node.lineno, f"{word!r} may stand in a random id or a digest"


def _chance(call: ast.Call, modules: set[str]) -> Iterator[str]:
    name = ast.unparse(call.func)
    if name in ("Random", "random.Random") and not call.args:
        yield "Random() without a seed"
    elif "random" in modules and name.startswith("random.") and name != "random.Random":
        yield f"{name}() without a seed"


def _seconds(call: ast.Call) -> Iterator[float]:
    """The seconds after which a call gives up, where they are written out."""
    name = ast.unparse(call.func)
    given = [each.value for each in call.keywords if each.arg == "timeout"]
    given += call.args[1:2] if name == "asyncio.wait_for" else call.args[:1] if name == "asyncio.timeout" else []
    for each in given:
        if isinstance(each, ast.Constant) and isinstance(each.value, int | float):
            yield each.value


def _is_text(looked_in: ast.expr) -> bool:
    """Whether this is a page, an answer's text, or something written out whole: not a list of names or a set."""
    words = ast.unparse(looked_in)
    named = re.search(r"\b(?:page|text|html|content)$", words)
    return bool(named or re.search(r"^(?:str|repr|json\.dumps)\(|\.(?:read_text|json)\(", words))
