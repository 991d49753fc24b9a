"""Grades a short answer: right, not yet, or for a person, with a calibrated chance and the reasons against trusting it.

The model never accepts what a guard warns of: a text can share every word with the right one and deny it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from chiron.core.learning.answers import decided_answers, features, slots
from chiron.core.learning.answers.knowledge import Knowledge, one_edit
from chiron.core.learning.answers.lexicon import FUNCTION, opposed
from chiron.core.learning.answers.model import artefact
from chiron.core.learning.answers.tokens import Reading, read

ACCEPT, REJECT = 0.9, 0.05
"""Default thresholds of the chance to be right. Between them a person decides."""
WITH_IDEAS, WITHOUT_IDEA = 0.6, 0.3
"""Thresholds where every key idea is there, and where one is missing."""
FEW = 4
"""With fewer decided answers than this, the references alone judge."""
FOREIGN = 0.6
"""A larger share of words in no training text, reference or answer decided right is another language or no words."""
LIST, JOINED = 4, 0.15
"""So many content words, of all words so few that join them, are a list."""
BORROWED, IN_ORDER, SENTENCE = 0.7, 0.5, 5
"""Scrambled: so large a share of words from a reference, so few neighbours as there, in so many words or more."""


@dataclass(frozen=True, slots=True)
class Question:
    """What an answer is judged by. ``ideas`` are lists of phrases, one of each list must be said."""

    context: str
    references: tuple[str, ...]
    ideas: tuple[tuple[str, ...], ...] = ()
    decided: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """``right`` is None where a person must decide. ``chance`` is of being right; ``warnings`` are codes."""

    right: bool | None
    chance: float
    warnings: tuple[str, ...]
    missing: tuple[int, ...]
    """Places in the key ideas of those that were not found."""
    by: str
    """The artefact's version and which model judged."""


def grade(question: Question, answer: str, accept: float = ACCEPT, reject: float = REJECT) -> Opinion:
    """Judge an answer. ``accept`` > ``reject``, both in [0, 1]."""
    chance, by = likelihood(question, answer)
    mine = read(answer)
    prepared, remembered, _ = _prepared(question)
    warned = warnings(artefact().knowledge, prepared, mine, [one.reading for one in remembered.decided if one.right])
    if "?" in answer:
        warned = (*warned, "asks")
    missing = tuple(n for n, phrases in enumerate(question.ideas) if not any(says(mine, p) for p in phrases))
    if question.ideas:
        accept = 2.0 if missing else min(accept, WITH_IDEAS)
        reject = max(reject, WITHOUT_IDEA) if missing else min(reject, 0.02)
    right = None
    if chance >= accept and not warned:
        right = True
    elif chance <= reject and "foreign" not in warned:
        right = False
    return Opinion(right, chance, warned, missing, by)


def likelihood(question: Question, answer: str) -> tuple[float, str]:
    """The calibrated chance that an answer is right, and what judged."""
    learnt = artefact()
    prepared, remembered, regression = _prepared(question)
    inputs = features.features(learnt.knowledge, prepared, answer)
    if len(remembered) < FEW:
        return learnt.cold.chance(inputs), f"{learnt.version}/cold"
    inputs += decided_answers.features(learnt.knowledge, remembered.decided, answer, regression)
    return learnt.warm.chance(inputs), f"{learnt.version}/warm"


@lru_cache(maxsize=256)
def _prepared(
    question: Question,
) -> tuple[features.Prepared, decided_answers.DecidedAnswers, decided_answers.Fitted | None]:
    known = artefact().knowledge
    remembered = decided_answers.DecidedAnswers()
    for text, right in question.decided:
        remembered = decided_answers.add(known, remembered, text, right)
    regression = decided_answers.fit(remembered.decided) if len(remembered) >= FEW else None
    return features.prepare(known, question.context, question.references), remembered, regression


def warnings(
    known: Knowledge, prepared: features.Prepared, mine: Reading, decided: Sequence[Reading] = ()
) -> tuple[str, ...]:
    """Why the model must not accept this answer, whatever it says: codes. ``decided`` are answers decided right."""
    found = []
    if not set(mine.stems) - prepared.asked:
        found.append("only-the-question")
    if _foreign(known, mine, prepared, decided):
        found.append("foreign")
    if len(mine.stems) >= LIST and sum(word in FUNCTION for word in mine.words) < JOINED * mine.size:
        found.append("list")
    borrowed = max(_borrowed(mine, one) for one in prepared.references)
    if borrowed >= BORROWED and max(_in_order(mine, one) for one in prepared.references) < IN_ORDER:
        found.append("scrambled")
    near = [one for one in prepared.references if _agree(mine, one)]
    if not near:
        found.append("denied-or-opposite")
    if any(_look_alike(known, mine, one) for one in prepared.references):
        found.append("look-alike")
    asked = prepared.question.numbers
    if not any(one.numbers - asked <= mine.numbers | asked for one in prepared.references):
        found.append("number-missing")
    if any(not mine.numbers <= one.numbers | asked for one in prepared.references if one.numbers):
        found.append("other-number")
    return (*found, *_side_by_side(known, prepared, mine, decided))


def _side_by_side(
    known: Knowledge, prepared: features.Prepared, mine: Reading, decided: Sequence[Reading]
) -> tuple[str, ...]:
    """What speaks against the answer beside the right text that it fits best; nothing where it fits one."""
    words = frozenset(mine.stems)
    near = [one for one in decided if 2 * len(words.intersection(one.stems)) >= len(words)]
    fewest: frozenset[str] | None = None
    for right in (*prepared.references, *near):
        found = slots.faults(known, mine, right, prepared.asked)
        if not found:
            return ()
        fewest = found if fewest is None or len(found) < len(fewest) else fewest
    return tuple(sorted(fewest or ()))


def _agree(mine: Reading, right: Reading) -> bool:
    """Whether no common word is denied in one text alone and no opposite stands in a word's place."""
    place = {word: n for n, word in enumerate(right.stems)}
    if any((n in mine.negated) != (place[w] in right.negated) for n, w in enumerate(mine.stems) if w in place):
        return False
    if (mine.negations - right.negations) % 2:
        return False
    lacking = [word for word in right.stems if word not in mine.stems]
    return not any(opposed(word, other) for word in mine.stems if word not in place for other in lacking)


def _borrowed(mine: Reading, right: Reading) -> float:
    """The share of an answer's words that stand in a reference; 0 for a short answer."""
    return sum(word in right.words for word in mine.words) / mine.size if mine.size >= SENTENCE else 0.0


def _in_order(mine: Reading, right: Reading) -> float:
    """The share of an answer's borrowed neighbours that follow each other, at most two apart, in a reference too."""
    follows = {pair for apart in (1, 2) for pair in zip(right.words, right.words[apart:], strict=False)}
    pairs = [pair for pair in pairwise(mine.words) if pair[0] in right.words and pair[1] in right.words]
    return sum(pair in follows for pair in pairs) / (len(pairs) or 1)


def _foreign(known: Knowledge, mine: Reading, prepared: features.Prepared, decided: Sequence[Reading]) -> bool:
    own = prepared.asked.union(*(one.stems for one in (*prepared.references, *decided)))
    strange = sum(word not in known.weights and word not in own for word in mine.stems)
    return not mine.stems or strange / len(mine.stems) > FOREIGN


def _look_alike(known: Knowledge, mine: Reading, right: Reading) -> bool:
    """Whether a word is one letter off a reference's, and neither is a common word: "afferent" for "efferent"."""
    lacking = [word for word in right.stems if word not in mine.stems and word not in known.weights and len(word) > 3]
    return any(one_edit(word, other) for word in mine.stems if word not in right.stems for other in lacking)


def says(mine: Reading, phrase: str) -> bool:
    """Whether every word of a phrase stands in the answer, in order and close together, and is not denied."""
    wanted = read(phrase)
    words = wanted.stems
    if not words:
        return bool(re.search(rf"\b{re.escape(' '.join(wanted.words))}\b", " ".join(mine.words)))
    return any(_said_at(mine, words, n, wanted) for n, word in enumerate(mine.stems) if word == words[0])


def _said_at(mine: Reading, words: Sequence[str], start: int, wanted: Reading) -> bool:
    place = start
    for n, word in enumerate(words):
        near = [m for m in range(place, min(place + 3, len(mine.stems))) if mine.stems[m] == word]
        if not near or (near[0] in mine.negated) != (n in wanted.negated):
            return False
        place = near[0] + 1
    return True
