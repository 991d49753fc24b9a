"""How each offered language says what a message wants: rules as data, a module a language."""

from __future__ import annotations

from chiron.core.language.rules.en import ENGLISH
from chiron.core.language.rules.es import SPANISH
from chiron.core.language.rules.shape import Intent, Language

__all__ = ["LANGUAGES", "Intent", "Language"]

LANGUAGES: dict[str, Language] = {"en": ENGLISH, "es": SPANISH}
"""By tag. Every offered language is here; a test says so."""
