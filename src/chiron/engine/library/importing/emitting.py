"""Values as the YAML that courses are written in: plain where that is safe, blocks for long texts, else in quotes.

A value read back by ``yamls.parse_yaml`` is the same, and the same value is always written the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from chiron.core.words import Json

_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ](?:[^:#\x00-\x1f\x7f-\x9f'\"{}\[\],&*!|>%@`\\~]|:(?=[^\s]))*")
_WORDS = {"true", "false", "null"}
_NUMBER = re.compile(r"[-+.]?\d")
_BLOCK = re.compile(
    r"[^ \t\n\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff][^\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]*"
)
_TRAILING = re.compile(r"[ \t](?:\n|$)")
LONG = 100
"""A text of one line that is no longer stands beside its name."""


def emitted(value: dict[str, Json]) -> str:
    """The text of a file that holds these fields."""
    return "".join(f"{line}\n" for line in _fields(value, ""))


def _fields(value: dict[str, Json], indent: str) -> Iterator[str]:
    for name, inner in value.items():
        yield from _entry(f"{indent}{_scalar(str(name))}:", inner, indent)


def _entry(head: str, value: Json, indent: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        yield head
        yield from _fields(value, indent + "  ")
    elif isinstance(value, list) and value:
        yield head
        for each in value:
            yield from _member(each, indent + "  ")
    elif isinstance(value, str) and _in_a_block(value):
        yield f"{head} |{'' if value.endswith(chr(10)) else '-'}"
        for line in value.removesuffix("\n").split("\n"):
            yield f"{indent}  {line}" if line else ""
    else:
        yield f"{head} {_scalar(value)}"


def _member(value: Json, indent: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        first, *others = _fields(value, indent + "  ")
        yield f"{indent}- {first.lstrip(' ')}"
        yield from others
    elif isinstance(value, str) and _in_a_block(value):
        yield from _entry(f"{indent}-", value, indent)
    else:
        yield f"{indent}- {_scalar(value)}"


def _in_a_block(text: str) -> bool:
    # One line end at most at the end, and no blank at a line's end, which editors take away.
    return (
        ("\n" in text.removesuffix("\n") or len(text) > LONG)
        and _BLOCK.fullmatch(text) is not None
        and not text.endswith("\n\n")
        and not _TRAILING.search(text)
    )


def _scalar(value: Json) -> str:
    if isinstance(value, str):
        safe = _PLAIN.fullmatch(value) and value.lower() not in _WORDS and value == value.strip() and " #" not in value
        return value if safe else json.dumps(value, ensure_ascii=False).replace("\x7f", "\\x7f")
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value)
