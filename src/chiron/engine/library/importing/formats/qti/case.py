"""One item while it is read: its marking, what it shows, and where what is lost is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from chiron.core.words import Json
from chiron.engine.library.importing.formats.qti.judging import Judge, Quality
from chiron.engine.library.importing.formats.qti.values import Declared, Many, Undecided, Value, in_shape, members
from chiron.engine.library.importing.formats.qti.vocabulary import Element

MOST_SEARCHED = 9
MOST_TRIED = 4000
"""Answers tried for one item."""


class Lost(Exception):
    """An interaction that does not arrive gradable; the message is one sentence that says why.

    ``source`` is true where the source itself lacks what is needed: a right answer, a picture.
    """

    def __init__(self, why: str, source: bool = False) -> None:
        super().__init__(why)
        self.source = source


@dataclass(slots=True)
class Made:
    """A step of Chiron's, as far as an interaction says it. ``gap`` is the same as a gap of a cloze, if it can be."""

    kind: str
    fields: dict[str, Json]
    prompt: str = ""
    solution: str = ""
    gap: dict[str, Json] | None = None
    gradable: bool = True
    words: tuple[str, ...] = ()
    """The accepted words of a text, as the source writes them."""
    response: str = ""
    lacking: bool = False
    """Whether it is for a person because the source has no answer."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one interaction: the kind of step, or empty with the reason."""

    interaction: str
    kind: str
    why: str = ""
    gradable: bool = True
    source: bool = False
    """Whether the source itself lacks what is needed."""


@dataclass(slots=True)
class Case:
    """The item. ``render`` gives Markdown; ``changed`` notes what is different; ``shown`` the feedback of outcomes."""

    judge: Judge
    render: Callable[[Element], str]
    changed: Callable[[str], None]
    shown: Callable[[Mapping[str, Value]], list[str]]
    language: str = ""
    best: dict[str, Value] = field(default_factory=dict)
    """For each variable the best response that is known."""
    tried: int = 0

    def declared(self, element: Element) -> Declared:
        """The response variable of an interaction. Raises Lost where nothing declares it."""
        name = (element.get("responseIdentifier") or "").strip()
        own = self.judge.responses.get(name)
        if own is None:
            raise Lost(f"Nothing declares its response {name or '(without a name)'}.", source=True)
        return own

    def quality(self, name: str, value: Value) -> Quality:
        """How good a response is, all others as good as known. Raises Undecided."""
        self.tried += 1
        if self.tried > MOST_TRIED:
            raise Undecided("its marking takes too long")
        return self.judge.quality(self.best | {name: value})

    def begin(self) -> None:
        """Take what is declared as the best response of each variable, until trying shows a better one."""
        for name, own in self.judge.responses.items():
            self.best[name] = self.judge.right(name)
            if self.best[name] is None and own.mapping is not None:
                self.best[name] = mapped_best(own)

    def feedback(self, name: str, value: Value) -> list[str]:
        """The feedback after a response; of an item that asks several things, what it has to do with this one."""
        after = self._after(self.best | {name: value})
        if len(self.judge.responses) < 2:
            return after
        usual = set(self._after(self.best if value != self.best.get(name) else self.best | {name: None}))
        return [text for text in after if text not in usual]

    def _after(self, given: Mapping[str, Value]) -> list[str]:
        try:
            return self.shown(self.judge.after(given))
        except Undecided:
            return []

    def solution(self, name: str) -> str:
        """What is said once the response is right."""
        return joined(self.feedback(name, self.best.get(name)))


def mapped_best(own: Declared) -> Value:
    """The response that a mapping makes worth most: the best of one, all that are worth something of several."""
    if own.mapping is None or not own.mapping.entries:
        return None
    entries = [(points, key) for key, points, _ in own.mapping.entries]
    if own.cardinality == "single":
        best = max(points for points, _ in entries)
        return next(key for points, key in entries if points == best) if best > own.mapping.default else None
    if own.cardinality == "ordered":
        return None
    return in_shape([key for points, key in entries if points > 0], "multiple")


def joined(texts: Iterable[str]) -> str:
    """Different texts as paragraphs."""
    return "\n\n".join(dict.fromkeys(text for text in texts if text.strip()))


def best_set(
    case: Case, own: Declared, universe: list[str] | list[tuple[str, str]], allowed: Callable[[set[object]], bool]
) -> set[object]:
    """The members of a container that the item marks best, beginning with what it declares.

    One member more or less is tried until nothing is better. Raises Lost where no answer is right.
    """
    found = set[object](members(case.best.get(own.name))) & set[object](universe)
    if not found and not case.judge.silent:
        try:
            found = _searched(case, own, universe, allowed)
        except Undecided as undecided:
            raise Lost(f"Its marking cannot be worked out: {undecided}.") from None
    stated = case.judge.right(own.name) is not None
    if case.judge.silent:
        return _declared_only(found)
    try:
        best, climbed, ties, worse = _climbed(case, own, universe, found, allowed)
    except Undecided as undecided:
        if not stated:
            raise Lost(f"Its marking cannot be worked out: {undecided}.") from None
        case.changed(f"Its marking cannot be worked out ({undecided}); the declared response is the key.")
        return _declared_only(found)
    if not worse and not stated:
        raise Lost("No answer of it is marked right or wrong.", source=True)
    if climbed and stated:
        case.changed("Its marking gives more for another answer than for the declared one; that answer is the key.")
    if ties and worse:
        case.changed("Its marking gives full points for other selections too; one is the key here.")
    return _declared_only(best)


def _searched(
    case: Case, own: Declared, universe: list[str] | list[tuple[str, str]], allowed: Callable[[set[object]], bool]
) -> set[object]:
    """The set that is marked best of all there are, where nothing is declared and there are few."""
    if len(universe) > MOST_SEARCHED:
        return set()
    best, found = case.quality(own.name, None), set[object]()
    for bits in range(1, 2 ** len(universe)):
        picked = {each for at, each in enumerate(universe) if bits >> at & 1}
        if allowed(set(picked)):
            here = case.quality(own.name, contained(own, universe, set(picked)))
            if here > best:
                best, found = here, set(picked)
    return found


def _declared_only(found: set[object]) -> set[object]:
    if not found:
        raise Lost("It declares no right answer.", source=True)
    return found


def _climbed(
    case: Case,
    own: Declared,
    universe: list[str] | list[tuple[str, str]],
    found: set[object],
    allowed: Callable[[set[object]], bool],
) -> tuple[set[object], bool, bool, bool]:
    climbed = False
    for _ in range(2 * len(universe) + 1):
        here = case.quality(own.name, contained(own, universe, found))
        better, ties, worse = None, False, here > case.quality(own.name, None)
        for each in universe:
            other = found ^ {each}
            if not allowed(other):
                continue
            there = case.quality(own.name, contained(own, universe, other)) if other else case.quality(own.name, None)
            worse, ties = worse or there < here, ties or there == here
            if there > here:
                better = other
                break
        if better is None:
            case.best[own.name] = contained(own, universe, found)
            return found, climbed, ties, worse
        found, climbed = better, True
    raise Undecided("its points never end")


def contained(own: Declared, universe: list[str] | list[tuple[str, str]], found: set[object]) -> Value:
    """Members as the variable holds them, in the order in which the item offers them."""
    every = tuple(each for each in universe if each in found)
    if not every:
        return None
    return every[0] if own.cardinality == "single" and len(every) == 1 else Many(every)
