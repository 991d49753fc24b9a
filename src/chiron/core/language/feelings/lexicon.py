"""Words and phrases that tell a feeling, in English and Spanish: looked up in a message, negation and degree heeded.

The words stand in ``words.en.txt`` and ``words.es.txt``, our own, a line for each kind and strength.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

from chiron.core.language.feelings.others import BREAK
from chiron.core.language.feelings.signs import Signs

LANGUAGES = ("en", "es")
EMOTIONS = (
    "anger", "frustration", "disappointment", "sadness", "worry", "confusion", "joy", "gratitude", "hope",
)  # fmt: skip
"""What a message may tell, in the order in which equals are named."""
GLAD = frozenset({"joy", "gratitude", "hope"})
CALM, HURRY, STRONG, WEAK = "calm", "hurry", "strong", "weak"
"""Other kinds of word: what looks like a feeling and is none; haste; what makes the next word stronger or weaker."""
STRONGER, WEAKER, LOUDER = 0.4, 0.5, 0.1
"""The share of what is missing to certainty that a strong word adds; what a weak word leaves; what shouting adds."""
TURNED = 0.6
"""What "not happy" tells of disappointment, for each unit that "happy" tells of joy."""
BEGINNING = 4
"""Letters of a beginning by which it is found."""

_EN = """
the an and or is are was were be to of in on for with my your our his her it its i i'm i've you we they this that
these those have has had do does did not can could would will when what where which how who why if but from at by me
please there been still just so as get got order need want
thanks hi hello too only more
"""
_ES = """
el la los las un una unos y o es era fue ser de del en con por para mi mis tu su sus nuestro lo le les se te nos os
yo usted ustedes que si pero como cuando donde cual quien este esta estos estas ese esa ha han hay tengo tiene puedo
puede quiero quiere estoy estan muy mas ya al pedido favor hola necesito saber saberlo gracias nada sin hasta porque
tambien hoy todo eso nadie siempre habeis hemos vosotros dinero paquete tarde buenos buenas
"""
_SMALL_WORDS = {"en": frozenset(_EN.split()), "es": frozenset(_ES.split())}


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase: its words (the last may be a beginning), what kind it is, and how surely it tells it."""

    words: tuple[str, ...]
    begins: bool
    kind: str
    strength: float


@dataclass(frozen=True, slots=True)
class Found:
    """An entry met in a message: from which word to which (past the last), how strong here, whether negated.

    ``own`` is false where the words are not the writer's own: then they tell nothing.
    """

    entry: Entry
    start: int
    end: int
    strength: float
    negated: bool
    own: bool = True

    @property
    def tells(self) -> bool:
        """Whether it tells a feeling of the writer."""
        return self.own and self.entry.kind != CALM


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by their first word, and by the first letters of a beginning; longer ones first."""

    whole: Mapping[str, tuple[Entry, ...]]
    beginnings: Mapping[str, tuple[Entry, ...]]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Lexicon:
        """Sorted for looking up."""
        whole: dict[str, list[Entry]] = {}
        beginnings: dict[str, list[Entry]] = {}
        for entry in sorted(entries, key=lambda each: (-len(each.words), each.begins, -each.strength)):
            if entry.begins and len(entry.words) == 1:
                beginnings.setdefault(entry.words[0][:BEGINNING], []).append(entry)
            else:
                whole.setdefault(entry.words[0], []).append(entry)
        return cls({key: tuple(kept) for key, kept in whole.items()}, {k: tuple(v) for k, v in beginnings.items()})

    def at(self, words: Sequence[str], place: int) -> Entry | None:
        """The longest entry that begins at a word."""
        for entry in chain(self.whole.get(words[place], ()), self.beginnings.get(words[place][:BEGINNING], ())):
            size = len(entry.words)
            if words[place : place + size - 1] != entry.words[:-1] or place + size > len(words):
                continue
            last = words[place + size - 1]
            if last.startswith(entry.words[-1]) if entry.begins else last == entry.words[-1]:
                return entry
        return None


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language of :data:`LANGUAGES`, else the empty one."""
    if language not in LANGUAGES:
        return Lexicon({}, {})
    text = files("chiron.core.language.feelings").joinpath(f"words.{language}.txt").read_text("utf-8")
    return Lexicon.of(parsed(text))


def parsed(text: str) -> list[Entry]:
    """Entries of lines ``kind strength: words, phrases, beginnings*``. Raises ValueError on another line."""
    entries = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        head, colon, listed = line.partition(": ")
        kind, strength = head.split(" ")
        if not colon or kind not in {*EMOTIONS, CALM, HURRY, STRONG, WEAK}:
            raise ValueError(f"no kind of feeling: {line[:60]}")
        for told in listed.split(", "):
            begins = told.endswith("*")
            words = tuple(told.strip().removesuffix("*").split())
            entries.append(Entry(words, begins, kind, float(strength)))
    return entries


def spoken(words: Sequence[str]) -> tuple[str, ...]:
    """The languages of :data:`LANGUAGES` that the small words belong to, the first one most; none where none tells.

    Another one counts where it has two of them: people mix.
    """
    votes = {language: sum(word in small for word in words) for language, small in _SMALL_WORDS.items()}
    ordered = sorted(votes, key=lambda language: -votes[language])
    most = votes[ordered[0]]
    if not most or votes[ordered[1]] == most == 1:
        return ()
    return tuple(language for language in ordered if votes[language] == most or votes[language] > 1)


def look_up(told: Signs, language: str) -> list[Found]:
    """What of a lexicon stands in a message, in order; what is part of a longer entry counts once."""
    kept, found = lexicon(language), list[Found]()
    words, place, degree = told.words, 0, 0
    while place < len(words):
        entry = None if words[place] == BREAK else kept.at(words, place)
        if entry is None:
            degree = 0
            place += 1
            continue
        end = place + len(entry.words)
        if entry.kind in (STRONG, WEAK):
            degree = 1 if entry.kind == STRONG else -1
        else:
            strength = _strength(entry.strength, degree, told)
            found.append(Found(entry, place, end, strength, told.turned[place], not told.others[place]))
            degree = 0
        place = end
    return found


def _strength(strength: float, degree: int, told: Signs) -> float:
    if degree > 0:
        strength += STRONGER * (1 - strength)
    if degree < 0:
        strength *= WEAKER
    if told.loud > 1 or told.shouted > 0.5:
        strength += LOUDER * (1 - strength)
    return strength


def weighed(found: Iterable[Found]) -> dict[str, float]:
    """How surely each of :data:`EMOTIONS`, and haste, is told: independent tellings add up as chances do (noisy or).

    A negated gladness tells disappointment; another negated feeling tells nothing.
    """
    left = dict.fromkeys((*EMOTIONS, HURRY), 1.0)
    for each in found:
        kind, strength = each.entry.kind, each.strength
        if not each.tells:
            continue
        if each.negated:
            if kind != "joy":
                continue
            kind, strength = "disappointment", TURNED * strength
        left[kind] *= 1 - strength
    return {kind: round(1 - rest, 4) for kind, rest in left.items()}
