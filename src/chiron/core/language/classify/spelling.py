"""Mending misspelt words by the words of a set of texts, with how often they stand there and beside what. Pure.

A noisy channel (M. D. Kernighan, K. W. Church and W. A. Gale, "A spelling correction program based on a noisy channel
model", COLING 1990) whose candidates are found by deletions (M. Mor and A. S. Fraenkel, "A hash code method for
detecting and correcting spelling errors", Communications of the ACM 25(12), 1982).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from chiron.core.language.answering.likeness import apart
from chiron.core.language.classify.grams import LONGEST, LONGEST_WORD, said
from chiron.core.language.stem import stem
from chiron.core.language.stopwords import STOPWORDS
from chiron.core.language.text import bounded, fold, squeeze

SHORTEST = 3
"""Shorter words are one letter away from too many others."""
LONG = 7
"""From so many letters on, two slips are mended."""
BEGINNING = 8
"""Letters of a word by which candidates are looked up."""
MOST_WORDS = 6_000
"""Words that others may be mended into, the most frequent first."""
FOREIGN = 3
"""So many strange words, more than half of a text's, are another language's and not slips of the pen."""
SLIP = 4.0
"""What each slip costs, in nats."""

PLAIN = frozenset(
    {"bye", "could", "dear", "hello", "help", "hey", "hi", "maybe", "need", "now", "ok", "okay", "please", "problem",
     "question", "really", "right", "should", "soon", "sorry", "sure", "thank", "thanks", "thing", "think", "today",
     "tomorrow", "try", "want", "week", "yes", "yesterday", "hola", "gracias", "favor", "buenas"}
)  # fmt: skip
"""Words of every talk that examples need not hold and that are not mended."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def _deletions(word: str, most: int) -> set[str]:
    """The beginning of a word with up to ``most`` letters left out."""
    begun = word[:BEGINNING]
    found = {begun}
    for many in range(1, most + 1):
        for gone in combinations(range(len(begun)), many):
            found.add("".join(sign for at, sign in enumerate(begun) if at not in gone))
    return found


def _slips(word: str) -> int:
    return 2 if len(word) >= LONG else 1


@dataclass(frozen=True, slots=True)
class Speller:
    """The words of a set of texts with how often each stands there, and each pair of words."""

    words: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    _near: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)
    _stems: set[str] = field(default_factory=set, repr=False, compare=False)

    @classmethod
    def learnt(cls, texts: Sequence[str]) -> Speller:
        """What these texts hold."""
        words, pairs = Counter[str](), Counter[tuple[str, str]]()
        for text in texts:
            found = said(text)
            words.update(found)
            pairs.update(pairwise(["", *found, ""]))
        return cls(dict(sorted(words.items())), dict(sorted(pairs.items())))

    def _laid(self) -> Mapping[str, list[str]]:
        """Words by what is left of them when letters are left out; laid out once."""
        if not self._near:
            common = sorted(self.words, key=lambda word: (-self.words[word], word))[:MOST_WORDS]
            for word in common:
                if len(word) >= SHORTEST and word.isalpha():
                    for left in _deletions(word, _slips(word)):
                        self._near.setdefault(left, []).append(word)
            self._stems.update(map(stem, self.words))
            self._near.setdefault("", [])
        return self._near

    def knows(self, word: str) -> bool:
        """Whether a folded word is left as it is: it stands in the texts, or a form of it, or is no word to mend."""
        near = self._laid()
        if word in self.words or len(word) < SHORTEST or not word.isalpha() or not near:
            return True
        if word in PLAIN or stem(word) in self._stems:
            return True
        return any(word in some for some in STOPWORDS.values())

    def meant(self, word: str, before: str = "", after: str = "") -> str:
        """The known word that a misspelt one most probably stands for, between its neighbours; itself where none is
        near enough."""
        if self.knows(word):
            return word
        near, most = self._laid(), _slips(word)
        every = {each for left in _deletions(word, most) for each in near.get(left, ())}
        best, score = word, -math.inf
        for each in sorted(every):
            far = apart(word, each, min(most, _slips(each)))
            if far > min(most, _slips(each)):
                continue
            mine = math.log(self.words[each]) - SLIP * far
            mine += math.log1p(self.pairs.get((before, each), 0)) + math.log1p(self.pairs.get((each, after), 0))
            mine += 0.5 * (each[0] == word[0])
            if mine > score:
                best, score = each, mine
        return best

    def mended(self, text: str) -> str:
        """The text with its misspelt words mended, folded to small letters where any was; else as it came (bounded)."""
        short = bounded(text, LONGEST)
        plain = squeeze(fold(short))
        found = [(match.start(), match.end(), match.group()[:LONGEST_WORD]) for match in _WORD.finditer(plain)]
        words = ["", *(word for _, _, word in found), ""]
        strange = sum(not self.knows(word) for word in words[1:-1])
        if not strange or (strange >= FOREIGN and 2 * strange > len(found)):
            return short
        pieces, last, changed = list[str](), 0, False
        for at, (start, end, word) in enumerate(found, 1):
            instead = self.meant(word, words[at - 1], words[at + 1])
            if instead != word:
                pieces += plain[last:start], instead
                last, changed = end, True
                words[at] = instead
        return "".join([*pieces, plain[last:]]) if changed else short
