"""Help lines by country, for a learner with no school behind them. Facts as their own services publish them.

Only lines that the author was sure of stand here. Numbers change: ``AS_OF`` says when the list was made, and an
operator should look before relying on it.
"""

from __future__ import annotations

from dataclasses import dataclass

AS_OF = "2026-11"
"""Year and month in which the list was put together, from what the services publish (not called)."""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One service: its name, how to reach it, and whom it says it is for."""

    name: str
    contact: str
    whom: str
    source: str
    """The web site of the service, where the number stands."""


@dataclass(frozen=True, slots=True)
class Country:
    """Help in one country. ``emergency`` is the number for police and ambulance."""

    code: str
    emergency: str
    lines: tuple[HelpLine, ...]


ANYWHERE = HelpLine("Find a Helpline", "https://findahelpline.com", "anyone, by country", "findahelpline.com")
"""Where a country is not listed or not known."""


def _line(name: str, contact: str, whom: str, source: str) -> HelpLine:
    return HelpLine(name, contact, whom, source)


COUNTRIES: dict[str, Country] = {
    country.code: country
    for country in (
        Country("GB", "999", (
            _line("Childline", "0800 1111", "under 19", "childline.org.uk"),
            _line("Samaritans", "116 123", "anyone", "samaritans.org"),
        )),
        Country("US", "911", (
            _line("988 Suicide & Crisis Lifeline", "988", "anyone", "988lifeline.org"),
            _line("Childhelp National Child Abuse Hotline", "1-800-422-4453", "abuse", "childhelphotline.org"),
            _line("National Runaway Safeline", "1-800-786-2929", "young people away from home", "1800runaway.org"),
        )),
        Country("IE", "112 / 999", (
            _line("Childline", "1800 66 66 66", "under 18", "childline.ie"),
            _line("Samaritans", "116 123", "anyone", "samaritans.org"),
        )),
        Country("CA", "911", (
            _line("Kids Help Phone", "1-800-668-6868", "young people", "kidshelpphone.ca"),
            _line("9-8-8 Suicide Crisis Helpline", "988", "anyone", "988.ca"),
        )),
        Country("AU", "000", (
            _line("Kids Helpline", "1800 55 1800", "5 to 25", "kidshelpline.com.au"),
            _line("Lifeline", "13 11 14", "anyone", "lifeline.org.au"),
        )),
        Country("NZ", "111", (_line("Need to talk?", "1737", "anyone", "1737.org.nz"),)),
        Country("DE", "112 / 110", (
            _line("Nummer gegen Kummer", "116 111", "children and young people", "nummergegenkummer.de"),
        )),
        Country("ES", "112", (
            _line("ANAR", "116 111", "children and young people", "anar.org"),
            _line("Línea de atención a la conducta suicida", "024", "anyone", "sanidad.gob.es"),
        )),
        Country("FR", "112 / 15 / 17", (
            _line("Numéro national de prévention du suicide", "3114", "anyone", "3114.fr"),
            _line("Allô enfance en danger", "119", "children in danger", "allo119.gouv.fr"),
        )),
        Country("MX", "911", (_line("Línea de la Vida", "800 911 2000", "anyone", "gob.mx/salud/conadic"),)),
        Country("IN", "112", (_line("CHILDLINE", "1098", "children", "childlineindia.org"),)),
    )
}  # fmt: skip
"""By ISO 3166-1 code of two letters."""

_CHILD_LINE = _line("Child helpline", "116 111", "children and young people", "ec.europa.eu (116 numbers)")
_EUROPE = frozenset(
    {"AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "GR", "HU", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT"}
    | {"RO", "SK", "SI", "SE"}
)


def help_for(country: str | None) -> tuple[Country | None, tuple[HelpLine, ...]]:
    """The country's entry where there is one, and the lines to show, never none.

    In the rest of the European Union it is the harmonised 116 111 and 112; elsewhere the directory of all countries.
    """
    code = (country or "").strip().upper()
    if code == "UK":
        code = "GB"
    if found := COUNTRIES.get(code):
        return found, (*found.lines, ANYWHERE)
    if code in _EUROPE:
        return Country(code, "112", (_CHILD_LINE,)), (_CHILD_LINE, ANYWHERE)
    return None, (ANYWHERE,)
