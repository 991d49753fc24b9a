# ruff: noqa: E501 - sentences are data
"""Why something comes next, for a program: the policies' sentences in the learner's language.

The pages have them in their catalogues, which are the web's own; a test holds the two to the same words.
"""

from __future__ import annotations

from collections.abc import Mapping

from chiron.core.language.offered import offered
from chiron.core.learning.course import Course
from chiron.core.learning.policies.reasons import REASONS
from chiron.core.words import Move

SPANISH: Mapping[str, str] = {
    "due": "Aprendiste {skill} hace un tiempo; un breve repaso ahora lo mantiene.",
    "fresh": "{skill} es nuevo, y ya tienes lo que hace falta.",
    "closest-to-goal": "{skill} es el siguiente paso hacia tu meta.",
    "nearly": "Ya casi tienes {skill}: unas pocas más sin ayuda lo mostrarán.",
    "shaky": "{skill} todavía no está firme; un poco de práctica lo afianzará.",
    "back": "Ya demostraste {skill}; hace tiempo de eso, así que muéstralo una vez más.",
    "check": "La última vez acertaste en {skill}; uno más hoy muestra si se te ha quedado.",
    "example": "{skill} aún no sale.",
    "challenge": "Ya has demostrado {skill}; aquí aparece en otra situación.",
    "prerequisite-weak": "{for} ha costado; se apoya en {skill}, así que eso va primero.",
    "another-way": "{for} ha costado; lo dejamos por ahora y seguimos con {skill}.",
    "chosen": "Elegiste {skill}.",
    "test": "Dijiste que sabes {skill}: muéstralo en {left} más como mucho.",
    "placing": "Esta es la que más nos dice sobre dónde empezar.",
    "stuck": "{skill} lleva {evidence} intentos sin hacerse más fácil; conviene que tu docente lo mire contigo.",
    "keep-going": "{skill} cuesta; otro intento, paso a paso.",
    "tested": "Esa fue la prueba de {skill}.",
    "checkpoint": "Esto muestra lo que sabes hacer a solas.",
    "placed": "Ya sabemos bastante para empezar.",
    "nothing-due": "No toca ningún repaso.",
    "length": "Esa fue la sesión que tenías prevista: {items} preguntas.",
    "time": "Son más o menos los {minutes} minutos que tenías.",
    "no-session": "No hay ninguna sesión abierta.",
    "break": "Llevas {minutes} minutos trabajando y se está haciendo más difícil; un descanso ayuda más que otra pregunta.",
    "rule": "Tu docente ha puesto que ahora toca {skill}.",
    "rule-break": "Tu docente ha puesto que aquí toca un descanso. Lo que hiciste queda guardado.",
    "locked": "Hasta aquí ha abierto tu docente el curso por ahora.",
    "goal-reached": "Has demostrado todas las habilidades de tu meta.",
}
SENTENCES: Mapping[str, Mapping[str, str]] = {"en": REASONS, "es": SPANISH}


def why(move: Move | None, course: Course, language: str) -> str:
    """The reason of a move as a sentence, skills by title; "" where there is none to tell."""
    sentence = None if move is None else SENTENCES[offered(language)].get(move.reason, REASONS.get(move.reason))
    if sentence is None or move is None:
        return ""
    values = {name: course.skills[value].title if value in course.skills else value
              for name, value in move.because.items() if isinstance(value, str | int | float)}  # fmt: skip
    try:
        return sentence.format(**{n: round(v) if isinstance(v, float) else v for n, v in values.items()})
    except (KeyError, IndexError, ValueError):
        return ""
