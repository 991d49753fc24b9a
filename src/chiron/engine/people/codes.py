"""Codes that people read aloud and type: made of letters and digits that nobody mixes up."""

from __future__ import annotations

import secrets

ALPHABET = "BCDFGHJKMNPQRSTVWXYZ23456789"
"""Without I, l, L, 1, O and 0, which look alike, and without vowels, which make words."""

_BETWEEN = str.maketrans(dict.fromkeys("-–—._ ", ""))


def make(length: int) -> str:
    """A new code from the system's randomness; each character carries 4.8 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def show(code: str) -> str:
    """A code in groups: ``BCDF-GHJK``; short ones stay whole."""
    size = 4 if len(code) % 4 == 0 else 5
    return "-".join(code[i : i + size] for i in range(0, len(code), size)) if len(code) > 7 else code


def read(typed: str) -> str:
    """What a person typed, as the code is kept: no spaces or hyphens, upper case. "" if it cannot be one."""
    code = "".join(typed.upper().translate(_BETWEEN).split())
    return code if code and len(code) <= 20 and set(code) <= set(ALPHABET) else ""
