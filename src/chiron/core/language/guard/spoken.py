"""Sums said in words, brought to signs: "six less than three x", "half of fourteen", "the square root of 49"."""

from __future__ import annotations

import re

from chiron.core.language.guard.values import plainly

_N = r"(\d+(?:\.\d+)?[a-z]?|\b[a-z]\b)"
_TURNED = (
    (re.compile(rf"\b(?:subtract|take(?: away)?|resta|quita) {_N} (?:from|a|de) {_N}"), r" \2 - \1 "),
    (re.compile(rf"{_N} (?:less|fewer) than {_N}"), r" \2 - \1 "),
    (re.compile(rf"{_N} more than {_N}"), r" \2 + \1 "),
    (re.compile(rf"{_N} and {_N} more\b"), r" \1 + \2 "),
    (re.compile(rf"\badd {_N} to {_N}"), r" \2 + \1 "),
    (re.compile(rf"\b(?:half|the half|la mitad) (?:of|de) {_N}"), r" \1 / 2 "),
    (re.compile(rf"\b(?:1/2) (?:of|de) {_N}"), r" \1 / 2 "),
    (re.compile(rf"\ba (third|quarter|fifth|tenth) of {_N}"), r" \2 / \1 "),
    (re.compile(rf"\b(?:double|twice|el doble de) {_N}"), r" 2 * \1 "),
    (re.compile(rf"\btriple {_N}"), r" 3 * \1 "),
    (re.compile(rf"{_N} doubled\b"), r" 2 * \1 "),
    (re.compile(rf"{_N} halved\b"), r" \1 / 2 "),
)
_SIGNS = (
    (re.compile(r"\b(?:and )?(?:then )?(?:plus|added to|mas)\b"), "+"),
    (re.compile(r"\b(?:and )?(?:then )?(?:minus|take away|less(?! than)|menos)\b"), "-"),
    (re.compile(r"\b(?:times|multiplied by|por)\b"), "*"),
    (re.compile(r"\b(?:over|divided by|entre)\b"), "/"),
    (re.compile(r" ?\b(?:squared|al cuadrado)\b"), "^2"),
    (re.compile(r" ?\b(?:cubed|al cubo)\b"), "^3"),
    (re.compile(r" ?\b(?:to the power(?: of)?|raised to)\b"), "^"),
    (re.compile(r"\bequis\b"), "x"),
    (re.compile(r"(?<=\b[a-z])'s\b|(?<=\d[a-z])'s\b"), ""),
)
_PARTS = {"third": "3", "quarter": "4", "fifth": "5", "tenth": "10"}
_ROOT = re.compile(r"(?:\\sqrt\s*\{?\s*|\bsqrt\(?\s*|√\s*|\bsquare root of |\braiz (?:cuadrada )?de )(\d+)\}?\)?")
_INVERSE = (
    (re.compile(rf"\b(?:its|the|whose|su) (?:double|doble) (?:is|es) {_N}|{_N} is (?:its|the) double\b"), "/ 2"),
    (re.compile(rf"\b(?:its|the|whose|su) (?:half|mitad) (?:is|es) {_N}|{_N} is (?:its|the) half\b"), "* 2"),
)
_SQUARE = re.compile(r"\b(?:its|the|whose) square is (\d+)|(\d+) is (?:its|the) square\b")


def signed(text: str) -> str:
    """The plain text with its sums in signs."""
    said = _ROOT.sub(lambda match: f" {_root(match[1])} ", text)
    said = plainly(said)
    said = _ROOT.sub(lambda match: f" {_root(match[1])} ", said)
    said = _SQUARE.sub(lambda match: f" = {_root(match[1] or match[2])} ", said)
    said = re.sub(r"(?<=\d) (?=[a-z]\b(?!'))", "", re.sub(r"\b(\d+)([a-z])\b", r"\1\2", said))
    for pattern, sign in _INVERSE:
        said = pattern.sub(lambda match, sign=sign: f" = {match[1] or match[2]} {sign} ", said)  # type: ignore[misc]
    for pattern, new in _TURNED:
        said = pattern.sub(new, said)
    said = re.sub(r"/ (third|quarter|fifth|tenth)\b", lambda match: f"/ {_PARTS[match[1]]}", said)
    for pattern, new in _SIGNS:
        said = pattern.sub(f" {new} " if new and new[0] in "+-*/" else new, said)
    return said


def _root(text: str) -> str:
    value = int(text[:12])
    root = round(value**0.5)
    return str(root) if root * root == value else text
