"""A person of a school: who they are, and the rules for their names and ages. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from chiron.core.errors import InvalidInput
from chiron.core.learning.translation import wanted_by
from chiron.core.words import Json

LONGEST_NAME = 120
LONGEST_SIGN_IN_NAME = 64
_PUNCTUATION = frozenset(".-_@+'")
_TURNERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")
"""Characters that turn or hide the text around them: a name has no use for them."""


class Role(StrEnum):
    """What a person is at their school; one person may be several."""

    LEARNER = "learner"
    TEACHER = "teacher"
    AUTHOR = "author"
    TRAINER = "trainer"
    GUARDIAN = "guardian"
    OPERATOR = "operator"
    AGENT = "agent"
    """Serves customers, where the school has a support desk."""


STAFF = frozenset({Role.TEACHER, Role.AUTHOR, Role.TRAINER, Role.OPERATOR, Role.AGENT})
"""Roles that can see or change what belongs to others: longer passwords, shorter sittings."""


class AgeBand(StrEnum):
    """How old, no more exactly than needed."""

    UNDER_13 = "under-13"
    TEEN = "13-15"
    OLDER_TEEN = "16-17"
    ADULT = "adult"

    @property
    def youngest(self) -> int:
        """The lowest age in the band, in years."""
        return {AgeBand.UNDER_13: 0, AgeBand.TEEN: 13, AgeBand.OLDER_TEEN: 16, AgeBand.ADULT: 18}[self]


@dataclass(frozen=True, slots=True)
class Person:
    """One account at one school. ``preferences`` is read through ``preferences.read``."""

    school: UUID
    id: UUID
    name: str
    sign_in_name: str
    roles: frozenset[Role]
    age_band: AgeBand | None = None
    birth_year: int | None = None
    language: str = "en"
    preferences: Mapping[str, Json] = field(default_factory=dict)
    created: datetime | None = None
    closed: datetime | None = None

    @property
    def staff(self) -> bool:
        """Whether any of their roles is a member of staff's."""
        return bool(self.roles & STAFF)

    def reads(self, course: str) -> str:
        """The language in which they want to read a course: as they chose for it, else that of their pages."""
        return wanted_by(self.language, self.preferences, course)

    def has(self, *roles: Role) -> bool:
        """Whether they hold any of the roles."""
        return bool(self.roles & set(roles))


def below_line(age_line: int, year: int, age_band: AgeBand | None, birth_year: int | None) -> bool:
    """Whether somebody may be too young to agree for themselves, in doubt yes.

    ``age_line`` is in years; ``year`` is this year. A birth year alone leaves a year of doubt; no age at all is doubt.
    """
    if birth_year is not None:
        return year - birth_year - 1 < age_line
    if age_band is not None:
        return age_band.youngest < age_line
    return True


def read_line(text: str, field_name: str, longest: int, what: str) -> str:
    """One line of text as a person typed it: trimmed, in NFC, without control or turning characters.

    Raises InvalidInput naming ``field_name`` and saying what to do.
    """
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if not line:
        raise InvalidInput(f"Enter {what}.", field=field_name)
    if len(line) > longest:
        raise InvalidInput(f"Shorten {what} to {longest} characters or fewer.", field=field_name)
    if any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} or c in _TURNERS for c in line):
        raise InvalidInput(f"Type {what} without invisible characters.", field=field_name)
    return line


def read_name(text: str) -> str:
    """A person's name as they want to be called."""
    return read_line(text, "name", LONGEST_NAME, "a name")


def fold_sign_in_name(text: str) -> str:
    """The form in which sign-in names are kept and compared: compatible characters and case made one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).strip()


def read_sign_in_name(text: str) -> str:
    """A sign-in name in its kept form: 2 to 64 letters and digits of any script, or one of . - _ @ + '.

    Raises InvalidInput.
    """
    name = fold_sign_in_name(text)
    if not 2 <= len(name) <= LONGEST_SIGN_IN_NAME:
        raise InvalidInput("Enter a sign-in name of 2 to 64 characters.", field="sign_in_name")
    odd = [c for c in name if not (c.isalnum() or unicodedata.category(c).startswith("M") or c in _PUNCTUATION)]
    if odd:
        raise InvalidInput(
            "Use only letters, digits and . - _ @ + ' in a sign-in name, without spaces.", field="sign_in_name"
        )
    return name


def read_roles(words: Iterable[str]) -> frozenset[Role]:
    """Roles by name; at least one. Raises InvalidInput."""
    roles = set()
    for word in words:
        try:
            roles.add(Role(word.strip().lower()))
        except ValueError:
            known = ", ".join(Role)
            raise InvalidInput(f"There is no role {word.strip()!r}; use {known}.", field="roles") from None
    if not roles:
        raise InvalidInput("Choose at least one role.", field="roles")
    return frozenset(roles)


def read_birth_year(text: str, year: int) -> int | None:
    """A birth year, or None for nothing typed. Raises InvalidInput."""
    if not text.strip():
        return None
    if not (text.strip().isascii() and text.strip().isdigit() and year - 120 <= int(text) <= year):
        raise InvalidInput(f"Enter a year of birth from {year - 120} to {year}.", field="birth_year")
    return int(text)


def read_age_band(text: str) -> AgeBand | None:
    """An age band by its name, or None for nothing chosen. Raises InvalidInput."""
    if not text.strip():
        return None
    try:
        return AgeBand(text.strip().lower())
    except ValueError:
        raise InvalidInput(f"Use one of {', '.join(AgeBand)} as the age band.", field="age_band") from None


def suggest_sign_in_name(name: str, taken: Iterable[str]) -> str:
    """A free sign-in name made from a person's name: ``ada.lovelace``, then ``ada.lovelace2``."""
    words = ["".join(c for c in word if c.isalnum()) for word in fold_sign_in_name(name).split()]
    base = ".".join(word for word in words if word)[: LONGEST_SIGN_IN_NAME - 6]
    base = base if len(base) >= 2 else f"person.{base}".rstrip(".")
    used = set(taken)
    number = 1
    candidate = base
    while candidate in used:
        number += 1
        candidate = f"{base}{number}"
    return candidate
