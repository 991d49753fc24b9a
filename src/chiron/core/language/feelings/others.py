"""Which words of a message tell somebody else's feelings, or none: what is quoted, names of things, other people's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

BREAK = "|"
"""Stands between clauses: no negation and no subject reaches across."""
QUOTES = frozenset('"“”„«»')
LONGEST_QUOTE = 40
"""Words of a quotation; a longer one is no quotation."""

_OWN_WORDS = "i i'm im i've i'd me my we us our yo me mi estoy tengo nos nosotros nosotras"
_SOMEBODY = """
friend friends mother mum mom father dad wife husband son daughter sister brother colleague neighbour neighbor she he
review reviews amigo amiga madre padre marido mujer esposa hijo hija hermano hermana vecino vecina ella resena resenas
opinion opiniones
"""
_OWN, _OTHERS = frozenset(_OWN_WORDS.split()), frozenset(_SOMEBODY.split())
_KIN = frozenset({"my", "our", "mi", "of mine"})


def others(words: Sequence[str], raw: Sequence[str]) -> tuple[bool, ...]:
    """For each word whether it is not the writer's own. ``raw`` holds the words as they were written."""
    found = [False] * len(words)
    for start, end in _quotations(raw):
        found[start:end] = [True] * (end - start)
    for start, end in _clauses(words):
        clause = words[start:end]
        if _of_somebody(clause):
            found[start:end] = [True] * (end - start)
        for place in _names(raw[start:end]):
            found[start + place] = True
    return tuple(found)


def _quotations(raw: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = -1
    for place, told in enumerate(raw):
        if told not in QUOTES:
            continue
        if start < 0:
            start = place
        else:
            if place - start <= LONGEST_QUOTE and start > 0:
                yield start, place
            start = -1


def _clauses(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for place, word in enumerate((*words, BREAK)):
        if word == BREAK:
            if place > start:
                yield start, place
            start = place + 1


def _of_somebody(clause: Sequence[str]) -> bool:
    """Whether a clause tells of somebody else alone: "my mother was happy", but not "my mother made me happy"."""
    if not any(word in _OTHERS for word in clause):
        return False
    own = [word for place, word in enumerate(clause) if word in _OWN and not _kin(clause, place)]
    return not own


def _kin(clause: Sequence[str], place: int) -> bool:
    """Whether "my" here only says whose mother it is."""
    return clause[place] in _KIN and place + 1 < len(clause) and clause[place + 1] in _OTHERS


def _names(raw: Sequence[str]) -> list[int]:
    """Words with a capital in the middle of a clause, unless more than half of the words have one."""
    named = [place for place, told in enumerate(raw) if place and len(told) > 2 and told.istitle()]
    worded = sum(told[0].isalpha() for told in raw)
    return named if 2 * len(named) <= worded else []
