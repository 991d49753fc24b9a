"""While a step is open as much of the course is quoted as gives nothing away; only then is anything withheld."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from chiron.core.language.answer import respond
from chiron.core.language.answering.quoting import defined, fitting, stands_alone
from chiron.core.language.answering.retrieval import Index
from chiron.core.language.context import OpenStep, TalkContext
from chiron.core.language.guard import StepKeys, check
from chiron.core.language.lines import line
from chiron.core.language.reading import read
from chiron.core.words import Passage, Source, Utterance


@dataclass(frozen=True)
class Word:
    term: str
    meaning: str
    also: tuple[str, ...] = ()


COEFFICIENT = Word("coefficient", "The number in front of a letter. In $3x$ the coefficient is 3, and in $x$ it is 1.")
FACTOR = Word("common factor", "A number that divides several numbers. It is found by trying.")
EQUATION = Word("equation", "A statement that two expressions are the same number, such as $3x + 5 = 20$.")
CLOSED = Word("mitochondrion", "An organelle in which energy from sugar is released.")


def allowed(utterance: Utterance, keys: StepKeys) -> bool:
    return bool(check(utterance, keys))


def numeric(answer: str) -> StepKeys:
    return StepKeys("numeric", (answer,), "Solve $x - 10 = ?$.")


def open_on(answer: str, *glossary: Word) -> TalkContext:
    return TalkContext("en", "algebra", "solving", OpenStep(numeric(answer), "Solve it."), glossary)


def said(question: str, context: TalkContext, *passages: Passage) -> tuple[str, list[str]]:
    reading = read(question, "en", context.glossary, context.step.view if context.step else None)
    move, words = respond(reading, context, Index.build(passages))
    return move.reason, [each.text for each in words]


def test_a_definition_is_said_without_the_example_that_holds_the_answer() -> None:
    reason, words = said("What is a coefficient?", open_on("3", COEFFICIENT))
    assert reason == "meaning"
    assert words == ["The number in front of a letter.", line("part-withheld", "en")]


def test_a_definition_that_gives_nothing_away_is_said_whole() -> None:
    assert said("What is a coefficient?", open_on("17", COEFFICIENT)) == ("meaning", [COEFFICIENT.meaning])


def test_an_example_within_the_sentence_is_cut_off() -> None:
    passes = partial(allowed, keys=numeric("20"))
    found = defined(EQUATION.term, EQUATION.meaning, passes)
    assert found is not None
    assert found.text == "A statement that two expressions are the same number."
    assert defined(EQUATION.term, EQUATION.meaning, partial(allowed, keys=numeric("7"))) == Utterance(
        EQUATION.meaning, Source.COURSE, title="equation"
    )


def test_a_word_that_is_the_answer_stays_kept_back() -> None:
    keys = StepKeys("text", ("mitochondrion", "a mitochondrion"), "Which organelle releases the energy of sugar?")
    context = TalkContext("en", "cell", "parts", OpenStep(keys, "Name it."), (CLOSED,))
    assert said("What is a mitochondrion?", context)[0] == "withheld"


LEAKS = Passage("solving", "Undoing", "Undoing an addition means subtracting. For $x + 4 = 11$ the solution is 7.", 0)
HARMLESS = Passage("solving", "Undoing", "Undoing an addition keeps both sides of the equation in balance.", 1)


def test_where_a_passage_gives_the_answer_away_its_sentence_or_the_next_passage_is_quoted() -> None:
    reason, words = said("How does undoing an addition work", open_on("7"), LEAKS)
    assert reason == "quoted"
    assert words == ["Undoing an addition means subtracting.", line("part-withheld", "en")]
    leaning = Passage("solving", "Undoing", "It is undoing an addition that gives the solution 7.", 0)
    assert said("How does undoing an addition work", open_on("7"), leaning, HARMLESS) == ("quoted", [HARMLESS.text])


def test_what_no_piece_of_may_be_said_is_withheld() -> None:
    only = Passage("solving", "Undoing", "For undoing an addition the solution is 7.", 0)
    index = Index.build([only])
    assert fitting(index.find("undoing an addition"), partial(allowed, keys=numeric("7"))) is None
    assert said("How does undoing an addition work", open_on("7"), only)[0] == "withheld"


def test_sentences_that_lean_on_the_one_before_are_known() -> None:
    assert not stands_alone("It is also known as the plastome.")
    assert not stands_alone("*This* is why.")
    assert stands_alone("Items of a list are counted.")
