"""The languages in which Chiron offers talk. Each has rules, safety words and interface lines; a test says so."""

OFFERED: tuple[str, ...] = ("en", "es")
"""Language tags, the fallback first."""


def offered(language: str) -> str:
    """The offered language nearest to a tag such as ``es-MX``; the fallback where there is none."""
    base = language.lower().replace("_", "-").split("-")[0]
    return base if base in OFFERED else OFFERED[0]
