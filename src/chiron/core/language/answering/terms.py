"""The words of a text by which a course is searched. Pure."""

from __future__ import annotations

from chiron.core.language.offered import offered
from chiron.core.language.stem import stem
from chiron.core.language.stopwords import STOPWORDS
from chiron.core.language.text import words


def terms(text: str, language: str = "en") -> list[str]:
    """The index terms of a text: folded words without stop words, stemmed where the language is English."""
    stop = STOPWORDS[offered(language)]
    found = [word.replace("'s", "").replace("'", "") for word in words(text) if word not in stop]
    return [stem(word) for word in found if word] if offered(language) == "en" else found
