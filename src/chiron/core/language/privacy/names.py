# ruff: noqa: SIM905 - lists of words
"""Names of a school's people, found in a text in whatever form they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from chiron.core.language.privacy.identifiers import Found
from chiron.core.language.privacy.slips import by_letter, meant, nicknames
from chiron.core.language.privacy.standing import Token, named_here
from chiron.core.language.privacy.word_names import NOT_ALONE, PARTICLES, WORDS

_RUN = re.compile(r"(?:[^\W\d_][\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]*)+")
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"})
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_ENDINGS = frozenset(
    "a e i o u y s es as os em om ow owi ie ia iu ej ou ovi ova ove ov in ina ine iny om oi ym ka ko ku ki ita ito itos"
    " itas in ina".split()
)
"""What languages put at the end of a name; Slavic cases and Spanish small forms among them."""
_INITIALS = re.compile(r"(?<![\w.])([^\W\d_a-z])\. ?([^\W\d_a-z])\.(?!\w|\.)")
_NO_INITIALS = frozenset("US UK EU AM PM AD BC CE IQ PE PS NB ID TV DC UN VS QED IE EG".split())
_GAP = re.compile(r"[ \u00a0]?[-'’.,]?[ \u00a0]?")
_BETWEEN = re.compile(r"[ \u00a0,.]{1,3}")
_JOINED_BEFORE = re.compile(r"(?<![\w-])(?:[^\W\d_a-z]['’]|[^\W\d_a-z][^\W\d_]+-)$")
_JOINED_AFTER = re.compile(r"-[^\W\d_a-z][^\W\d_]+(?![\w-])")
"""What is joined to a name by its sign: "N'Golos", and the half of "Jan-Baptiste" that is written otherwise."""
_SELF = re.compile(
    r"(?:name(?:['’]?s| is)?|i['’]?m|i am|called|me llamo|soy|ich bin|hei(?:ss|ß)e|m['’]appelle)[ :]+$", re.IGNORECASE
)
_HELPING = frozenset("will may can so in no an on at do to just how art".split())
"""Words before which a name of two words is none in small letters: "it will young people please"."""
_SHORT = 2
"""So many letters are more often a word than a name."""


@lru_cache(8192)
def plain(text: str) -> str:
    """Letters alone, small, without marks."""
    kept = unicodedata.normalize("NFKD", text.casefold())
    return "".join(s for s in kept if unicodedata.category(s) not in ("Mn", "Cf")).translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of names: its runs of letters, and the people who bear it. ``word`` says it is also an ordinary word."""

    runs: tuple[str, ...]
    people: frozenset[int]
    word: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a school. ``parts`` by their first run, the longest first; ``initials`` by both letters.

    ``handles`` are exact words, such as sign-in names, that are no ordinary ones; ``names`` the full names.
    """

    parts: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    initials: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict)
    handles: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    by_letter: Mapping[str, Sequence[str]] = field(default_factory=dict)


def roster(names: Iterable[str], handles: Iterable[str] = (), phrases: Iterable[str] = ()) -> Roster:
    """The roster of full names, of exact words that tell who somebody is, and of phrases such as the school's name."""
    found: dict[tuple[str, ...], set[int]] = {}
    initials: dict[tuple[str, str], set[int]] = {}
    kept = tuple(name for name in names if name.strip())
    for number, name in enumerate(kept):
        parts = list(_parts(name))
        for runs in parts:
            for spelt in {runs, *_tails(runs)}:
                found.setdefault(spelt, set()).add(number)
        for runs in list(_parts(name.casefold().translate(_SPELT_OUT))):
            found.setdefault(runs, set()).add(number)
        given = [runs[0] for runs in parts[:2]]
        for short in {*nicknames("".join(given[:1])), *nicknames("".join(given))}:
            found.setdefault((short,), set()).add(number)
        for letter in {run[0] for runs in parts[1:] for run in (runs[0], runs[-1])}:
            initials.setdefault((parts[0][0][0], letter), set()).add(number)
    for number, phrase in enumerate(phrases, len(kept)):
        whole = tuple(run for run in map(plain, _RUN.findall(phrase)) if run)
        if len(whole) > 1:
            found.setdefault(whole, set()).add(number)
    first: dict[str, list[Part]] = {}
    for runs, people in found.items():
        first.setdefault(runs[0], []).append(Part(runs, frozenset(people), _is_word(runs)))
    ordered = {run: tuple(sorted(parts, key=lambda part: -len(part.runs))) for run, parts in first.items()}
    exact = frozenset(each.casefold() for each in handles if len(each) > 3 and re.search(r"[\d._-]", each))
    close = by_letter(run for runs in found for run in runs)
    return Roster(ordered, {pair: frozenset(who) for pair, who in initials.items()}, exact, kept, close)


def _parts(name: str) -> Iterator[tuple[str, ...]]:
    """The parts of a name; what stands before a family name goes with it."""
    waiting: tuple[str, ...] = ()
    pieces = [piece for piece in name.replace(",", " ").split() if _RUN.search(piece)]
    for place, piece in enumerate(pieces):
        runs = tuple(run for run in map(plain, _RUN.findall(piece)) if run)
        waiting += runs
        # The first word is a name, whatever it means elsewhere: Al, Ben, Van.
        if not (0 < place < len(pieces) - 1 and len(runs) == 1 and runs[0] in PARTICLES):
            yield waiting
            waiting = ()


def _tails(runs: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What people leave of a part with several runs: without its particles, and each half of a double name."""
    bare = tuple(run for run in runs if run not in PARTICLES)
    if bare and bare != runs:
        yield bare
    if len(bare) > 1:
        yield ("".join(bare),)
        yield from ((run,) for run in bare if len(run) > _SHORT)


def _is_word(runs: tuple[str, ...]) -> bool:
    if len(runs) > 1:
        return False
    return len(runs[0]) <= _SHORT or (runs[0] in WORDS and runs[0] not in NOT_ALONE)


@dataclass(frozen=True, slots=True)
class _Hit:
    first: int
    last: int
    part: Part


def found(text: str, known: Roster) -> Iterator[Found]:
    """Everybody of the roster in a text."""
    tokens = [Token(m.start(), m.end(), m.group(), plain(m.group())) for m in _RUN.finditer(text)]
    hits = list(_hits(text, tokens, known))
    for group in _groups(text, tokens, hits):
        if span := _span(text, tokens, group):
            yield span
    for match in _INITIALS.finditer(text):
        pair = (plain(match.group(1))[:1], plain(match.group(2))[:1])
        if (people := known.initials.get(pair)) and _are_initials(match.group()):
            yield Found(match.start(), match.end(), "PERSON", _who(people, match.group()))
    if known.handles:
        for match in re.finditer(r"[\w.-]*[\w]", text):
            if match.group().casefold() in known.handles:
                yield Found(match.start(), match.end(), "HANDLE", match.group().casefold())


def _are_initials(text: str) -> bool:
    letters = re.sub(r"[. ]", "", text)
    return letters not in _NO_INITIALS or (" " in text and letters not in ("US", "UK", "EU"))


def _hits(text: str, tokens: Sequence[Token], known: Roster) -> Iterator[_Hit]:
    place = 0
    while place < len(tokens):
        part = (
            _at(text, tokens, place, known) or _inflected(tokens[place], known) or _slipped(text, tokens, place, known)
        )
        if part is None:
            place += 1
            continue
        last = place + len(part.runs) - 1
        yield _Hit(place, last, part)
        place = last + 1


def _at(text: str, tokens: Sequence[Token], place: int, known: Roster) -> Part | None:
    for part in known.parts.get(tokens[place].plain, ()):
        here = tokens[place : place + len(part.runs)]
        if tuple(token.plain for token in here) != part.runs:
            continue
        if all(_GAP.fullmatch(text[a.end : b.start]) for a, b in pairwise(here)):
            return part
    return None


def _inflected(token: Token, known: Roster) -> Part | None:
    """A name with an ending: "Bens", "Adą", "Nowakowi", "Juanito". Only names that are no words."""
    word = token.plain
    if word in WORDS:
        return None
    for length in range(len(word) - 1, max(2, len(word) - 5), -1):
        stem, ending = word[:length], word[length:]
        if ending == "s" and (token.capital or length > 4):
            found: tuple[str, ...] = (stem,)
        elif ending in _ENDINGS and token.capital and length > 3:
            found = (stem, *(stem + vowel for vowel in "aoe"))
        else:
            continue
        for each in found:
            for part in known.parts.get(each, ()):
                if len(part.runs) == 1 and not part.word and len(each) > 2:
                    return part
    return None


def _slipped(text: str, tokens: Sequence[Token], place: int, known: Roster) -> Part | None:
    """A name cut off or with a slip of the pen: only where a name would stand."""
    here = tokens[place]
    if len(here.plain) < _SHORT or not named_here(text, tokens, place, place):
        return None
    after = tokens[place + 1] if text[here.end : here.end + 1] in ("-", "'", "’") and place + 1 < len(tokens) else None
    # The two halves of a double name together, then the word alone.
    for runs in (
        ((here.plain, after.plain), (here.plain,)) if after and after.start == here.end + 1 else ((here.plain,),)
    ):
        if name := meant("".join(runs), known.by_letter):
            people = [part.people for part in known.parts.get(name, ()) if len(part.runs) == 1]
            return Part(runs, people[0] if people else frozenset(), word=True)
    return None


def _groups(text: str, tokens: Sequence[Token], hits: Sequence[_Hit]) -> Iterator[list[_Hit]]:
    """Hits that stand together and may be one person's."""
    group: list[_Hit] = []
    for hit in hits:
        mine = any(hit.part.runs == each.part.runs for each in group)
        if group and not mine and _together(text, tokens, group[-1], hit):
            group.append(hit)
            continue
        if group:
            yield group
        group = [hit]
    if group:
        yield group


def _together(text: str, tokens: Sequence[Token], one: _Hit, two: _Hit) -> bool:
    between = tokens[one.last + 1 : two.first]
    if len(between) > 1 or (between and len(between[0].text) > 1) or not one.part.people & two.part.people:
        return False
    gap = text[tokens[one.last].end : tokens[two.first].start]
    return bool(re.fullmatch(r"[ \u00a0,.-]{1,3}(?:\w\.? )?", gap))


def _span(text: str, tokens: Sequence[Token], group: Sequence[_Hit]) -> Found | None:
    first, last = tokens[group[0].first], tokens[group[-1].last]
    people = frozenset.intersection(*(hit.part.people for hit in group)) or group[0].part.people
    sure = any(not hit.part.word for hit in group)
    start, end = first.start, last.end
    if len(group) > 1:
        capitals = all(tokens[hit.first].capital for hit in group)
        whole = first.plain not in _HELPING and text[first.end : tokens[group[-1].first].start] == " "
        sure = sure or capitals or whole or bool(_SELF.search(text[max(0, start - 24) : start]))
    if prefix := _JOINED_BEFORE.search(text[max(0, start - 20) : start]):
        start -= len(prefix.group())
    if rest := _JOINED_AFTER.match(text[end : end + 20]):
        end += len(rest.group())
    reach = _initial(text, tokens, group)
    if reach:
        start, end = min(start, reach[0]), max(end, reach[1])
        sure = True
    if not sure and not named_here(text, tokens, group[0].first, group[-1].last):
        return None
    if text[start - 1 : start] == "\\" or (sure and len(group) == 1 and _function(text, first, last)):
        return None
    return Found(start, end, "PERSON", _who(people, text[start:end]))


def _initial(text: str, tokens: Sequence[Token], group: Sequence[_Hit]) -> tuple[int, int] | None:
    """An initial of the same person beside a name: "B. Okafor", "Ben O."."""
    hit, part = group[0], group[0].part
    if not any(token.capital for token in tokens[hit.first : hit.last + 1]):
        return None
    if hit.first and (before := tokens[hit.first - 1]).capital and len(before.text) == 1:
        gap = text[before.end : tokens[hit.first].start]
        if re.fullmatch(r"\. ?", gap) and not text[: before.start].endswith(("\\", "=", "+ ")):
            return before.start, tokens[group[-1].last].end
    end = group[-1].last
    if end + 1 < len(tokens) and (after := tokens[end + 1]).capital and len(after.text) == 1:
        gap = text[tokens[end].end : after.start]
        if gap == " " and text[after.end : after.end + 1] == "." and not part.word:
            return tokens[hit.first].start, after.end + 1
    return None


def _function(text: str, first: Token, last: Token) -> bool:
    """Whether it is written as a function of something, or a part of a formula's word."""
    return text[last.end : last.end + 1] == "(" and not first.capital


def _who(people: frozenset[int], text: str) -> str:
    return f"person {min(people)}" if len(people) == 1 else f"name {plain(text)}"
