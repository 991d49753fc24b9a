"""Course text as words to be spoken: Markdown's signs go, formulas are read out."""

from chiron.core.language.aloud.text import aloud

__all__ = ["aloud"]
