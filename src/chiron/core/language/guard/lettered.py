# ruff: noqa: E501 - patterns are data
"""A word given by its letters: one after the other with words between, in another order, cut up, or made out of others."""

from __future__ import annotations

import re

from chiron.core.language.text import common_start, fold

_ALONE = re.compile(r"(?<![\w'])([a-z])(?![\w'])")
_WITHIN = re.compile(r"(?<=[^\W\d_])[^\w\s'’,;:!?]+(?=[^\W\d_])|(?<=[^\W\d_])[*_~|.…·•]+(?=[^\W\d_])")
_SHUFFLED = re.compile(
    r"\b(?:anagrams?|rearrang\w+|unscrambl\w+|scrambl\w+|shuffl\w+|jumbl\w+|mix(?:ed)? up|reorder\w*|swap\w*|permut\w+|anagramas?|reordena\w*|anagrammes?|umgestellt|geschuttelt|durcheinander\w*)\b"
)
_LIKE = r"(?:(?:with )?(?:the )?(?:same )?(?:first |last |two |three |four |letters |sound )*(?:as |like |as in |of |with |in |como |comme |wie )+)(?:the |a |el |la )?(?:word |end of |beginning of |start of )?[\"'“‘]?([a-z]{2,20})"
_STARTS = re.compile(rf"\b(?:starts?|begins?|opens?|empieza|comienza|commence|beginnt|fangt) {_LIKE}")
_ENDS = re.compile(rf"\b(?:ends?|finish(?:es)?|stops?|closes?|termina|acaba|finit|endet) {_LIKE}")
_CUT = re.compile(
    r"\b(?:drop|remove|cut|delete|replace|swap|change|take|put|add|without|minus|strike|quita|cambia|ote|streich\w*)\b"
)
_TOKEN = re.compile(r"[a-z]{2,30}")
_GAPPED = re.compile(r"(?<![\w])[a-z_*.?-]*[a-z][_*.?-]+[a-z][a-z_*.?-]*(?!\w)")
_PARTS = re.compile(
    r"(?=(?<![a-z])([a-z]{2,12})[\"'”’]?\s*(?:\+|&|plus|and|then|followed by|with)\s*[\"'“‘]?([a-z]{2,12})(?![a-z]))"
)
_QUOTED = re.compile(r"[\"'“‘]([a-z]{2,20})[\"'”’]")
SHORTEST = 4
"""Letters from which a word in another order is taken for hidden."""


def hides(text: str, names: tuple[str, ...], known: frozenset[str]) -> bool:
    """Whether a text gives one of the words away so; ``known`` are the words on the learner's screen."""
    folded = fold(text)
    joined = fold(_WITHIN.sub("", text)) if _WITHIN.search(text) else ""
    alone = "".join(_ALONE.findall(folded))
    tokens = set(_TOKEN.findall(folded)) - known
    for name in names:
        bare = re.sub(r"[^a-z]", "", name)
        if len(bare) < 3 or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            continue
        if bare in alone or bare in re.sub(r"[ai]", "", alone) or re.search(rf"(?<!\w){bare}(?!\w)", joined):
            return True
        if len(bare) >= SHORTEST and (
            _shuffled(bare, tokens, folded)
            or _from_ends(bare, folded)
            or _cut(bare, tokens, folded)
            or _gapped(bare, folded, known)
            or _joined(bare, folded)
        ):
            return True
    return False


def _shuffled(bare: str, tokens: set[str], folded: str) -> bool:
    if not _SHUFFLED.search(folded):
        return False
    letters = sorted(bare)
    return any(sorted(token) == letters for token in tokens)


def _from_ends(bare: str, folded: str) -> bool:
    """Begun as one word and ended as another."""
    starts, ends = _STARTS.findall(folded), _ENDS.findall(folded)
    return any(
        common_start(bare, first) + common_start(bare[::-1], last[::-1]) >= len(bare) - 1
        for first in starts
        for last in ends
    )


def _cut(bare: str, tokens: set[str], folded: str) -> bool:
    """Made of a word that holds all of it but a letter, by taking away and putting to it."""
    if len(_CUT.findall(folded)) < 1 or not re.search(r"[\"'“‘][a-z]{1,20}[\"'”’]", folded):
        return False
    size = max(SHORTEST, len(bare) - 1)
    parts = {bare[:size], bare[-size:]}
    return any(part in token for token in tokens for part in parts if token != bare)


def _gapped(bare: str, folded: str, known: frozenset[str]) -> bool:
    """With its vowels or some letters left out, or every second letter a false one."""
    for token in _GAPPED.findall(folded):
        pattern = re.sub(r"[^a-z]", ".", token)
        if len(re.sub(r"[^a-z]", "", token)) >= len(bare) / 2 and re.fullmatch(pattern, bare):
            return True
    skeleton = re.sub(r"[aeiou]", "", bare)
    if len(skeleton) >= 3 and skeleton not in known and re.search(rf"(?<!\w){skeleton}(?!\w)", folded):
        return True
    every = re.search(r"\bevery (?:second|other|third|2nd|3rd)\b|\balternate\b|\bskip\w*", folded)
    return bool(every) and any(
        bare in (token[start::step]) for token in _TOKEN.findall(folded) for step in (2, 3) for start in range(step)
    )


def _joined(bare: str, folded: str) -> bool:
    """In two parts: "sev plus en", "'even' with an s in front"."""
    for first, second in _PARTS.findall(folded):
        if bare in (first + second, second + first):
            return True
    alone = set(_ALONE.findall(folded))
    quoted = set(_QUOTED.findall(folded))
    return (bare[0] in alone and bare[1:] in quoted) or (bare[-1] in alone and bare[:-1] in quoted)
