"""A language model that is none: for tests, for trying Chiron out, and for showing what a bad one does."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Iterator
from decimal import Decimal
from itertools import repeat
from typing import Literal

from chiron.ports.llm import (
    Ask,
    CutOff,
    Ended,
    Event,
    Garbage,
    ModelError,
    Piece,
    TooMuch,
    TooSlow,
    Unreachable,
    Used,
)

Manner = Literal[
    "good", "blurting", "flattering", "wrong-language", "slow", "cut-off", "endless", "garbage", "silent", "down"
]
"""``good`` words a move kindly; ``blurting`` says the answer each time; ``flattering`` calls everything correct;
``wrong-language`` answers in Latin; ``slow`` never begins; ``cut-off`` breaks off in a sentence; ``endless`` never
stops; ``garbage`` and ``silent`` send nothing that can be read; ``down`` is not there."""

_GOOD = "Let us look at this step together. What is asked for, and what do you know already? Try the first small part."
_FLATTERY = "Correct! You are a genius, and everything you wrote is perfect. There is nothing left to learn here."
_LATIN = "Bene dixisti, sed quaeramus simul. Quid scire vis, et quid iam scis? Primam partem ipse tenta."
_WORD = re.compile(r"\S+\s*")


class FakeModel:
    """Says what it was told to, word by word, and keeps what it was asked in ``asks``.

    ``says`` are the words of ``good`` and ``cut-off``, or what makes them from the ask; ``answer`` is what ``blurting``
    gives away. ``pace`` is the seconds between words. ``faults`` are raised one by one before anything is said.
    """

    def __init__(
        self,
        name: str = "fake",
        manner: Manner = "good",
        says: str | Callable[[Ask], str] = _GOOD,
        answer: str | Callable[[Ask], str] = "42",
        pace: float = 0.0,
    ) -> None:
        """Begin with nothing asked."""
        self.name, self.manner, self.pace = name, manner, pace
        self._says, self._answer = says, answer
        self.asks: list[Ask] = []
        self.faults: list[ModelError] = []
        self.open = 0

    async def stream(self, ask: Ask) -> AsyncGenerator[Event, None]:
        """See the port."""
        self.asks.append(ask)
        if self.faults:
            raise self.faults.pop(0)
        self.open += 1
        try:
            async for event in self._stream(ask):
                yield event
        finally:
            self.open -= 1

    async def _stream(self, ask: Ask) -> AsyncGenerator[Event, None]:
        await self._begin(ask)
        clock = asyncio.get_running_loop().time
        until = clock() + ask.bounds.total
        said = count = 0
        reason: Literal["done", "length"] = "done"
        for word in self._words(ask):
            await asyncio.sleep(self.pace)
            if clock() >= until:
                raise TooSlow(f"The model {self.name} did not answer in time.")
            if self.manner != "endless" and count >= ask.most_tokens:
                reason = "length"
                break
            said, count = said + len(word), count + 1
            if said > ask.bounds.letters:
                raise TooMuch(f"The model {self.name} said more than it may.")
            yield Piece(word)
        if self.manner == "cut-off":
            raise CutOff(f"The model {self.name} broke off.")
        asked = sum(len(each.text) for each in ask.messages) // 4 + 1
        yield Used(self.name, asked, 0, count, Decimal(0), "")
        yield Ended(reason)

    async def _begin(self, ask: Ask) -> None:
        if self.manner == "down":
            raise Unreachable(f"The model {self.name} does not answer.")
        if self.manner in {"garbage", "silent"}:
            raise Garbage(f"The model {self.name} sent what cannot be read.")
        wait = min(ask.bounds.first, ask.bounds.total)
        if self.manner == "slow" or self.pace >= wait:
            await asyncio.sleep(wait)
            raise TooSlow(f"The model {self.name} did not answer in time.")

    def _words(self, ask: Ask) -> Iterator[str]:
        if self.manner == "endless":
            return repeat("and so on, ")
        text = self._text(ask)
        words = _WORD.findall(text)
        return iter(words[: max(1, len(words) // 2)] if self.manner == "cut-off" else words)

    def _text(self, ask: Ask) -> str:
        if self.manner == "blurting":
            answer = self._answer if isinstance(self._answer, str) else self._answer(ask)
            return f"The answer is {answer}. Just write {answer} and go on."
        if self.manner == "flattering":
            return _FLATTERY
        if self.manner == "wrong-language":
            return _LATIN
        return self._says if isinstance(self._says, str) else self._says(ask)
