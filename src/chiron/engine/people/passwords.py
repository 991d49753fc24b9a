"""Passwords: argon2id in a bounded set of threads, and rules that stop the obvious ones.

Rules after NIST SP 800-63B-4: length counts, no composition rules, NFKC before hashing, a list of the obvious.
"""

from __future__ import annotations

import asyncio
import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from chiron.core.errors import InvalidInput, Unavailable

_T = TypeVar("_T")
STAFF_SHORTEST = 12
LEARNER_SHORTEST = 8
LONGEST = 256
_MOST_WAITING = 200

_WORDS = """
password passwort motdepasse contraseña senha passphrase passcode changeme letmein welcome iloveyou sunshine
princess football baseball basketball superman batman dragon monkey master admin administrator login secret starwars
pokemon minecraft fortnite roblox computer internet school teacher student learner operator chiron qwerty qwertz
azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm qwertyuiop trustno abc abcd abcde test testing guest default hello
whatever freedom shadow michael jordan charlie liverpool arsenal chelsea barcelona mathematics maths summer winter
spring autumn monday friday
"""
_OBVIOUS = frozenset(_WORDS.split())
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
)
_LEET = str.maketrans("013457@$!", "oleastasi")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text)


def _is_run(text: str) -> bool:
    """Whether the text is made of pieces of one alphabet or keyboard row, forwards or backwards, each 3 or longer."""
    if not text:
        return False
    rows = [row for line in _ROWS for row in (line, line[::-1])]
    while text:
        piece = next((n for n in range(len(text), 2, -1) if any(text[:n] in row for row in rows)), 0)
        if not piece:
            return False
        text = text[piece:]
    return True


def _repeats(text: str) -> bool:
    """Whether the text is one piece of at most 4 characters again and again."""
    return any(text == (text[:n] * len(text))[: len(text)] for n in range(1, 5))


def obvious(password: str, known: Iterable[str] = ()) -> bool:
    """Whether a guesser would try it early: common words, runs, repeats, or ``known`` words about the person."""
    text = _plain(password)
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
    bare = {_letters(each) for each in (text, text.translate(_LEET), core.translate(_LEET))}
    about = {_letters(piece) for word in known for piece in (_plain(word), *_plain(word).split())} - {""}
    if _repeats(text) or _is_run(text) or _is_run(re.sub(r"[\W_]+", "", text)):
        return True
    common = _OBVIOUS | {word for word in about if len(word) >= 3}
    return any(_made_of(word, common, 2) for word in bare if word)


def _made_of(word: str, pieces: Iterable[str], most: int) -> bool:
    """Whether a word is at most ``most`` of the pieces, one after the other."""
    if not word:
        return True
    if not most:
        return False
    return any(word.startswith(piece) and _made_of(word[len(piece) :], pieces, most - 1) for piece in pieces)


def read_password(password: str, staff: bool, known: Iterable[str] = ()) -> str:
    """A new password that may be used; ``known`` holds names that it may not consist of.

    Raises InvalidInput saying what to do. Spaces and every script are welcome.
    """
    shortest = STAFF_SHORTEST if staff else LEARNER_SHORTEST
    if len(unicodedata.normalize("NFKC", password)) < shortest:
        raise InvalidInput(f"Enter a password of {shortest} characters or more", field="password")
    if len(password) > LONGEST:
        raise InvalidInput(f"Enter a password of {LONGEST} characters or fewer", field="password")
    if any(unicodedata.category(c) in {"Cc", "Cs"} for c in password):
        raise InvalidInput("Enter a password without control characters", field="password")
    if obvious(password, known):
        raise InvalidInput("That password is easy to guess. Three unrelated words work well", field="password")
    return password


class Passwords:
    """Hashes and checks passwords, at most ``at_once`` at a time, off the event loop.

    The costs are RFC 9106's second recommendation with one lane; ``memory`` is in KiB. Tests pass small ones.
    """

    def __init__(self, rounds: int = 3, memory: int = 65536, at_once: int | None = None) -> None:
        self._hasher = PasswordHasher(time_cost=rounds, memory_cost=memory, parallelism=1, type=Type.ID)
        self._threads = ThreadPoolExecutor(at_once or os.cpu_count() or 1, thread_name_prefix="passwords")
        self._waiting = 0
        self._nobody: str | None = None

    async def make(self, password: str) -> str:
        """The hash to keep, with its salt and parameters. Raises Unavailable when too many wait."""
        return await self._run(lambda: self._hasher.hash(unicodedata.normalize("NFKC", password)))

    async def check(self, kept: str | None, password: str) -> bool:
        """Whether the password fits. With nothing kept it does the same work and says no. Raises Unavailable."""
        return await self._run(lambda: self._check(kept, password))

    def stale(self, kept: str) -> bool:
        """Whether the hash was made with other costs and should be made anew at the next sign-in."""
        return self._hasher.check_needs_rehash(kept)

    def _check(self, kept: str | None, password: str) -> bool:
        if self._nobody is None:
            self._nobody = self._hasher.hash("nobody has this password")
        try:
            self._hasher.verify(kept or self._nobody, unicodedata.normalize("NFKC", password[: LONGEST + 1]))
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    async def _run(self, work: Callable[[], _T]) -> _T:
        if self._waiting >= _MOST_WAITING:
            raise Unavailable("Many people are signing in just now. Try again in a minute.")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1
