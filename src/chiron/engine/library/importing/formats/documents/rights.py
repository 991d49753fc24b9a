"""Licences that documents name in words or by address, as SPDX names."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)(?:/(\d\.\d))?", re.IGNORECASE)
_SHORT = re.compile(r"\bCC[ -](BY(?:[ -](?:NC|SA|ND)){0,2}|0|Zero)(?:[ -]v?(\d\.\d))?(?![\w])", re.IGNORECASE)
_WORDS = re.compile(
    r"Creative\s+Commons\s+(Attribution(?:[\s,–-]+(?:Non-?Commercial|Share-?Alike|No-?Deriv(?:ative|ativ)e?s?|NoDerivs))*)"
    r"(?:\s+License|\s+licence)?[\s,]*(?:v(?:ersion)?\.?\s*)?(\d\.\d)?",
    re.IGNORECASE,
)
_OTHERS = (
    (re.compile(r"GNU Free Documentation License", re.IGNORECASE), "GFDL-1.3-or-later"),
    (re.compile(r"all rights reserved", re.IGNORECASE), "All rights reserved"),
)


def licence(text: str) -> str:
    """The licence that a text names first: an SPDX name where it is a known one, else ""."""
    if found := _ADDRESS.search(text):
        return _named(found.group(2), found.group(3), found.group(1).lower() == "publicdomain")
    if found := _SHORT.search(text):
        return _named(found.group(1), found.group(2), found.group(1).casefold() in ("0", "zero"))
    if found := _WORDS.search(text):
        return _named(_shortened(found.group(1)), found.group(2), False)
    return next((name for pattern, name in _OTHERS if pattern.search(text)), "")


def _named(parts: str, version: str | None, public: bool) -> str:
    if public:
        return "CC0-1.0" if "mark" not in parts.casefold() else "CC-PDDC"
    return f"CC-{'-'.join(re.split(r'[ -]', parts.upper()))}-{version or '4.0'}"


def _shortened(words: str) -> str:
    low = re.sub(r"[\s-]", "", words.casefold())
    found = [short for name, short in (("noncommercial", "NC"), ("sharealike", "SA"), ("noderiv", "ND")) if name in low]
    return "-".join(["BY", *found])
