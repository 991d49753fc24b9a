"""What a question bank leaves to its program to say: what to do, "true" and "false", the gap that is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one language. ``{}`` stands for the number of a gap."""

    choice: str
    several: str
    text: str
    number: str
    match: str
    order: str
    gaps: str
    open: str
    gap: str
    answer: str
    true: str
    false: str


SAID: Mapping[str, Said] = {
    "en": Said(
        "Choose the right answer.",
        "Choose every right answer.",
        "Type your answer.",
        "Type the number.",
        "Find what belongs together.",
        "Put these in order.",
        "Fill in the gaps.",
        "Answer in your own words.",
        "Gap {}",
        "Answer",
        "True",
        "False",
    ),
    "es": Said(
        "Elige la respuesta correcta.",
        "Elige todas las respuestas correctas.",
        "Escribe tu respuesta.",
        "Escribe el número.",
        "Busca lo que va junto.",
        "Ordena estos elementos.",
        "Completa los huecos.",
        "Responde con tus palabras.",
        "Hueco {}",
        "Respuesta",
        "Verdadero",
        "Falso",
    ),
}


def said(language: str = "") -> Said:
    """The words of a language, English where there are none."""
    return SAID.get(language.partition("-")[0].lower(), SAID["en"])


def asks(kind: str, words: Said) -> str:
    """What to do in a step of this kind."""
    by_kind = {
        "choice": words.choice,
        "multiple-choice": words.several,
        "text": words.text,
        "numeric": words.number,
        "quantity": words.number,
        "match": words.match,
        "order": words.order,
        "cloze": words.gaps,
        "table": words.gaps,
    }
    return by_kind.get(kind, words.open)
