# ruff: noqa: E501 - patterns are data
"""Sums said in words, brought to signs: "six less than three x", "half of fourteen", "the square root of 49"."""

from __future__ import annotations

import re
from functools import lru_cache

from chiron.core.language.guard.phrasebook import english
from chiron.core.language.guard.plain import shortened

_N = r"(\d+(?:\.\d+)?[a-z]?|\b[a-z]\b)"
_ALL = r"(?:,? (?:put |taken |added |all |counted |lumped )?(?:together|combined|in all|in total|altogether|summed|joined)\b)"
_THEN = r"(?:,? (?:and |then |to |it |you ){0,3})"
_AWAY = r"(?:take(?: away| off)?|remove|drop|subtract|lose|deduct|throw (?:away|out)|give (?:away|back)|leave out|get rid of)"


def _dozen(match: re.Match[str]) -> str:
    if match.group().startswith(("half", "1/2")):
        return " 6 "
    return f" {12 * int(match[1] or 1)} "


_PLURALS = {
    "twos": 2,
    "threes": 3,
    "fours": 4,
    "fives": 5,
    "sixes": 6,
    "sevens": 7,
    "eights": 8,
    "nines": 9,
    "tens": 10,
    "elevens": 11,
    "twelves": 12,
}


def _plural(match: re.Match[str]) -> str:
    return f" {match[1]} * {_PLURALS[match[2]]} "


_TURNED = (
    (
        re.compile(
            r"\b(?:(?:the )?(?:number|digit|one|integer) |what |(?:that|which) )(?:that |which )?(?:is |comes |stands )?(?:right |just |directly |next )?(?:after|following|behind) (\d+)\b"
        ),
        r" (\1 + 1) ",
    ),
    (
        re.compile(
            r"\b(?:(?:the )?(?:number|digit|one|integer) |what |(?:that|which) )(?:that |which )?(?:is |comes |stands )?(?:right |just |directly )?(?:before|preceding|in front of) (\d+)\b"
        ),
        r" (\1 - 1) ",
    ),
    (
        re.compile(
            r"\b(\d+) (?:[a-z]+ ){0,2}(?:left of|below|under|beneath|down from|lower than|less than) (?:the )?(?:zero|0|nothing|freezing|gefrierpunkt)\b"
        ),
        r" -\1 ",
    ),
    (re.compile(r"\bhalf (?:of )?(?:a )?(?:half|1/2)\b|\b1/2 of (?:a )?(?:half|1/2)\b"), " 1/4 "),
    (re.compile(r"\b(?:half|a half)(?= (?:plus|and|\+|minus|times))"), "1/2"),
    (re.compile(r"\b(?:(\d+) |a |1/2 a |half a )?dozen\b"), _dozen),
    (re.compile(r"\b([2-9]0),? (?:and |then |plus ){0,2} ?\(?(\d(?: [+-] 1)?)\)?(?![\d.,/])"), r" \1 + \2 "),
    (re.compile(rf"{_N} and (?:a )?(?:1/2|half)(?! of)\b"), r" (\1 + 1 / 2) "),
    (re.compile(r"\b(\d+) point (\d+)\b"), r" \1.\2 "),
    (re.compile(r"\|\s*-?\s*(\d+)\s*\|"), r" (\1) "),
    (
        re.compile(
            r"(?<=plus )(?:a )?(?:pair|couple)\b|(?<=minus )(?:a )?(?:pair|couple)\b|(?<=and )a (?:pair|couple)\b"
        ),
        "2",
    ),
    (re.compile(rf"{_N} (?:of|out of)(?: the)? (\d+) (?:equal |same )?(?:parts|slices|pieces|shares)\b"), r" \1 / \2 "),
    (re.compile(rf",? (?:decreased|reduced|diminished|lowered|lessened) by {_N}"), r" - \1 "),
    (re.compile(rf",? (?:increased|raised|enlarged|augmented) by {_N}"), r" + \1 "),
    (re.compile(rf"\bmultiply {_N} by {_N}"), r" \1 * \2 "),
    (re.compile(rf"\bdivide {_N} by {_N}"), r" \1 / \2 "),
    (re.compile(rf"{_N} (?:between|entre) {_N}(?! and)"), r" \1 / \2 "),
    (re.compile(r"\b(?:1 |a |an )?whole(?=,? (?:minus|without|less|take|-))"), " 1 "),
    (re.compile(r"\bowing (?:of )?(\d+)|\b(?:a )?debt of (\d+)"), lambda match: f" -{match[1] or match[2]} "),
    (re.compile(r"\b(\d+) (twos|threes|fours|fives|sixes|sevens|eights|nines|tens|elevens|twelves)\b"), _plural),
    (re.compile(rf"\b(?:add|put) {_N} (?:and|to|with) {_N}"), r" \1 + \2 "),
    (re.compile(rf"{_N},? (?:and|with) {_N}{_ALL}"), r" \1 + \2 "),
    (re.compile(rf"\bsum of {_N} and {_N}"), r" \1 + \2 "),
    (re.compile(rf"\bdifference (?:of|between) {_N} and {_N}"), r" \1 - \2 "),
    (re.compile(rf"\bproduct of {_N} and {_N}"), r" \1 * \2 "),
    (re.compile(rf"\bquotient of {_N} and {_N}"), r" \1 / \2 "),
    (re.compile(rf"\b(?:take|start with|from|have|put|begin with) {_N}{_THEN}{_AWAY} {_N}"), r" \1 - \2 "),
    (re.compile(rf"\b(?:remove|deduct|drop) {_N} (?:from|of) {_N}"), r" \2 - \1 "),
    (re.compile(rf"{_N} (?:short of|shy of|under|below|smaller than|lower than|before) {_N}"), r" \2 - \1 "),
    (
        re.compile(
            rf"{_N} (?:greater than|bigger than|larger than|higher than|above|beyond|over and above|on top of|past|after) {_N}"
        ),
        r" \2 + \1 ",
    ),
    (
        re.compile(
            rf"{_N},? (?:and then |then )?(?:without|except|take off|with(?= \d+ (?:removed|gone|taken)))(?: the)? {_N}"
        ),
        r" \1 - \2 ",
    ),
    (re.compile(rf"{_N} (?:lots|groups|sets|piles|bags|rows|heaps|packs|boxes|pairs) of {_N}"), r" \1 * \2 "),
    (
        re.compile(
            rf"{_N},? (?:shared|split|cut|divided)(?: up)?(?: evenly| equally)? (?:among|amongst|between|by|into|in) {_N}"
        ),
        r" \1 / \2 ",
    ),
    (re.compile(rf"{_N} out of (?:every |each )?{_N}"), r" \1 / \2 "),
    (
        re.compile(
            rf"\b(?:midway|halfway|middle|midpoint|average|mean|centre|center|half ?way)(?: point| number)?(?: of| between| from)?(?: the)?(?: numbers)? {_N} (?:and|to) {_N}"
        ),
        r" (\1 + \2) / 2 ",
    ),
    (re.compile(rf"(?<![\d/])(\d+)/(\d+) of (?:a |an |the )?{_N}"), r" \3 * \1 / \2 "),
    (
        re.compile(
            rf"\b(?:the |a )?(half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)(?: part)? (?:of|from) (?:a |the )?{_N}"
        ),
        r" \2 / \1 ",
    ),
    (re.compile(rf"\b(?:thrice|triple(?: of)?|3 times) {_N}"), r" 3 * \1 "),
    (re.compile(rf"\b(?:quadruple|4 times)(?: of)? {_N}"), r" 4 * \1 "),
    (re.compile(rf"{_N} tripled\b"), r" 3 * \1 "),
    (re.compile(rf"\b(?:opposite|negative|inverse) of {_N}"), r" -\1 "),
    (re.compile(rf"\b(?:subtract|take(?: away)?|resta|quita) {_N} (?:from|a|de) {_N}"), r" \2 - \1 "),
    (re.compile(rf"{_N} (?:less|fewer) than {_N}"), r" \2 - \1 "),
    (re.compile(rf"{_N} more than {_N}"), r" \2 + \1 "),
    (re.compile(rf"{_N} and {_N} more\b"), r" \1 + \2 "),
    (re.compile(rf"\badd {_N} to {_N}"), r" \2 + \1 "),
    (re.compile(rf"\b(?:half|the half|la mitad) (?:of|de) {_N}"), r" \1 / 2 "),
    (re.compile(rf"\b(?:1/2) (?:of|de) {_N}"), r" \1 / 2 "),
    (re.compile(rf"\ba (third|quarter|fifth|tenth) of {_N}"), r" \2 / \1 "),
    (re.compile(rf"\b(?:double|twice|el doble de)(?: of)? {_N}"), r" 2 * \1 "),
    (re.compile(rf"\btriple {_N}"), r" 3 * \1 "),
    (re.compile(rf"{_N} doubled\b"), r" 2 * \1 "),
    (re.compile(rf"{_N} halved\b"), r" \1 / 2 "),
)
_SIGNS = (
    (re.compile(r"\b(?:and )?(?:then )?(?:plus|added to|mas)\b"), "+"),
    (
        re.compile(
            r"\b(?:and |then |you |we ){0,3}(?:minus|take away|takes? off|knocks? off|gives? back|without|less(?! than)|menos)\b"
        ),
        "-",
    ),
    (re.compile(r"\b(?:times|multiplied by|por)\b"), "*"),
    (re.compile(r"\b(?:over|divided by|entre)\b"), "/"),
    (re.compile(r" ?\b(?:squared|al cuadrado)\b"), "^2"),
    (re.compile(r" ?\b(?:cubed|al cubo)\b"), "^3"),
    (re.compile(r" ?\b(?:to the power(?: of)?|raised to)\b"), "^"),
    (re.compile(r"\b(?:equis|ex|exes)\b"), "x"),
    (re.compile(r"(?<=\b[a-z])'s\b|(?<=\d[a-z])'s\b"), ""),
)
_PARTS = {
    "half": "2", "third": "3", "quarter": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8", "ninth": "9",
    "tenth": "10", "hundredth": "100",
}  # fmt: skip
_COUNTS = re.compile(r"\d|dozen|equis|\bhalf\b|(?<![a-z'])[b-hj-z](?![a-z'])")
"""Without a number or a letter of its own there is no sum."""
_PAUSE = re.compile(r",(?= (?:and |then |you |we ){0,4}(?:plus|minus|less|take away|takes? off|times|-|\+))")
_ROOT = re.compile(r"(?:\\sqrt\s*\{?\s*|\bsqrt\(?\s*|√\s*|\bsquare root of |\braiz (?:cuadrada )?de )(\d+)\}?\)?")
_INVERSE = (
    (re.compile(rf"\b(?:its|the|whose|su) (?:double|doble) (?:is|es) {_N}|{_N} is (?:its|the) double\b"), "/ 2"),
    (re.compile(rf"\b(?:its|the|whose|su) (?:half|mitad) (?:is|es) {_N}|{_N} is (?:its|the) half\b"), "* 2"),
)
_SQUARE = re.compile(r"\b(?:its|the|whose) square is (\d+)|(\d+) is (?:its|the) square\b")


@lru_cache(maxsize=512)
def signed(text: str) -> str:
    """The plain text with its sums in signs."""
    said = _ROOT.sub(lambda match: f" {_root(match[1])} ", shortened(text))
    said = english(said)
    if not _COUNTS.search(said):
        return said
    said = _ROOT.sub(lambda match: f" {_root(match[1])} ", said)
    said = _SQUARE.sub(lambda match: f" = {_root(match[1] or match[2])} ", said)
    said = re.sub(r"(?<=\d) (?=[a-z]\b(?!'))", "", re.sub(r"\b(\d+)([a-z])\b", r"\1\2", said))
    for pattern, sign in _INVERSE:
        said = pattern.sub(lambda match, sign=sign: f" = {match[1] or match[2]} {sign} ", said)  # type: ignore[misc]
    for pattern, new in _TURNED:
        said = pattern.sub(new, said)
    said = re.sub(rf"/ ({'|'.join(_PARTS)})\b", lambda match: f"/ {_PARTS[match[1]]}", said)
    said = _PAUSE.sub(" ", said)
    for pattern, new in _SIGNS:
        said = pattern.sub(f" {new} " if new and new[0] in "+-*/" else new, said)
    return said


def _root(text: str) -> str:
    value = int(text[:12])
    root = round(value**0.5)
    return str(root) if root * root == value else text
