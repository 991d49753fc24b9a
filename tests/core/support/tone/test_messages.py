"""Messages as customers write them: which move the tone, and that plain ones never do, in English and Spanish."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.language.feelings import Said, read
from chiron.core.support.tone import AnswerTone, answer_tone, mood

EXAMPLES = Path(__file__).parents[2] / "language/feelings/examples.txt"
ROWS = [
    tuple(line.split(" | ", 2))
    for line in EXAMPLES.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
THINGS = ["the tent", "my boots", "a head torch", "the green rucksack", "order 10023", "the parcel", "a gas stove"]
ASKING = [
    "Where is {}?", "Can I return {}?", "How do I clean {}?", "Is {} in stock?", "I would like to change {}.",
    "When will {} be delivered?", "Please cancel {}.", "What is the price of {}?", "I have a question about {}.",
]  # fmt: skip
COSAS = ["la tienda", "mis botas", "una linterna", "la mochila verde", "el pedido 10023", "el paquete", "un hornillo"]
PREGUNTAS = [
    "¿Dónde está {}?", "¿Puedo devolver {}?", "¿Cómo se limpia {}?", "¿Tienen {} en stock?", "Quisiera cambiar {}.",
    "¿Cuándo llega {}?", "Por favor, cancelen {}.", "¿Cuánto cuesta {}?", "Tengo una pregunta sobre {}.",
]  # fmt: skip
POLITE = ["", "Hello, ", "Good morning. ", "Hola, ", "Buenos días. "]
AFTER = ["", " Thanks.", " Thank you", " Gracias.", " Kind regards", " Un saludo"]
PLAIN = st.one_of(
    st.tuples(st.sampled_from(ASKING), st.sampled_from(THINGS)),
    st.tuples(st.sampled_from(PREGUNTAS), st.sampled_from(COSAS)),
).map(lambda pair: pair[0].format(pair[1]))


@pytest.mark.parametrize(("wanted", "language", "text"), ROWS)
def test_examples(wanted: str, language: str, text: str) -> None:
    assert mood(read(text, language=language)).mood == wanted


@settings(max_examples=300)
@given(st.sampled_from(POLITE), PLAIN, st.sampled_from(AFTER), st.lists(PLAIN, max_size=2))
def test_plain_questions_leave_the_tone_alone(hello: str, text: str, bye: str, before: list[str]) -> None:
    turns = [said for each in before for said in (Said(True, each), Said(False, "I have looked it up for you."))]
    assert answer_tone(read(hello + text + bye, turns)) == AnswerTone()


@settings(max_examples=200)
@given(PLAIN, st.sampled_from([row[2] for row in ROWS if row[0] == "angry"]))
def test_anger_beside_a_question_is_still_met_calmly(text: str, angry: str) -> None:
    found = answer_tone(read(f"{angry} {text}"))
    assert (found.mood, found.apologise, found.offers) == ("angry", True, False)
