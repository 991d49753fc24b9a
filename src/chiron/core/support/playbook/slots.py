"""Texts with slots: ``{order.number}``, ``{customer.name|there}``; ``{{`` is a brace. Nothing is evaluated."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_PART = re.compile(r"\{\{|\}\}|\{([^{}\n]{0,200})\}|[{}]")
_NAME = re.compile(r"[a-z][a-z0-9_]*(-[a-z0-9_]+)*(\.[a-z][a-z0-9_]*(-[a-z0-9_]+)*){0,2}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a text. ``otherwise`` is said where the fact is unknown; None where there is nothing to say then."""

    name: str
    otherwise: str | None
    at: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text cut into plain pieces and slots, in order; ``broken`` are the offsets of what is neither."""

    pieces: tuple[str | Slot, ...]
    broken: tuple[int, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots alone."""
        return tuple(one for one in self.pieces if isinstance(one, Slot))


@dataclass(frozen=True, slots=True)
class Filled:
    """A text as it is said, with the facts that stand in it and those that were missing without other words."""

    text: str
    used: tuple[str, ...]
    missing: tuple[str, ...]


def parsed(text: str) -> Parsed:
    """Cut a text into pieces and slots. Never raises."""
    pieces: list[str | Slot] = []
    broken: list[int] = []
    end = 0
    for found in _PART.finditer(text):
        pieces.append(text[end : found.start()])
        end = found.end()
        whole = found.group()
        if whole in ("{{", "}}"):
            pieces.append(whole[0])
            continue
        name, mark, otherwise = (found.group(1) or "").partition("|")
        if _NAME.fullmatch(name.strip()):
            pieces.append(Slot(name.strip(), otherwise.strip() if mark else None, found.start()))
        else:
            broken.append(found.start())
            pieces.append(whole)
    pieces.append(text[end:])
    return Parsed(tuple(piece for piece in pieces if piece != ""), tuple(broken))


def fill(text: str, say: Callable[[str], str | None]) -> Filled:
    """Fill a text. ``say`` gives the words of a fact, None where it is unknown; whatever it gives is put in as it is,
    so that it must have been made harmless. Nothing in a filled-in value is filled again."""
    said: list[str] = []
    used: list[str] = []
    missing: list[str] = []
    for piece in parsed(text).pieces:
        if isinstance(piece, str):
            said.append(piece)
            continue
        words = say(piece.name)
        if words is not None:
            used.append(piece.name)
        elif piece.otherwise is None:
            missing.append(piece.name)
        said.append(words if words is not None else piece.otherwise or "")
    return Filled("".join(said), tuple(dict.fromkeys(used)), tuple(dict.fromkeys(missing)))
