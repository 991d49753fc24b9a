"""What a message wants, by the examples beside the rules, and on any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.language.offered import OFFERED
from chiron.core.language.reading import Intent, StepView, find_term, read
from chiron.core.learning.course import Term
from tests.core.language_data import LANGUAGE, rows

GLOSSARY = (
    Term(term="osmosis", also=("ósmosis",), meaning="Water through a membrane."),
    Term(term="coefficient", also=("coeficiente",), meaning="The number in front of a letter."),
    Term(term="cell membrane", also=("membrane", "membrana"), meaning="The border of the cell."),
    Term(term="nucleus", meaning="Where the DNA is."),
    Term(term="vacuole", meaning="A store."),
    Term(term="mitochondrion", also=("mitochondria",), meaning="Releases energy."),
)
EXAMPLES = [tuple(row) for row in rows(LANGUAGE / "reading.examples.txt", 4)]


@pytest.mark.parametrize(("intent", "language", "kind", "message"), EXAMPLES)
def test_an_example_is_read_as_it_says(intent: str, language: str, kind: str, message: str) -> None:
    step = StepView(kind, ("Ribosome", "Nucleus") if kind == "choice" else ())
    assert read(message, language, GLOSSARY, step).intent == intent


@pytest.mark.parametrize(("intent", "language", "kind", "message"), [row for row in EXAMPLES if row[1] == "es"])
def test_another_language_than_the_one_set_is_understood(intent: str, language: str, kind: str, message: str) -> None:
    assert read(message, "en", GLOSSARY, StepView(kind)).intent == intent


def test_there_are_enough_examples() -> None:
    assert len(EXAMPLES) >= 120


@pytest.mark.parametrize(
    ("message", "about"),
    [
        ("what does coefficient mean?", "coefficient"),
        ("wat is the membrane", "cell membrane"),
        ("Mitochondria?", "mitochondrion"),
        ("¿qué significa coeficiente?", "coefficient"),
    ],
)
def test_a_word_asked_about_is_found_in_the_glossary(message: str, about: str) -> None:
    found = read(message, "en", GLOSSARY)
    assert (found.intent, found.about) == (Intent.MEANING, about)


@pytest.mark.parametrize(
    ("message", "about"),
    [("is it 7?", "7"), ("x=3", "3"), ("x = -3", "-3"), ("i got 3/4", "3/4"), ("its the nucleus", "the nucleus")],
)
def test_an_answer_in_the_chat_is_taken_out_of_its_words(message: str, about: str) -> None:
    found = read(message, "en", (), StepView("numeric"))
    assert (found.intent, found.about) == (Intent.ANSWER, about)


def test_words_alone_are_an_answer_only_where_words_are_asked_for() -> None:
    assert read("osmosis", "en", GLOSSARY, StepView("text")).intent is Intent.ANSWER
    assert read("osmosis", "en", GLOSSARY, StepView("numeric")).intent is Intent.MEANING
    assert read("osmosis?", "en", GLOSSARY, StepView("text")).intent is Intent.MEANING


def test_the_text_of_an_option_is_an_answer() -> None:
    found = read(
        "it swells, and may burst", "en", GLOSSARY, StepView("choice", ("It swells and may burst.", "It shrinks."))
    )
    assert (found.intent, found.about) == (Intent.ANSWER, "It swells and may burst.")


def test_distress_goes_before_everything_else() -> None:
    found = read("give me a hint or i will kill myself", "en", GLOSSARY, StepView("numeric"))
    assert found.intent is Intent.DISTRESS
    assert found.distress is not None
    assert found.distress.category == "suicide"


def test_the_longest_term_wins_and_number_does_not_matter() -> None:
    found = find_term("tell me about cell membranes", GLOSSARY)
    assert found is not None
    assert found.term == "cell membrane"
    assert find_term("nothing of the kind", GLOSSARY) is None


ODD = st.text(alphabet=st.sampled_from("a?=x $\\7½٣\u202e\u200d\u0000\ud7ff😀👩‍🔬ﷺß\n'*_|"), max_size=200)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=1_500) | ODD, st.sampled_from([*OFFERED, "xx", ""]), st.sampled_from(["numeric", "text", None]))
def test_no_text_raises_and_every_reading_is_whole(text: str, language: str, kind: str | None) -> None:
    found = read(text, language, GLOSSARY, StepView(kind) if kind else None)
    assert 0 <= found.confidence <= 1
    assert found.language in OFFERED
    assert (found.intent is Intent.DISTRESS) == (found.distress is not None)


@pytest.mark.parametrize("piece", ["a", "why ", "1", "=", "is it ", "\u202e", "😭", "what is ", "i i i ", ". ", "k i "])
def test_a_message_of_a_megabyte_is_read(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert read(text, "en", GLOSSARY, StepView("text")).confidence >= 0
    assert read(text + " i need a hint", "en", GLOSSARY).intent in set(Intent)
