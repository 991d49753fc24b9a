"""A person's own settings: what can be set, to what, and what holds where nothing was set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Literal, get_args

from chiron.core.errors import InvalidInput
from chiron.core.words import Json
from chiron.engine.people.person import AgeBand

Theme = Literal["device", "light", "dark"]
Contrast = Literal["device", "more", "less"]
Letters = Literal["plain", "easier"]
Motion = Literal["device", "reduced"]

READING_SIZES = (100, 112, 125, 150, 175, 200)
"""Per cent of the usual size."""
RETENTIONS = (0.8, 0.85, 0.9, 0.95)
"""The chance of remembering at which a review falls due."""
MOST_MINUTES = 2000
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Preferences:
    """A person's settings. ``weekly_minutes`` None: no wish. ``read_aloud`` None: as usual at the person's age.

    ``contact_name`` and ``contact_mail`` are whom a learner on their own wants told if they seem in distress. ``mail``
    is where notices are sent as letters, where the operator has set up mail; empty: they stand in Chiron only.
    """

    reading_size: int = 100
    theme: Theme = "device"
    contrast: Contrast = "device"
    letters: Letters = "plain"
    motion: Motion = "device"
    streaming: bool = True
    formulas: bool = True
    weekly_minutes: int | None = None
    retention: float = 0.9
    mail: str = ""
    read_aloud: bool | None = None
    contact_name: str = ""
    contact_mail: str = ""

    def as_json(self) -> dict[str, Json]:
        """The settings that differ from the usual, as they are kept."""
        return {name: value for name, value in asdict(self).items() if value != getattr(USUAL, name)}


_CHOICES: dict[str, tuple[object, ...]] = {
    "reading_size": READING_SIZES,
    "theme": get_args(Theme),
    "contrast": get_args(Contrast),
    "letters": get_args(Letters),
    "motion": get_args(Motion),
    "retention": RETENTIONS,
}
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_NAMES = frozenset(field.name for field in fields(Preferences))
_SWITCHES = ("streaming", "formulas")
_ANSWERS = {"yes": True, "no": False}


def read(kept: Mapping[str, Json]) -> Preferences:
    """The settings as kept; what is unknown or no longer possible is passed over."""
    return Preferences(**{name: value for name, value in kept.items() if name in _NAMES and _possible(name, value)})


def _possible(name: str, value: Json) -> bool:
    if name in _CHOICES:
        return value in _CHOICES[name] and not isinstance(value, bool)
    if name in _SWITCHES:
        return isinstance(value, bool)
    if name == "read_aloud":
        return value is None or isinstance(value, bool)
    if name == "contact_name":
        return isinstance(value, str) and len(value) <= LONGEST_NAME and value.isprintable()
    if name in ("mail", "contact_mail"):
        return isinstance(value, str) and _is_mail(value)
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST_MINUTES)


def _is_mail(text: str) -> bool:
    """Whether it looks like one plain mail address, and nothing that could stand for two or end a header."""
    return not text or (len(text) <= 254 and _MAIL.fullmatch(text) is not None)


def reads_aloud(kept: Mapping[str, Json], age_band: AgeBand | None) -> bool:
    """Whether buttons that read aloud are shown: as was chosen, else to the youngest."""
    chosen = kept.get("read_aloud")
    return chosen if isinstance(chosen, bool) else age_band is AgeBand.UNDER_13


def from_form(form: Mapping[str, str]) -> Preferences:
    """The settings as a whole form sends them; a switch that is absent is off. Raises InvalidInput with the field."""
    values: dict[str, Json] = {name: form.get(name) in {"on", "yes"} for name in _SWITCHES}
    for name, choices in _CHOICES.items():
        chosen = form.get(name)
        if chosen is not None:
            values[name] = next((choice for choice in choices if str(choice) == chosen), None)
            if values[name] is None:
                raise InvalidInput("Choose one of the values that are offered.", field=name)
    values["read_aloud"] = _ANSWERS.get(form.get("read_aloud", ""))
    minutes = form.get("weekly_minutes", "").strip()
    if minutes:
        if not (minutes.isascii() and minutes.isdigit() and len(minutes) < 5 and 0 < int(minutes) <= MOST_MINUTES):
            raise InvalidInput(f"Enter minutes a week from 1 to {MOST_MINUTES}, or nothing.", field="weekly_minutes")
        values["weekly_minutes"] = int(minutes)
    values["mail"] = form.get("mail", "").strip()
    if not _is_mail(str(values["mail"])):
        raise InvalidInput("Enter one mail address such as name@school.org, or nothing.", field="mail")
    contact = {name: " ".join(form.get(name, "").split()) for name in ("contact_name", "contact_mail")}
    if not _is_mail(contact["contact_mail"]) or bool(contact["contact_name"]) != bool(contact["contact_mail"]):
        raise InvalidInput("Enter a name and one mail address such as name@home.org, or neither.", field="contact_mail")
    if not _possible("contact_name", contact["contact_name"]):
        raise InvalidInput(f"Shorten the name to {LONGEST_NAME} letters or fewer.", field="contact_name")
    return Preferences(**values | contact)


USUAL = Preferences()
"""What holds where nothing was set."""
