"""Units as people write them: ``m/s``, ``m s^-1``, ``km/h``, ``°C``, ``cm²``. A grammar and a list of our own."""

from __future__ import annotations

import re

from chiron.core.learning.maths.vocabulary import RAISED

_PLAIN = {
    "g": "gram", "m": "meter", "s": "second", "L": "liter", "l": "liter", "N": "newton", "J": "joule", "W": "watt",
    "Pa": "pascal", "Hz": "hertz", "V": "volt", "A": "ampere", "C": "coulomb", "F": "farad", "Ω": "ohm", "T": "tesla",
    "Wb": "weber", "H": "henry", "mol": "mole", "K": "kelvin", "cd": "candela", "lm": "lumen", "lx": "lux",
    "Bq": "becquerel", "Gy": "gray", "Sv": "sievert", "eV": "electron_volt", "cal": "calorie", "B": "byte",
    "bit": "bit", "bar": "bar", "M": "molar", "Wh": "watt_hour",
}  # fmt: skip
"""Symbols that take prefixes -> the registry's name."""
_PREFIXES = {
    "": "", "k": "kilo", "c": "centi", "m": "milli", "d": "deci", "h": "hecto",
    "µ": "micro", "μ": "micro", "u": "micro",
    "n": "nano", "p": "pico", "M": "mega", "G": "giga", "T": "tera", "da": "deca", "f": "femto",
}  # fmt: skip
_WHOLE = {
    "min": "minute", "h": "hour", "hr": "hour", "hrs": "hour", "d": "day", "day": "day", "days": "day", "sec": "second",
    "secs": "second", "mins": "minute", "week": "week", "weeks": "week", "yr": "year", "year": "year",
    "years": "year", "month": "month", "months": "month", "°": "degree", "º": "degree", "deg": "degree",
    "degree": "degree", "degrees": "degree", "rad": "radian", "radian": "radian", "radians": "radian",
    "°C": "degC", "ºC": "degC", "℃": "degC", "°F": "degF", "ºF": "degF", "℉": "degF", "celsius": "degC",
    "fahrenheit": "degF", "in": "inch", "inch": "inch", "inches": "inch", "ft": "foot", "foot": "foot", "feet": "foot",
    "yd": "yard", "yard": "yard", "yards": "yard", "mi": "mile", "mile": "mile", "miles": "mile", "mph": "mile/hour",
    "kph": "kilometer/hour", "kmh": "kilometer/hour", "lb": "pound", "lbs": "pound", "pound": "pound",
    "pounds": "pound", "oz": "ounce", "ounce": "ounce", "ounces": "ounce", "gal": "gallon", "gallon": "gallon",
    "gallons": "gallon", "t": "metric_ton", "tonne": "metric_ton", "tonnes": "metric_ton", "ha": "hectare",
    "atm": "atmosphere", "psi": "psi", "rpm": "revolutions_per_minute", "ml": "milliliter", "cc": "(centimeter^3)",
    "ohm": "ohm", "ohms": "ohm", "Å": "angstrom", "u": "unified_atomic_mass_unit", "ly": "light_year", "pt": "pint",
    "au": "astronomical_unit", "dB": "decibel", "hp": "horsepower", "knot": "knot", "knots": "knot",
    "hora": "hour", "horas": "hour", "minuto": "minute", "minutos": "minute", "segundo": "second",
    "segundos": "second", "día": "day", "días": "day", "año": "year", "años": "year", "semana": "week",
    "semanas": "week", "grado": "degree", "grados": "degree", "metro": "meter", "metros": "meter", "litro": "liter",
    "litros": "liter", "gramo": "gram", "gramos": "gram", "kilómetro": "kilometer", "kilómetros": "kilometer",
    "centímetro": "centimeter", "centímetros": "centimeter", "kilogramo": "kilogram", "kilogramos": "kilogram",
    "kilo": "kilogram", "kilos": "kilogram", "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR",
    "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "¢": "cent_USD", "EUR": "EUR",
    "USD": "USD", "GBP": "GBP", "JPY": "JPY", "INR": "INR", "ℓ": "liter", "lt": "liter", "lts": "liter",
    "gms": "gram", "mcg": "microgram", "kmph": "kilometer/hour",
    "mps": "meter/second", "kms": "kilometer", "kgs": "kilogram", "mls": "milliliter", "gr": "gram", "grs": "gram",
    "Km": "kilometer", "KM": "kilometer", "Kg": "kilogram", "KG": "kilogram", "kwh": "kilowatt_hour",
    "KWh": "kilowatt_hour", "KWH": "kilowatt_hour", "hpa": "hectopascal", "kpa": "kilopascal", "kj": "kilojoule",
    "KJ": "kilojoule", "khz": "kilohertz", "KHz": "kilohertz", "centigrade": "degC", "oC": "degC", "oF": "degF",
    "′": "arcminute", "'": "arcminute", "’": "arcminute", "″": "arcsecond", '"': "arcsecond", "”": "arcsecond",
    "turn": "turn", "turns": "turn", "rev": "turn", "revs": "turn", "gon": "gon", "%": "percent",
    "percent": "percent", "per cent": "percent", "por ciento": "percent",
}  # fmt: skip
"""Symbols and words that take none."""
_SPOKEN = {
    "meter", "metre", "gram", "gramme", "liter", "litre", "second", "newton", "joule", "watt", "pascal", "hertz",
    "volt", "ampere", "amp", "coulomb", "kelvin", "mole", "minute", "hour", "byte", "calorie", "hectare",
}  # fmt: skip
_BRITISH = {"metre": "meter", "litre": "liter", "gramme": "gram", "amp": "ampere"}


def _words() -> dict[str, str]:
    found: dict[str, str] = {}
    for prefix, long in _PREFIXES.items():
        for symbol, name in _PLAIN.items():
            found[prefix + symbol] = long + name
        for spoken in _SPOKEN:
            name = long + _BRITISH.get(spoken, spoken)
            found.setdefault(long + spoken, name)
            found.setdefault(long + spoken + "s", name)
    return found | _WHOLE


WORDS = _words()
"""What is typed -> the registry's name."""
MONEY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
"""Signs that may go before their number."""
MAXIMUM_POWER = 9
MAXIMUM_FACTORS = 6
CURRENCIES = {"EUR", "USD", "GBP", "JPY", "INR", "cent_USD"}
"""Money: compared by name alone."""

_WORD = re.compile(
    r"per cent|por ciento|[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]+|[°º][CF]?|[%€$£¥₹¢℃℉′″'\"’”]",
    re.U,
)
_DEGREES = re.compile(
    r"(?:[°º]|deg(?:rees?)?\b|grados?\b) *(?:(c|celsius|centigrade|cent[íi]grados?)|f|fahrenheit)\b", re.I
)
"""A temperature in two words, as ``20 degrees Celsius`` and ``20 ° C``."""
_MINUS = "-−–⁻"
_POWER = re.compile(
    rf" *(?:\^|\*\*) *(?:\{{ *([{_MINUS}]?\d) *\}}|\( *([{_MINUS}]?\d) *\)|([{_MINUS}]?\d))"
    rf"|([⁻]?[¹²³⁴⁵⁶⁷⁸⁹])|([23]|[{_MINUS}][1-9])(?!\d)"
)
"""A power: raised, after a caret, or as digits right behind the symbol: ``m2``, ``s-1``."""
_TIMES = re.compile(r" *[*·⋅] *| *\.(?=[^\W\d_])| +(?=[^\W\d_°])|-(?=[a-z])")
_SPOKEN_PER = re.compile(r" *(?:/|\bper\b|\bpor\b) *")
_SPOKEN_POWER = re.compile(r"(?:(square|sq|squared|cuadrad[oa]s?) +)|(?:(cubic|cubed|cúbic[oa]s?) +)")
_AFTER = re.compile(r" *(?:$|[,;)\]}=<>≤≥\n]|\b(?:or|and|o|y)\b)")
_WRAPPER = re.compile(r"\\(?:text|mathrm|textrm|operatorname|unit|mathit) *\{([^{}]*)\}")
_ONE_WRAPPER = re.compile(r"(?:\\[,;: ]|[ ~])*\\(?:text|mathrm|textrm|operatorname|unit) *\{((?:[^{}]|\{[^{}]*\})*)\}")
_AFTER_WRAPPER = re.compile(r"[ ~]*(?:$|[,;)\]}=<>≤≥]|\\(?:le|ge|lt|gt|ne|right|text|\}))")
_FRACTION = re.compile(r"\\[dt]?frac *\{([^{}]*)\} *\{([^{}]*)\}")


def unit_at(text: str, start: int) -> tuple[str, int] | None:
    """The unit that goes from ``start`` to the end of its statement, and its end; None where none does."""
    if "\\" in text[start:]:
        return _wrapped(text, start) or _latex(text[start:], len(text))
    found = _factors(text, start)
    if found is None:
        return None
    factors, end = found
    return (_spelled(factors), end) if _AFTER.match(text, end) else None


def read_unit(text: str) -> str | None:
    """A whole text as a unit, in the spelling of Quantity.unit; None where it is none."""
    found = unit_at(text.strip(), 0)
    return found[0] if found and found[1] == len(text.strip()) else None


def _wrapped(text: str, start: int) -> tuple[str, int] | None:
    """A unit in one LaTeX command, with more behind it."""
    found = _ONE_WRAPPER.match(text, start)
    if not found or not _AFTER_WRAPPER.match(text, found.end()):
        return None
    unit = read_unit(re.sub(r"\^ *\{ *(-?\d) *\}", r"^\1", found.group(1)))
    return (unit, found.end()) if unit else None


def _latex(rest: str, end: int) -> tuple[str, int] | None:
    plain = _WRAPPER.sub(r"\1", re.sub(r"\^ *\{ *(-?\d) *\}", r"^\1", rest))
    plain = _FRACTION.sub(r"\1/(\2)", plain)
    plain = re.sub(r"\\[,;:! ]|\\quad|~", " ", plain).replace(r"\cdot", "*").replace(r"^{\circ}", "°")
    plain = (
        re.sub(r"\^ *\\circ", "°", plain)
        .replace(r"\degree", "°")
        .replace("\\mu ", "µ")
        .replace(r"\mu", "µ")
        .replace(r"\Omega", "Ω")
    )
    plain = re.sub(r"° +", "°", plain).strip()
    if "\\" in plain:
        return None
    unit = read_unit(plain)
    return (unit, end) if unit else None


def _factors(text: str, at: int) -> tuple[list[tuple[str, int]], int] | None:
    """Names of the registry with their powers, below the line negative."""
    found: list[tuple[str, int]] = []
    sign, closing = 1, ""
    while len(found) < MAXIMUM_FACTORS:
        one = _factor(text, at)
        if one is None:
            return None
        name, power, at = one
        found.append((name, sign * power))
        if closing and (shut := re.compile(r" *\)").match(text, at)):
            at, closing = shut.end(), ""
        per = _SPOKEN_PER.match(text, at)
        times = _TIMES.match(text, at)
        if per and not closing:
            at, sign = per.end(), -1
            if text[at : at + 1] == "(":
                at, closing = at + 1, ")"
        elif times and _factor(text, times.end()):
            at = times.end()
            sign = sign if closing else (sign if _binds(text, times) else 1)
        else:
            return None if closing else (found, at)
    return None


def _binds(text: str, times: re.Match[str]) -> bool:
    """After a slash ``J/kg K`` and ``J/kg·K`` mean both below the line, as people write them."""
    return "*" not in text[times.start() : times.end()]


def _factor(text: str, at: int) -> tuple[str, int, int] | None:
    power = 1
    if spoken := _SPOKEN_POWER.match(text, at):
        power, at = (2 if spoken.group(1) else 3), spoken.end()
    if degrees := _DEGREES.match(text, at):
        return ("degC" if degrees.group(1) else "degF"), power, degrees.end()
    word = _WORD.match(text, at)
    if not word:
        return None
    name = WORDS.get(word.group()) or (WORDS.get(word.group().lower()) if len(word.group()) > 2 else None)
    if name is None:
        return None
    end = word.end()
    if raised := _POWER.match(text, end):
        typed = next(group for group in raised.groups() if group)
        digits = "".join("-" if letter in _MINUS else RAISED.get(letter, letter) for letter in typed)
        power, end = power * int(digits), raised.end()
    elif spoken := re.compile(r" +(squared|cubed)").match(text, end):
        power, end = (2 if spoken.group(1) == "squared" else 3), spoken.end()
    return (name, power, end) if 0 < abs(power) <= MAXIMUM_POWER else None


def _spelled(factors: list[tuple[str, int]]) -> str:
    whole = [(f"({name})" if "/" in name else name, power) for name, power in factors]
    return "*".join(name if power == 1 else f"{name}^{power}" for name, power in whole)


def _symbols() -> dict[str, str]:
    found: dict[str, str] = {}
    for word, name in WORDS.items():
        if name not in found or (len(word), word) < (len(found[name]), found[name]):
            found[name] = word
    return found | {"degC": "°C", "degF": "°F", "degree": "°", "day": "day", "liter": "L", "hour": "h", "ohm": "Ω",
        "meter": "m", "gram": "g", "arcminute": "′", "arcsecond": "″", "percent": "%", "turn": "turn",
        "kilometer": "km", "kilogram": "kg"}  # fmt: skip


_SYMBOLS = _symbols()


def shown_unit(unit: str, latex: bool = False) -> str:
    """A unit of Quantity.unit in the usual symbols: ``m/s^2``."""
    above: list[str] = []
    below: list[str] = []
    under: list[str] = []
    for factor in unit.split("*"):
        name, _, power = factor.partition("^") if not factor.startswith("(") else (factor, "", "")
        symbol = _SYMBOLS.get(name.strip("()") if "/" in name else name, name)
        symbol = symbol.replace("%", r"\%").replace("$", r"\$") if latex else symbol
        size = abs(int(power or 1))
        raised = symbol + ((f"^{{{size}}}" if latex else f"^{size}") if size > 1 else "")
        under.append(f"{symbol}^{{-{size}}}" if latex else f"{symbol}^-{size}")
        (below if power.startswith("-") else above).append(raised)
    if not above:
        return "*".join(under)
    joined = (r" " if latex else "*").join(above)
    if not below:
        return joined
    return f"{joined}/{below[0]}" if len(below) == 1 else f"{joined}/({'*'.join(below)})"
