"""Check digits of the numbers that tell who somebody is or where their money lies. Sources stand at each."""

from __future__ import annotations

import re

IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "BR": 29, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
    "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26,
    "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25,
    "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TR": 26, "UA": 29,
}  # fmt: skip
"""Letters and digits of an account number by country (ISO 13616 registry)."""
_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    return luhn_check(digits[:-1]) == digits[-1:]


def luhn_check(body: str) -> str:
    """The check digit of a body of digits (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, sign in enumerate(reversed(body)):
        value = int(sign) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def card(digits: str) -> bool:
    """Whether these digits can be a payment card: a known beginning, its length, and the check digit."""
    known = (
        (re.match(r"4", digits) and len(digits) == 16)
        or (re.match(r"5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|6011|65|64[4-9]|35(?:2[89]|[3-8])", digits)
            and len(digits) == 16)
        or (re.match(r"3[47]", digits) and len(digits) == 15)
        or (re.match(r"3(?:0[0-5]|[68])", digits) and len(digits) == 14)
    )  # fmt: skip
    return bool(known) and luhn(digits)


def iban_check(country: str, body: str) -> str:
    """The two check digits of an account number without them (ISO 7064, MOD 97-10)."""
    return f"{98 - _numbered(body + country + '00') % 97:02}"


def iban(text: str) -> bool:
    """Whether letters and digits without gaps are an account number of a known country with its check digits."""
    return IBAN_LENGTHS.get(text[:2]) == len(text) and _numbered(text[4:] + text[:4]) % 97 == 1


def _numbered(text: str) -> int:
    return int("".join(str(int(sign, 36)) for sign in text))


def dni(text: str) -> bool:
    """Whether eight digits and a letter are a Spanish identity number: the letter is the number modulo 23."""
    return _DNI[int(text[:8]) % 23] == text[-1].upper()


def nir(text: str) -> bool:
    """Whether 15 digits are a French number of social security: the last two are 97 minus the others modulo 97."""
    return len(text) == 15 and text.isdigit() and 97 - int(text[:13]) % 97 == int(text[13:])


def cpf(digits: str) -> bool:
    """Whether eleven digits are a Brazilian taxpayer's number: both check digits modulo 11."""
    if len(set(digits)) == 1:
        return False
    for length in (9, 10):
        total = sum(int(sign) * (length + 1 - place) for place, sign in enumerate(digits[:length]))
        if total * 10 % 11 % 10 != int(digits[length]):
            return False
    return True
