"""Sentences cut from a stream of pieces, each as soon as it is whole. Maths between dollar signs is never cut."""

from __future__ import annotations

import re

from chiron.core.language.guard.dollars import unfinished

LONGEST = 1_300
"""A sentence that does not end is handed over at this length; the guard then stops it."""
_END = re.compile(r"[.!?…。！？]+[\"'”’)*_\]]*(?=\s)|\n+")
_SHORT = re.compile(
    r"(?:^|\s)(?:e\.g|i\.e|etc|vs|approx|no|nr|fig|eq|dr|mr|mrs|ms|st|p\.ej|sr|sra|ej|\d+)\.$", re.IGNORECASE
)


class Cutter:
    """Give it pieces, take sentences; ``rest`` is what is left at the end."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._held = ""

    def feed(self, piece: str) -> list[str]:
        """The sentences that are whole now."""
        self._held += piece
        found = []
        while (end := self._end()) is not None:
            sentence, self._held = self._held[:end].strip(), self._held[end:]
            if sentence:
                found.append(sentence)
        return found

    def rest(self) -> str:
        """What stands after the last whole sentence; nothing is held afterwards."""
        left, self._held = self._held.strip(), ""
        return left

    def _end(self) -> int | None:
        for match in _END.finditer(self._held):
            before = self._held[: match.end()]
            if unfinished(before) or (match.group().strip() == "." and _SHORT.search(before)):
                continue
            return match.end()
        return LONGEST if len(self._held) > LONGEST else None
