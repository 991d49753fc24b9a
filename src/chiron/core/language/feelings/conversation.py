"""What the turns before a message tell of trouble: failed answers, repeated requests, corrections. From text alone.

Signs that trouble shows by, as described for spoken dialogue by M. Walker et al., "PARADISE", ACL 1997, and for typed
support by others since: asking again, correcting, turning down, and answers that fail or repeat themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from chiron.core.language.feelings.signs import LONGEST
from chiron.core.language.stopwords import STOPWORDS
from chiron.core.language.text import bounded, words

MOST = 40
"""Turns before a message that are looked at, the last ones."""
SIGNS = (
    "no", "not", "correcting", "other", "again", "thanks", "asks", "loud", "short", "long", "figures",
    "repeats", "repeats-last", "shares", "first", "late",
    "failed", "failures", "refusals", "corrections", "asked", "confirming", "offered", "sorry", "circling",
    "no-confirming", "no-offered", "failed-again", "correcting-confirming",
)  # fmt: skip
"""What is known of a message in its conversation, each number in [0, 1]."""
_SMALL = STOPWORDS["en"] | STOPWORDS["es"]


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a conversation: whether by the person whose feelings are read, and its text."""

    own: bool
    text: str


def _any(told: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^| )(?:{told})(?= |$)")


_REFUSING = _any(
    "no|nope|nah|negative|not really|not now|not yet|not today|dont|don't|nunca|para nada|ahora no|todavia no"
)
_CORRECTING = _any(
    "i said|i meant|i mean|i asked|actually|wrong|incorrect|not right|not correct|that's not|thats not|"
    "that is not|isn't what|not what|instead|rather|should be|it's actually|change it|change that|make it|"
    "mistake|dije|queria decir|he dicho|en realidad|equivocad[oa]|incorrect[oa]|no es eso|eso no|"
    "mejor dicho|en vez"
)
_OTHER = _any(
    "another|other|others|else|different|alternative|alternatives|elsewhere|more options|otr[oa]s?|"
    "diferentes?|distint[oa]s?|alternativas?"
)
_AGAIN = _any(
    "again|still|once more|already|try|retry|keep|keeps|otra vez|de nuevo|todavia|aun|sigue|ya|intenta|intente"
)
_THANKING = _any(
    "thanks?|thank you|thx|great|perfect|awesome|wonderful|excellent|good|nice|cool|gracias|perfecto|"
    "genial|estupendo|vale"
)
_FAILING = _any(
    "unable|couldn't|couldnt|could not|cannot|can't|cant|unfortunately|sadly|failed|fails?|failure|"
    "problem|error|unavailable|not available|not able|not found|no results?|nothing|didn't go through|"
    "did not go through|don't have|do not have|don't understand|didn't find|not possible|fully booked|"
    "sold out|out of stock|no puedo|no podemos|no pude|no hemos podido|no se pudo|no ha sido posible|"
    "no esta disponible|no disponible|no encuentro|no hay|agotad[oa]|no entiendo|no es posible|"
    "por desgracia|lamentablemente"
)
_SORRY = _any(
    "sorry|apologi[sz]e|apologies|my mistake|lo siento|lo sentimos|disculp[ae]|disculpas|perdon[ae]?|lamento|lamentamos"
)
_CONFIRMING = _any(
    "confirm|correct|is that right|is this right|sound right|sounds right|did i get|got that right|"
    "accurate|double check|verify|is that ok|is this ok|confirme?s?|confirmar|correct[oa]|es asi"
)
_OFFERING = _any(
    "would you like|do you want|shall i|should i|want me to|would you want|do you wish|can i help|"
    "may i help|anything else|need anything|how about|what about|quiere que|quieres que|te gustaria|"
    "le gustaria|desea|deseas|algo mas|que tal"
)


@dataclass(frozen=True, slots=True)
class _Flat:
    """A text's words in one line, the first few, and those that tell what it is about."""

    text: str
    line: str
    start: str
    about: frozenset[str]


def _flat(text: str) -> _Flat:
    text = bounded(text, LONGEST)
    found = words(text)
    return _Flat(text, " ".join(found), " ".join(found[:3]), frozenset(found) - _SMALL)


def _alike(one: _Flat, other: _Flat) -> float:
    """How alike two texts are in the words that they are about: the cosine of the two sets, in [0, 1]."""
    mine, theirs = one.about, other.about
    return len(mine & theirs) / sqrt(len(mine) * len(theirs)) if mine and theirs else 0.0


def conversation(text: str, before: Sequence[Said]) -> dict[str, float]:
    """The numbers of :data:`SIGNS` for a message and the turns before it, oldest first."""
    before = before[-MOST:]
    now = _flat(text)
    own = [_flat(each.text) for each in before if each.own]
    answers = [_flat(each.text) for each in before if not each.own]
    last = answers[-1] if answers and not before[-1].own else _flat("")
    past = [_message(each) for each in own]
    repeats = [_alike(now, each) for each in own]
    known = {
        **_message(now),
        **_answer(last),
        "repeats": max(repeats, default=0.0),
        "repeats-last": repeats[-1] if repeats else 0.0,
        "shares": _alike(now, last),
        "first": float(not own),
        "late": min(len(own), 15) / 15,
        "failures": min(sum(bool(_FAILING.search(each.line)) for each in answers), 4) / 4,
        "refusals": min(sum(each["no"] for each in past), 4) / 4,
        "corrections": min(sum(each["correcting"] for each in past), 4) / 4,
        "circling": max((_alike(last, each) for each in answers[:-1]), default=0.0),
    }
    known["no-confirming"] = known["no"] * known["confirming"]
    known["no-offered"] = known["no"] * known["offered"]
    known["failed-again"] = known["failed"] * max(known["again"], known["other"])
    known["correcting-confirming"] = known["correcting"] * known["confirming"]
    return {name: float(known[name]) for name in SIGNS}


def _message(flat: _Flat) -> dict[str, float]:
    many = flat.line.count(" ") + 1
    return {
        "no": bool(_REFUSING.search(flat.start)),
        "not": bool(_REFUSING.search(flat.line)),
        "correcting": bool(_CORRECTING.search(flat.line)),
        "other": bool(_OTHER.search(flat.line)),
        "again": bool(_AGAIN.search(flat.line)),
        "thanks": bool(_THANKING.search(flat.line)),
        "asks": "?" in flat.text,
        "loud": "!" in flat.text,
        "short": many <= 4,
        "long": min(many, 40) / 40,
        "figures": any(sign.isdigit() for sign in flat.text),
    }


def _answer(flat: _Flat) -> dict[str, float]:
    return {
        "failed": bool(_FAILING.search(flat.line)),
        "asked": "?" in flat.text,
        "confirming": bool(_CONFIRMING.search(flat.line)),
        "offered": bool(_OFFERING.search(flat.line)),
        "sorry": bool(_SORRY.search(flat.line)),
    }
