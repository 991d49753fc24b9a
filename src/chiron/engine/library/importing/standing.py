"""What every course needs and few sources say: lines of talk, words for a solution, in the source's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """Words of one language. ``{}`` stands for an answer, a title or a question."""

    answer: str
    person: str
    yours: str
    steps: str
    gaps: str
    part: str
    whole: str
    objective: str
    scope: str
    opening: tuple[str, ...]
    check_in: tuple[str, ...]
    ending: tuple[str, ...]


STANDING: Mapping[str, Standing] = {
    "en": Standing(
        "The answer is {}.",
        "A person reads this answer.",
        "Your answer:",
        "Answer one step after another.",
        "Fill in what is missing.",
        "{}, part {}",
        "All of {}",
        "Answer questions about {}.",
        "What was imported from {}; look it over before learners meet it.",
        (
            "Welcome. We begin where it helps most.",
            "Good to see you. Let us go on together.",
            "Hello. Take the time that you need.",
            "Welcome back. A few questions, one at a time.",
        ),
        (
            "How is it going? Say so if something is unclear.",
            "Shall we go on, or look at this once more?",
            "You can ask me about anything on this page.",
            "Tell me if this is too easy or too hard.",
        ),
        (
            "That is enough for today. Well worked.",
            "A good place to stop. Your work is kept.",
            "Done for now. Next time we begin here.",
            "Thank you for your work. See you soon.",
        ),
    ),
    "es": Standing(
        "La respuesta es {}.",
        "Esta respuesta la lee una persona.",
        "Tu respuesta:",
        "Responde paso a paso.",
        "Completa lo que falta.",
        "{}, parte {}",
        "Todo {}",
        "Responder preguntas sobre {}.",
        "Lo importado de {}; revísalo antes de que lo vea el alumnado.",
        (
            "Te doy la bienvenida. Empezamos por lo que más ayuda.",
            "Me alegro de verte. Seguimos paso a paso.",
            "Hola. Tómate el tiempo que necesites.",
            "Seguimos donde lo dejamos: unas preguntas, una a una.",
        ),
        (
            "¿Cómo va? Dime si algo no está claro.",
            "¿Seguimos, o lo miramos otra vez?",
            "Puedes preguntarme por cualquier cosa de esta página.",
            "Dime si es demasiado fácil o demasiado difícil.",
        ),
        (
            "Basta por hoy. Buen trabajo.",
            "Es un buen lugar para parar. Tu trabajo queda guardado.",
            "Listo por ahora. La próxima vez empezamos aquí.",
            "Gracias por tu trabajo. Hasta pronto.",
        ),
    ),
}


def standing(language: str) -> Standing:
    """The words of a language, English where there are none."""
    return STANDING.get(language.partition("-")[0].lower(), STANDING["en"])
