"""Which sentence of a passage answers, and what tells that a course does not say: features and weights."""

from __future__ import annotations

import pytest

from chiron.core.language.answering.expected import expected, piece
from chiron.core.language.answering.heads import ACROSS, BY_MEANING, SENTENCE, SURE, shipped
from chiron.core.language.answering.meaning import pieces
from chiron.core.language.answering.retrieval import Index
from chiron.core.words import Passage

ROWS = (
    ("Kepler", "Johannes Kepler was born in Weil in 1571. He taught mathematics in Graz. Later Tycho Brahe asked him "
     "to come to Prague, because he needed help with Mars. There he found that planets move along ellipses."),
    ("Comets", "A comet is a body of ice and dust. Near the Sun its ice turns to gas, and a tail appears. The tail of "
     "a comet can be 150 million kilometres long."),
    ("Moons", "Jupiter has many moons. Galileo saw four of them in Padua. The largest is called Ganymede."),
)  # fmt: skip
INDEX = Index.build([Passage("sky", heading, text, number) for number, (heading, text) in enumerate(ROWS)])


@pytest.mark.parametrize(
    ("question", "language", "kind"),
    [
        ("When was Kepler born?", "en", "date"),
        ("How many moons are there?", "en", "number"),
        ("Who asked him to come?", "en", "name"),
        ("In which city did he teach?", "en", "place"),
        ("why does it have a tail", "en", "reason"),
        ("What is a comet?", "en", ""),
        ("¿Cuándo nació Kepler?", "es", "date"),
        ("¿Quién lo llamó?", "es", "name"),
        ("¿Por qué tiene cola?", "es", "reason"),
    ],
)
def test_a_question_tells_what_kind_of_answer_it_asks_for(question: str, language: str, kind: str) -> None:
    assert expected(question, language).kind == kind


def test_what_the_question_says_itself_is_no_answer() -> None:
    asked = expected("Who came to Prague in 1600 with Kepler?", "en")
    assert not piece("Kepler came to Prague.", "en", frozenset()).fits(asked)
    assert piece("Kepler came to Prague with Barbara.", "en", frozenset()).fits(asked)
    dated = expected("What year after 1571 was it?", "en")
    assert not piece("He was born in 1571.", "en", frozenset()).fits(dated)
    assert piece("It was 1609.", "en", frozenset()).fits(dated)


def test_a_word_that_begins_a_sentence_is_a_name_only_where_it_is_never_written_small() -> None:
    assert piece("Tails are long.", "en", frozenset({"tails"})).names == frozenset()
    assert piece("Galileo saw Padua.", "en", frozenset({"tails"})).names == {"galileo", "padua"}


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("When was Kepler born?", "1571"),
        ("Who asked Kepler to come?", "Tycho"),
        ("How long can the tail of a comet be?", "150 million"),
        ("What is a comet?", "ice and dust"),
        ("Which moon is the largest?", "Ganymede"),
        ("Who saw moons of Jupiter?", "Galileo"),
    ],
)
def test_the_sentence_that_answers_is_the_one_quoted(question: str, holds: str) -> None:
    (found,) = INDEX.find(question, 1)
    assert holds in found.sentence


def test_a_name_and_a_number_that_stand_nowhere_speak_against_an_answer() -> None:
    (near,) = INDEX.find("Which planet has many moons that Galileo saw?", 1)
    for other in ("Which planet has many moons that Cassini saw?", "Which planet has 79 moons that Galileo saw?"):
        (far,) = INDEX.find(other, 1)
        assert far.passage == near.passage
        assert far.sure < near.sure


@pytest.mark.parametrize(("close", "spoken", "said"), [(0.8, "es", True), (0.8, "en", False), (0.3, "es", False)])
def test_a_question_in_another_language_is_answered_by_meaning_alone(close: float, spoken: str, said: bool) -> None:
    (comet,) = [digest for digest, text in pieces(INDEX.passages).items() if "ice and dust" in text]
    near = dict.fromkeys(INDEX.pieces, 0.1) | {comet: close}
    found = INDEX.answers("¿De qué están hechas las estrellas con cola?", 1, near=near, spoken=spoken)
    assert [each.sentence for each in found] == (["A comet is a body of ice and dust."] if said else [])


def test_weights_are_known_by_name_and_say_where_they_come_from() -> None:
    heads = shipped()
    for meaning in (False, True):
        known = {name for name in (*SENTENCE, *SURE) if meaning or name not in BY_MEANING}
        assert heads.sentence[meaning].keys() == known & set(SENTENCE)
        assert heads.across.keys() == {"base", *ACROSS}
        assert heads.sure[meaning].keys() == {"base"} | known & set(SURE)
    for _, sentences, spoken, sure in INDEX.known("When was Kepler born?"):
        assert len(sentences) == len(spoken) == len(sure)
        assert all(len(row) == len(SENTENCE) for row in spoken)
        assert all(len(row) == len(SURE) for row in sure)
