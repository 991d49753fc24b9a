"""Placeholders for what must not leave, stable within one call, and the way back, also in a stream."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from chiron.core.language.privacy import identifiers, names
from chiron.core.language.privacy.identifiers import Found
from chiron.core.language.privacy.names import Roster

KINDS = (
    "PERSON", "EMAIL", "PHONE", "PLACE", "NUMBER", "CARD", "ACCOUNT", "DATE", "HANDLE", "LINK", "ADDRESS_OF_MACHINE",
    "TEXT",
)  # fmt: skip
_KIND = "|".join(sorted(KINDS, key=len, reverse=True))
MARK = re.compile(
    rf"\[ ?({_KIND})\\?[_ -](\d{{1,4}})([a-z]?) ?\]|(?<![\w\[])({_KIND})\\?_(\d{{1,4}})([a-z]?)(?!\w)", re.IGNORECASE
)
"""A placeholder, as models give them back: with its brackets, without them, or with what a formula needs."""
_OPEN = re.compile(r"(?:\[[^\]\n]{0,30}|(?<![\w\[])[A-Za-z][A-Za-z_\\]{0,20}\d{0,4}[a-z]?)$")
"""What a placeholder could still become."""
EXPLAINED = (
    "Words such as [PERSON_1] stand for names and numbers. Where you need one, write it exactly so; make up none."
)


def found(text: str, roster: Roster) -> list[Found]:
    """What must not leave of a text, in order; where two lie over one another, both as one."""
    spans = [*identifiers.found(text), *names.found(text, roster)]
    spans += [Found(m.start(), m.end(), "TEXT", m.group()) for m in MARK.finditer(text)]
    kept: list[Found] = []
    for each in sorted(spans, key=lambda span: (span.start, -span.end)):
        if kept and each.start < kept[-1].end:
            one = kept[-1]
            if each.end > one.end:
                stronger = max(one, each, key=lambda span: span.end - span.start)
                kept[-1] = Found(one.start, each.end, stronger.kind, f"{one.key} {each.key}")
            continue
        kept.append(each)
    return kept


class Veil:
    """The placeholders of one call. The same thing has the same one in every message of it."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._marks: dict[str, str] = {}
        self._by_text: dict[tuple[str, str], str] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._counts: Counter[str] = Counter()
        self._forms: dict[tuple[str, int], int] = {}

    def hide(self, text: str) -> str:
        """The text with placeholders in the place of what must not leave."""
        hidden, at = [], 0
        for span in found(text, self._roster):
            hidden += [text[at : span.start], self._mark(span, text[span.start : span.end])]
            at = span.end
        return "".join([*hidden, text[at:]])

    @property
    def marks(self) -> dict[str, str]:
        """What each placeholder stands for."""
        return dict(self._marks)

    @property
    def kinds(self) -> frozenset[str]:
        """Which kinds of thing were replaced."""
        return frozenset(kind for kind, _ in self._by_text)

    def put_back(self, text: str) -> str:
        """The text with what the placeholders stand for; one that was never made stays as it is."""
        return MARK.sub(self._meant, text) if self._marks else text

    def _meant(self, match: re.Match[str]) -> str:
        kind, number, form = (match.group(1) or match.group(4)).upper(), match.group(2) or match.group(5), (
            match.group(3) or match.group(6) or ""
        ).lower()  # fmt: skip
        return self._marks.get(f"[{kind}_{number}{form}]", self._marks.get(f"[{kind}_{number}]", match.group()))

    def _mark(self, span: Found, text: str) -> str:
        if known := self._by_text.get((span.kind, text)):
            return known
        number = self._numbers.get((span.kind, span.key))
        if number is None:
            number = self._numbers[span.kind, span.key] = self._counts[span.kind] = self._counts[span.kind] + 1
        form = self._forms.get((span.kind, number), -1) + 1
        if form > 25:
            return self._mark(Found(span.start, span.end, span.kind, f"{span.key} {text}"), text)
        self._forms[span.kind, number] = form
        mark = f"[{span.kind}_{number}{chr(97 + form) if form else ''}]"
        self._by_text[span.kind, text] = mark
        self._marks[mark] = text
        return mark


class Returning:
    """Pieces of an answer with what the placeholders stand for, however they are cut."""

    def __init__(self, veil: Veil) -> None:
        self._veil, self._held = veil, ""

    def feed(self, piece: str) -> str:
        """What can be said of the answer by now; the rest is held until it is whole."""
        text = self._held + piece
        waits = _OPEN.search(text)
        at = waits.start() if waits and _may_become(waits.group()) else len(text)
        self._held = text[at:]
        return self._veil.put_back(text[:at])

    def rest(self) -> str:
        """What was held when the answer ended."""
        text, self._held = self._held, ""
        return self._veil.put_back(text)


def _may_become(text: str) -> bool:
    """Whether a placeholder could begin so, or is there but could still get longer."""
    begun = text.lstrip("[ ").upper().replace("\\", "").replace(" ", "_").replace("-", "_")
    return not begun or any(
        kind.startswith(begun) or re.fullmatch(rf"{kind}_\d{{0,4}}[A-Z]?_?", begun) for kind in _kinds()
    )


def _kinds() -> Iterable[str]:
    return KINDS
