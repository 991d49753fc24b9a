# ruff: noqa: E501 - patterns are data
"""The rule that a model gives words and simple maths: no HTML, links, pictures, tools, tables of data, odd signs or noise."""

from __future__ import annotations

import re
import unicodedata

from chiron.core.language.guard.dollars import unfinished
from chiron.core.language.guard.scene import Line, Scene

NAME = "markup"
_MARK = re.compile(
    r"</?[a-zA-Z!][^<>$]{0,200}>|<!--|<(?:script|style|iframe|img|svg|a|html|div|body)\b|!?\[[^\]]*\]\([^)]*\)|\[[^\]]+\]: ?\S+|\b(?:https?|ftp|javascript|data|file|mailto):\S|\bwww\.\w|\b[\w-]+\.(?:com|org|net|io|xyz|ru|info|ly)\b(?:/|\b)"
    r"|```|~~~|\{\s*[\"'](?:tool|name|function|action|arguments|role|content|type|tool_calls?)[\"']\s*:|\b(?:tool_calls?|function_call|tool_use|tool_code|print\(|os\.system|subprocess|eval\()|<\|[^|]*\||\[\[[^\]]*\]\]|\\(?:href|url|include\w*|input|write|def|let|newcommand|catcode|html\w*|style|class|data|require|unicode|csname|immediate|openout)\b|^\s*\|.*\|\s*$|\bon\w+ ?= ?[\"']|&#x?\w+;"
)
_LONGEST_TOKEN = 80
_STAMMER = re.compile(r"(\b\w+\b)(?:\W+\1\b){5,}|([^\w\s.=-])\2{9,}|(\w)\3{11,}")


def stops(line: Line, _scene: Scene) -> str | None:
    """What is no plain sentence."""
    text = line.text
    if found := _MARK.search(text):
        return found.group()
    if any(_odd(sign) for sign in text):
        return "\ufffd"
    if found := _STAMMER.search(text):
        return found.group()[:40]
    if unfinished(text) or text.count("{") != text.count("}"):
        return "$"
    return next((word[:40] for word in text.split() if len(word) > _LONGEST_TOKEN), None)


def _odd(sign: str) -> bool:
    """Signs that nobody sees, that turn the reading direction, or that stand for lost bytes."""
    kind = unicodedata.category(sign)
    return (
        sign == "\ufffd"
        or kind in ("Co", "Cn", "Cs")
        or (kind in ("Cf", "Cc") and sign not in "\n\t\u200d\ufe0f\u00ad")
    )
