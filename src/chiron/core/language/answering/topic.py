"""What a short question leans on: "and why is that?" asks about what was quoted a moment ago. Pure.

By rules alone, so that it is the same with and without a model: a question without content words of its own, or one
that says "it" and little more, is read together with the last question that had some.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chiron.core.language.answering.retrieval import Found, Index, terms
from chiron.core.language.offered import offered
from chiron.core.language.text import fold, words
from chiron.core.words import Passage

MOST_TURNS = 6
"""So far back is looked for what it is about."""
LONGEST = 14
"""Words of a question that can lean on another."""

_FOLLOWING = {
    "en": "other one ones same second first last third another further next too also else way again latter former both "
    "example examples more still always never really true reason case then detail details",
    "es": "otro otra otros otras mismo misma segundo segunda primero primera ultimo ultima tercero tercera ambos "
    "ejemplo ejemplos razon siempre nunca detalle detalles luego mas tambien",
}
_POINTING = {
    "en": re.compile(r"\b(?:it|its|that|this|they|them|their|these|those|there|he|she|his|her)\b"),
    "es": re.compile(
        r"\b(?:eso|esto|ese|esa|esos|esas|este|esta|aquello|ello|ellos|ellas|el|ella|su|sus|lo|ahi|alli)\b"
    ),
}
_CAUSE = {
    "en": re.compile(r"\b(?:because|since|so that|therefore|thus|that is why|reason|causes?|hence|as a result)\b"),
    "es": re.compile(r"\b(?:porque|ya que|por eso|para que|asi que|razon|causa|por tanto)\b"),
}
_WHY = re.compile(r"\b(?:why|how come|how so|reason|por que|razon)\b")
_STILL = {language: frozenset(terms(known, language)) for language, known in _FOLLOWING.items()}


@dataclass(frozen=True, slots=True)
class Said:
    """A message. ``quoted`` are the pieces of lessons in it, with their skill and heading; ``explained`` its terms."""

    learner: bool
    text: str
    quoted: tuple[Passage, ...] = ()
    explained: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """What the talk is about: the last question with words of its own, and what was quoted in answer and after it."""

    question: str
    quoted: tuple[Passage, ...]
    explained: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """It, in words that find it again."""
        headings = [self.quoted[-1].heading] if self.quoted else []
        return " ".join([self.question, *self.explained[-1:], *headings])


def leans(question: str, language: str) -> bool:
    """Whether a question has to be read with what came before it."""
    if len(words(question)) > LONGEST:
        return False
    own = set(terms(question, language)) - _STILL[offered(language)]
    return not own or (len(own) == 1 and bool(_POINTING[offered(language)].search(fold(question))))


def topic(said: Sequence[Said], language: str) -> Topic | None:
    """What the messages so far, oldest first, are about; None where nothing was asked that the course answered, or
    where the tutor's last message was something else: a hint, say, which is then what "why?" asks about.
    """
    last = next((each for each in reversed(said) if not each.learner), None)
    if last is None or not (last.quoted or last.explained):
        return None
    asked: Said | None = None
    quoted: list[Passage] = []
    explained: list[str] = []
    for message in said[-MOST_TURNS * 2 :]:
        if message.learner and not leans(message.text, language):
            asked, quoted, explained = message, [], []
        elif not message.learner:
            quoted += message.quoted
            explained += message.explained
    return Topic(asked.text, tuple(quoted), tuple(explained)) if asked and (quoted or explained) else None


def in_full(question: str, about: Topic | None, language: str) -> str:
    """A question with the words of what it leans on; one that stands alone as it is."""
    return f"{about.about} {question}" if about is not None and leans(question, language) else question


def of_term(found: Sequence[Found], about: Topic, names: Sequence[str], language: str) -> list[Found]:
    """Where a term was explained and nothing quoted: what speaks of that term by one of its names, not of what else the
    skill in hand is about. ``names`` are the term's.
    """
    if about.quoted or not about.explained:
        return list(found)
    spelt = [set(terms(name, language)) for name in names or about.explained[-1:]]
    return [
        each
        for each in found
        if any(name <= set(terms(f"{each.passage.heading} {each.passage.text}", language)) for name in spelt if name)
    ]


def ordered(found: Sequence[Found], question: str, about: Topic, index: Index) -> list[Found]:
    """What to answer with: passages that were not quoted yet, then what comes after the last quoted one under its
    heading, at last what was said before. For "why", those that give reasons come first, then those under the heading.
    """
    old = [each for each in found if _was_quoted(each.passage, about)]
    new = [each for each in found if not _was_quoted(each.passage, about)]
    new += _after(about, index, {each.passage for each in new})
    if _WHY.search(fold(question)):
        cause = _CAUSE[offered(index.language)]
        head = about.quoted[-1].heading if about.quoted else ""
        new.sort(key=lambda each: (not cause.search(fold(each.passage.text)), each.passage.heading != head))
    return [*new, *old]


def _after(about: Topic, index: Index, known: set[Passage]) -> list[Found]:
    """The passages behind the last quoted one, under its heading."""
    if not about.quoted:
        return []
    last = about.quoted[-1]
    places = [n for n, passage in enumerate(index.passages) if _is_of(last, passage)]
    rest = index.passages[places[-1] + 1 :] if places else ()
    found: list[Found] = []
    for passage in rest:
        if (passage.skill, passage.heading) != (last.skill, last.heading):
            break
        if passage not in known and not _was_quoted(passage, about):
            found.append(Found(passage, 0.0, 0.0, passage.text, 1.0, 1.0))
    return found


def _was_quoted(passage: Passage, about: Topic) -> bool:
    return any(_is_of(piece, passage) for piece in about.quoted)


def _is_of(piece: Passage, passage: Passage) -> bool:
    """Whether a piece was taken from a passage, whole or in part."""
    return piece.skill == passage.skill and piece.text in passage.text
