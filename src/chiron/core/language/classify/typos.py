"""Slips of the pen as people make them, for tests and for training. Pure: chance is passed in."""

from __future__ import annotations

from random import Random

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _beside() -> dict[str, str]:
    """The letters beside each on an English keyboard."""
    found: dict[str, str] = {}
    for row, keys in enumerate(ROWS):
        for at, key in enumerate(keys):
            near = keys[max(0, at - 1) : at] + keys[at + 1 : at + 2]
            for other in (row - 1, row + 1):
                if 0 <= other < len(ROWS):
                    near += ROWS[other][max(0, at - 1) : at + 2]
            found[key] = near
    return found


BESIDE = _beside()


def mistyped(text: str, share: float, random: Random) -> str:
    """The text with a slip at each letter with probability ``share``: left out, typed twice, exchanged with the next
    letter, or another in its place (half of these from beside it on an English keyboard), each as likely."""
    found: list[str] = []
    at = 0
    while at < len(text):
        sign = text[at]
        at += 1
        if not sign.isalpha() or random.random() >= share:
            found.append(sign)
            continue
        kind = random.randrange(4)
        if kind == 1:
            found += sign, sign
        elif kind == 2 and at < len(text) and text[at].isalpha():
            found += text[at], sign
            at += 1
        elif kind >= 2:
            near = BESIDE.get(sign.lower(), LETTERS) if random.random() < 0.5 else LETTERS
            found.append(random.choice(near))
    return "".join(found)
