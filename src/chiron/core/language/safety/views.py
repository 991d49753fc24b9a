"""A message made plain in several ways, so that spelling games and slips do not hide what it says."""

from __future__ import annotations

import re

from chiron.core.language.text import bounded, fold, squeeze

_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "$": "s", "@": "a", "!": "i", "|": "l"}
)
_LAUGHTER = re.compile("[\U0001f602\U0001f923\U0001f639\U0001f606\U0001f605]+")
_LETTERS_APART = re.compile(r"(?<![^\W_])[^\W_](?:[ .\-_*~/|,]{1,3}[^\W_](?![^\W_])){2,}")
_STANDS_FOR = re.compile(r"[013457$@!|]")
_LETTER = re.compile(r"[a-z]")
_PLAIN_DIGITS = re.compile(r"^[\d.,$!%+\-=*/()x]+$")


def _plain(text: str) -> str:
    """Words and single spaces; the end of a sentence is a lone full stop, which no rule reads across."""
    text = _LAUGHTER.sub(" haha ", text.replace("'", ""))
    text = re.sub(r"[.!?;\n]+(?=\s|$)", " . ", text)
    return squeeze(re.sub(r"[^\w\s.]|_|(?<=\w)\.(?=\w)", " ", text))


def _unleet(text: str) -> str:
    """Digits and signs standing for letters, in tokens that hold a letter and are no sum."""
    tokens = []
    for token in text.split():
        core = token.rstrip(".!?,;")
        mixed = _STANDS_FOR.search(core) and _LETTER.search(core) and not _PLAIN_DIGITS.match(core)
        tokens.append(core.translate(_LEET) + token[len(core) :] if mixed else token)
    return " ".join(tokens)


def _starred(text: str, wanted: tuple[str, ...]) -> str:
    """Words with letters starred out, where a word that people star fits."""

    def restore(match: re.Match[str]) -> str:
        shape = re.compile(re.sub(r"[*#]", "[a-z]", match.group()))
        return next((word for word in wanted if shape.fullmatch(word)), match.group())

    return re.sub(r"(?<![a-z])[a-z]{1,12}(?:[*#]{1,6}[a-z]{0,12}){1,4}", restore, text)


def near(word: str, target: str) -> bool:
    """Whether two words differ by at most one letter wrong, missing, added, or two neighbours swapped."""
    if abs(len(word) - len(target)) > 1:
        return False
    if word == target:
        return True
    start = next((n for n, (a, b) in enumerate(zip(word, target, strict=False)) if a != b), min(len(word), len(target)))
    rest, wanted = word[start:], target[start:]
    swapped = len(rest) > 1 and rest[1::-1] == wanted[:2] and rest[2:] == wanted[2:]
    return rest[1:] == wanted[1:] or rest == wanted[1:] or rest[1:] == wanted or swapped


def _corrected(text: str, critical: tuple[str, ...]) -> str:
    return re.sub(
        r"[a-z]{5,12}",
        lambda match: next((word for word in critical if near(match.group(), word)), match.group()),
        text,
    )


def views(text: str, critical: tuple[str, ...], starred: tuple[str, ...]) -> tuple[str, ...]:
    """The message as plain words, once as it stands and once with letters, stars and slips put right."""
    folded = fold(bounded(text).replace("\n", ". "))
    first = _plain(folded)
    played = re.sub(r"([a-z])\1{2,}", r"\1", _unleet(_starred(folded, starred)))
    second = _corrected(_plain(played), critical)
    return (first,) if second == first else (first, second)


def joined(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Runs of single letters without what stands between them, and long tokens that may be several words."""
    folded = _unleet(fold(bounded(text)))
    runs = tuple(re.sub(r"[\W_]", "", match.group()) for match in _LETTERS_APART.finditer(folded))
    return runs, tuple(re.findall(r"[a-z]{8,}", folded))
