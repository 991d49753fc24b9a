"""A school: its settings, and the rules for them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from chiron.core.errors import InvalidInput
from chiron.engine.people.person import fold_sign_in_name, read_line

LONGEST_HELP = 4000
_SLUG = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


class Retention(StrEnum):
    """How long what belongs to a person is kept after their account is closed."""

    TERM = "term"
    YEAR = "year"
    THREE_YEARS = "three-years"

    @property
    def kept(self) -> timedelta:
        """The time between closing an account and erasing it."""
        return {
            Retention.TERM: timedelta(days=120),
            Retention.YEAR: timedelta(days=365),
            Retention.THREE_YEARS: timedelta(days=3 * 365),
        }[self]


class UnderAge(StrEnum):
    """Who agrees for a learner below the school's age line."""

    GUARDIAN = "guardian"
    """A guardian agrees first; joining with a code alone is refused."""
    SCHOOL = "school"
    """The school agrees in the guardians' place, as it may where teaching is its task."""


@dataclass(frozen=True, slots=True)
class School:
    """One school with its settings.

    ``age_line`` in years: from then on a learner agrees for themselves. ``text_may_leave`` says whether what a person
    writes may be sent to another machine, such as a language model's; off at first. ``mood`` says whether mood is
    inferred; off at first. ``outside`` says whether learners may let programs of their choice talk to their tutor with
    a token; off at first. An alert that nobody acknowledges within ``alert_minutes`` goes from ``alert_adult`` to
    ``second_adult``, and after as long again to the operators. ``always_replaced`` says whether names are replaced for
    models on this machine too. ``beyond_course`` lets a model answer, labelled as unchecked, what the course does not
    say; off at first. ``support`` switches the support desk on: without it there are no customers here and nothing of
    it is to be seen; off at first. ``named`` is false until the first-run page's second step.
    """

    id: UUID
    slug: str
    name: str
    named: bool = True
    country: str = ""
    time_zone: str = "UTC"
    language: str = "en"
    age_line: int = 16
    under_age: UnderAge = UnderAge.GUARDIAN
    help_text: str = ""
    alert_adult: UUID | None = None
    second_adult: UUID | None = None
    alert_minutes: int = 30
    always_replaced: bool = False
    text_may_leave: bool = False
    mood: bool = False
    outside: bool = False
    beyond_course: bool = False
    support: bool = False
    retention: Retention = Retention.YEAR
    demo: bool = False
    arranged: int = 0
    """How often guidelines, rules or flows were changed; 0 means that there are none, and nothing is read."""

    @property
    def zone(self) -> ZoneInfo:
        """The school's time zone."""
        return ZoneInfo(self.time_zone)


def read_school_name(text: str) -> str:
    """A school's name. Raises InvalidInput."""
    return read_line(text, "name", 120, "the school's name")


def read_slug(text: str) -> str:
    """A school's short name, as it stands in addresses. Raises InvalidInput."""
    slug = text.strip().lower()
    if not _SLUG.fullmatch(slug):
        raise InvalidInput("Use 1 to 63 letters a-z, digits and hyphens as the school's short name.", field="slug")
    return slug


def make_slug(name: str) -> str:
    """A short name made from a school's name: ``hillside-school``."""
    letters = re.sub(r"[^a-z0-9]+", "-", fold_sign_in_name(name)).strip("-")
    return letters[:60].strip("-") or "school"


def read_time_zone(text: str) -> str:
    """A time zone by its IANA name. Raises InvalidInput."""
    if text not in available_timezones():
        raise InvalidInput("Choose a time zone such as Europe/London.", field="time_zone")
    return text


def read_country(text: str) -> str:
    """A country by its two letters (ISO 3166-1), or "" for none. Raises InvalidInput."""
    country = text.strip().upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise InvalidInput("Give the country by its two letters, such as GB.", field="country")
    return country


def read_age_line(text: str) -> int:
    """The age, in years, from which a learner agrees for themselves. Raises InvalidInput."""
    if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) <= 2 and int(text) <= 21):
        raise InvalidInput("Enter an age from 0 to 21.", field="age_line")
    return int(text)


def read_alert_minutes(text: str) -> int:
    """After how many minutes an alert goes on to the next adult; 30 where nothing is said. Raises InvalidInput."""
    text = text.strip() or "30"
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and 5 <= int(text) <= 1440):
        raise InvalidInput("Enter minutes from 5 to 1440.", field="alert_minutes")
    return int(text)


def read_help_text(text: str) -> str:
    """What a learner in distress is shown: paragraphs of plain text. Raises InvalidInput."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    clean = "\n".join(lines).strip()
    if len(clean) > LONGEST_HELP:
        raise InvalidInput(f"Shorten the help text to {LONGEST_HELP} characters or fewer.", field="help_text")
    if any(ord(c) < 32 and c not in "\n\t" for c in clean):
        raise InvalidInput("Type the help text without control characters.", field="help_text")
    return clean
