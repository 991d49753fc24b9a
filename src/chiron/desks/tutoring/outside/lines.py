# ruff: noqa: E501 - sentences are data
"""Chiron's own lines to a program, by language: what the buttons and marks of its pages say there."""

from __future__ import annotations

from chiron.core.language.offered import OFFERED, offered

ENGLISH: dict[str, str] = {
    "right": "Right.",
    "partly": "Partly right.",
    "wrong": "Not yet.",
    "onward": "Right so far. Go on with the next line.",
    "person": "That cannot be judged by a program. It is kept, and a person reads it.",
    "noted": "Noted.",
    "unread": "That could not be read as an answer here, and it does not count as a try.",
    "again": "Try it again, or ask for a hint.",
    "finished": "That question is finished. Say **next** to go on.",
    "nothing": "No question is open. Say **start** to begin.",
    "ended": "That was this sitting. Say **start** for another.",
    "example": "First, one that is worked out:",
    "example-go": "Say **next** when you have read it; then comes one of your own.",
    "say-answer": "In this chat the answer box is a line that begins with `answer:`.",
    "no-practise": "This token lets you talk, not practise: answer on Chiron's own page, or make a token that may practise.",
    "step": "Step {number} of {of}",
    "options-one": "Answer with one letter, such as `answer: {example}`.",
    "options-some": "Answer with every letter that fits, such as `answer: {example}`.",
    "order": "Give the letters in their order, such as `answer: {example}`.",
    "pairs": "Give a letter for each number, such as `answer: {example}`.",
    "gaps": "Give what belongs in each gap, in order or by number, such as `answer: {example}`.",
    "points": "Give each point by its coordinates, such as `answer: {example}`.",
    "edge": "Then say whether the line belongs to it: solid or dashed.",
    "drawing": "The drawing stands on Chiron's own page. Its places are:",
    "plain": "Write `answer:` and then your answer.",
    "working": "Write `answer:` and then your next line; it goes under the lines before.",
    "program": "Write `answer:` and then the program.",
    "lesson-stopped": "The lesson has stopped. When you want to go back to it, say **go on**.",
    "hint": "Hint {number} of {of}",
    "source": "Source: {said}",
    "no-hint": "There is no hint to take now.",
    "why-resume": "A question is open; going on with it comes first.",
    "why-choose-goal": "No goal is chosen yet. It is chosen on Chiron's own page; a question can be begun all the same.",
    "why-place": "A few questions first find out where to begin.",
    "why-review": "A review is due.",
    "why-done": "Nothing waits just now.",
    "model": "*A language model put this into words; a program checked them.*",
}

SPANISH: dict[str, str] = {
    "right": "Correcto.",
    "partly": "Correcto en parte.",
    "wrong": "Todavía no.",
    "onward": "Correcto hasta aquí. Sigue con la línea siguiente.",
    "person": "Esto no lo puede juzgar un programa. Queda guardado y lo leerá una persona.",
    "noted": "Anotado.",
    "unread": "Aquí no se ha podido leer eso como respuesta, y no cuenta como intento.",
    "again": "Inténtalo otra vez o pide una pista.",
    "finished": "Esa pregunta está terminada. Di **siguiente** para seguir.",
    "nothing": "No hay ninguna pregunta abierta. Di **empezar** para comenzar.",
    "ended": "Hasta aquí esta sesión. Di **empezar** para otra.",
    "example": "Primero, una ya resuelta:",
    "example-go": "Di **siguiente** cuando la hayas leído; después viene una tuya.",
    "say-answer": "En este chat, el espacio de la respuesta es una línea que empieza con `respuesta:`.",
    "no-practise": "Este token permite hablar, no practicar: responde en la página de Chiron o crea un token que permita practicar.",
    "step": "Paso {number} de {of}",
    "options-one": "Responde con una letra, por ejemplo `respuesta: {example}`.",
    "options-some": "Responde con todas las letras que correspondan, por ejemplo `respuesta: {example}`.",
    "order": "Da las letras en su orden, por ejemplo `respuesta: {example}`.",
    "pairs": "Da una letra para cada número, por ejemplo `respuesta: {example}`.",
    "gaps": "Da lo que va en cada hueco, en orden o por número, por ejemplo `respuesta: {example}`.",
    "points": "Da cada punto por sus coordenadas, por ejemplo `respuesta: {example}`.",
    "edge": "Di después si la línea pertenece: solid (continua) o dashed (discontinua).",
    "drawing": "El dibujo está en la página de Chiron. Sus lugares son:",
    "plain": "Escribe `respuesta:` y después tu respuesta.",
    "working": "Escribe `respuesta:` y después tu línea siguiente; va debajo de las anteriores.",
    "program": "Escribe `respuesta:` y después el programa.",
    "lesson-stopped": "La lección se ha detenido. Cuando quieras volver a ella, di **seguir**.",
    "hint": "Pista {number} de {of}",
    "source": "Fuente: {said}",
    "no-hint": "Ahora no hay ninguna pista que tomar.",
    "why-resume": "Hay una pregunta abierta; seguir con ella va primero.",
    "why-choose-goal": "Aún no hay meta elegida. Se elige en la página de Chiron; se puede empezar una pregunta de todos modos.",
    "why-place": "Unas pocas preguntas averiguan primero dónde empezar.",
    "why-review": "Toca un repaso.",
    "why-done": "Ahora mismo no espera nada.",
    "model": "*Un modelo de lenguaje lo ha puesto en palabras; un programa las ha comprobado.*",
}

LINES: dict[str, dict[str, str]] = {"en": ENGLISH, "es": SPANISH}

GO_ON = frozenset(
    {
        "start", "begin", "next", "go on", "continue", "another", "another one", "next question", "start practice",
        "empezar", "comenzar", "siguiente", "seguir", "continuar", "otra", "siguiente pregunta", "empieza",
    }
)  # fmt: skip
"""Messages that stand for the button that goes on, whole and in lower case."""
ANSWERS = ("answer:", "answer =", "my answer:", "respuesta:", "mi respuesta:")
"""A message that begins so is an answer to the open step."""


def line(code: str, language: str, **values: object) -> str:
    """A line in a language, English where it is not offered. Raises KeyError for an unknown code."""
    table = LINES.get(offered(language), LINES[OFFERED[0]])
    return table[code].format(**values) if values else table[code]


def after_lead(text: str) -> str | None:
    """The answer in a message that begins as one (``answer: 3``); None in any other."""
    lead = next((lead for lead in ANSWERS if text.lstrip().casefold().startswith(lead)), None)
    return None if lead is None else text.lstrip()[len(lead) :].strip()
