"""The person's language: translations, direction, dates. English is the source; ``locales/<tag>.po`` hold the others.

``qps`` and ``qps-rtl`` are pseudo-languages for tests: the first longer and accented, the second right to left.
"""

from __future__ import annotations

import gettext as standard
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

LOCALES = Path(__file__).parent / "locales"
SOURCE = "en"
PSEUDO = "qps"
PSEUDO_RTL = "qps-rtl"
UTC = ZoneInfo("UTC")

_KEEP = re.compile(r"(%\([a-z_]+\)[sd]|%%|\{[a-z_]*\}|<[^>]*>|&[a-z]+;|&#\d+;)")
_ACCENTS = str.maketrans("aeiouycnszAEIOUYCNSZ", "áéíöüýçñšžÁÉÍÖÜÝÇÑŠŽ")


class _Pseudo(standard.NullTranslations):
    """Accents every letter that has one and adds a third, so that forgotten strings and tight boxes show."""

    def gettext(self, message: str) -> str:
        """The message, dressed up, its placeholders and markup whole."""
        words = "".join(
            part if _KEEP.fullmatch(part) else part.translate(_ACCENTS) for part in _KEEP.split(message) if part
        )
        return f"[{words}{' ~' * max(1, len(message) // 6)}]"

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """As English counts."""
        return self.gettext(singular if n == 1 else plural)


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface. ``locale`` is Babel's, for dates, numbers and direction."""

    tag: str
    name: str
    direction: str
    locale: Locale
    words: standard.NullTranslations
    messages: tuple[str, ...] = ()
    """What the catalogue translates, in the source's words."""


def _read(path: Path) -> tuple[standard.GNUTranslations, tuple[str, ...]]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem.replace("-", "_"))
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return standard.GNUTranslations(compiled), tuple(m.id for m in catalogue if m.id and isinstance(m.id, str))


def _own_name(locale: Locale) -> str:
    name = locale.get_display_name(locale) or str(locale)
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Language]:
    """Every language by tag, the source first; read once. The pseudo-languages are among them."""
    english = Locale.parse("en_GB")  # dates as "12 November", as the interface is written
    found = {SOURCE: Language(SOURCE, "English", "ltr", english, standard.NullTranslations())}
    for path in sorted(LOCALES.glob("*.po")):
        locale = Locale.parse(path.stem, sep="-")
        found[path.stem] = Language(path.stem, _own_name(locale), locale.text_direction, locale, *_read(path))
    found[PSEUDO] = Language(PSEUDO, "Pseudo", "ltr", english, _Pseudo())
    found[PSEUDO_RTL] = Language(PSEUDO_RTL, "Pseudo, right to left", "rtl", english, _Pseudo())
    return found


def offered() -> list[Language]:
    """The languages that a person may choose."""
    return [language for tag, language in languages().items() if tag not in {PSEUDO, PSEUDO_RTL}]


def name_of(tag: str) -> str:
    """What a language calls itself, such as ``Español``; the tag where nobody knows."""
    try:
        return _own_name(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return tag


def choose(wanted: str | None, accepted: str = "") -> Language:
    """The person's own choice, else the first that the browser accepts (``Accept-Language``), else the source."""
    return _chosen(wanted[:100] if wanted else None, accepted[:500])


@lru_cache(maxsize=256)
def _chosen(wanted: str | None, accepted: str) -> Language:
    tags = [wanted] if wanted else []
    weighed = []
    for order, piece in enumerate(accepted.split(",")):
        tag, _, weight = piece.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), order, tag.strip()))
        except ValueError:
            continue
    for tag in [*tags, *(tag for _, _, tag in sorted(weighed))]:
        known = languages().get(tag.lower()) or languages().get(tag.split("-")[0].lower())
        if known:
            return known
    return languages()[SOURCE]


_current: ContextVar[str] = ContextVar("language", default=SOURCE)
_zone: ContextVar[tzinfo] = ContextVar("zone", default=UTC)


def current() -> Language:
    """The language in use for what is being answered now."""
    return languages()[_current.get()]


def tag() -> str:
    """The tag of the language in use."""
    return _current.get()


def use(language: Language, zone: str | None = None) -> None:
    """Set the language, and the school's time zone where known, for the rest of this request."""
    _current.set(language.tag)
    if zone is not None:
        try:
            _zone.set(ZoneInfo(zone))
        except (KeyError, ValueError, OSError):
            _zone.set(UTC)


@contextmanager
def using(tag: str, zone: str | None = None) -> Iterator[Language]:
    """The same for a block, then as before."""
    before, zone_before = _current.set(languages()[tag].tag), _zone.set(_zone.get())
    try:
        use(languages()[tag], zone)
        yield languages()[tag]
    finally:
        _current.reset(before)
        _zone.reset(zone_before)


def gettext(message: str, /, **values: object) -> str:
    """The message in the language in use. With values, ``%(name)s`` are filled in."""
    words = current().words.gettext(message) if message else ""
    return words % values if values else words


_ = gettext


def ngettext(singular: str, plural: str, n: int, /, **values: object) -> str:
    """The form for ``n`` things; ``%(num)d`` is the number. Without values the form is returned unfilled."""
    words = current().words.ngettext(singular, plural, n)
    return words % {"num": n, **values} if values else words


def page_gettext(message: str, /, **values: object) -> Markup:
    """For templates: the message with its own markup, its values escaped; ``%%`` is a per cent sign.

    Jinja's own ask for the context, which costs more than all else of a small page.
    """
    return _dressed(_current.get(), message) % values if values else _whole(_current.get(), message)


def page_ngettext(singular: str, plural: str, n: int, /, **values: object) -> Markup:
    """For templates likewise."""
    return Markup(current().words.ngettext(singular, plural, n)) % {"num": n, **values}  # noqa: S704 - our own words


@lru_cache(maxsize=4096)
def _dressed(tag: str, message: str) -> Markup:
    return Markup(languages()[tag].words.gettext(message) if message else "")  # noqa: S704 - our own words


@lru_cache(maxsize=4096)
def _whole(tag: str, message: str) -> Markup:
    return _dressed(tag, message) % {}


def day(value: date | datetime, form: str = "d MMMM") -> str:
    """A date in the person's language and the school's zone, without the year unless ``form`` asks for it."""
    if isinstance(value, datetime):
        value = value.astimezone(_zone.get()).date()
    return dates.format_skeleton(form.replace(" ", ""), datetime.combine(value, datetime.min.time()), locale=_locale())


def clock(value: datetime) -> str:
    """The time of day."""
    return dates.format_time(value.astimezone(_zone.get()), "short", locale=_locale())


def when(value: datetime, now: datetime) -> str:
    """A short time as people say it: the time today, "yesterday", a weekday within the week, else the date."""
    then, today = value.astimezone(_zone.get()), now.astimezone(_zone.get()).date()
    if then.date() == today:
        return _("today %(time)s", time=clock(value))
    if then.date() == today - timedelta(days=1):
        return _("yesterday")
    if today - timedelta(days=7) < then.date() < today:
        return dates.format_skeleton("EEE", then.replace(tzinfo=None), locale=_locale())
    return day(value, "d MMM" if then.year == today.year else "d MMM y")


def short_day(value: date | datetime) -> str:
    """A date in few letters: ``12 Nov``."""
    return day(value, "d MMM")


def weekday(value: date | datetime, wide: bool = False) -> str:
    """The day of the week."""
    if isinstance(value, datetime):
        value = value.astimezone(_zone.get()).date()
    return dates.format_date(value, "EEEE" if wide else "EEE", locale=_locale())


def number(value: float) -> str:
    """A number with the language's own marks."""
    return numbers.format_decimal(value, locale=_locale())


def percent(low: float, high: float | None = None) -> str:
    """A share of 1 in per cent, or a range of them: ``44–78%``."""
    first = round(low * 100)
    if high is None:
        return numbers.format_percent(first / 100, locale=_locale())
    last = numbers.format_percent(round(high * 100) / 100, locale=_locale())
    return f"{numbers.format_decimal(first, locale=_locale())}–{last}"


def _locale() -> Locale:
    return current().locale
