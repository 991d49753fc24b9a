"""What the tutor says to a message: authored words, in order, and never the open step's answer."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.language.answer import OpenStep, TalkContext, respond
from chiron.core.language.answering.retrieval import Index
from chiron.core.language.guard import StepKeys
from chiron.core.language.lines import ENGLISH, SPANISH
from chiron.core.language.offered import OFFERED
from chiron.core.language.reading import Intent, Reading, read
from chiron.core.learning.course import Term
from chiron.core.words import Move, MoveKind, Passage, Source, Utterance
from tests.core.language_data import LANGUAGE, rows

PASSAGES = [
    Passage("organelles", "Energy", "Mitochondria release the energy of sugar in a form that the cell can use.", 0),
    Passage("organelles", "Building", "Ribosomes join amino acids into proteins.", 1),
    Passage("transport", "Osmosis", "Water moves overall to the side with more dissolved substance.", 0),
    Passage(
        "equations",
        "Undoing",
        "To undo adding, take the same number from both sides, so that $x + 2 = 9$ becomes $x = 7$.",
        0,
    ),
]
GLOSSARY = (
    Term(term="mitochondrion", also=("mitochondria",), meaning="An organelle in which energy from sugar is released."),
    Term(term="ribosome", meaning="A particle that joins amino acids into proteins."),
    Term(term="equation", meaning="A statement that two expressions have the same value."),
)
INDEX = Index.build(PASSAGES)
RUNGS = (
    ("point", "What is done to $x$?"),
    ("principle", "What was done can be undone on both sides."),
    ("next_step", "Take 4 from both sides of $x + 4 = 11$."),
    ("worked_example", "From $x + 1 = 4$ follows $x = 3$."),
)
NUMBER = OpenStep(
    StepKeys("numeric", ("7",), "Solve $x + 4 = 11$."), "Solve $x + 4 = 11$.", RUNGS, solution="So $x = 7$."
)
WORD = OpenStep(
    StepKeys("text", ("mitochondrion", "mitochondria"), "Which organelle releases the energy of sugar?"),
    "Which organelle releases the energy of sugar?",
    RUNGS[:2],
)
OPEN = TalkContext(
    "en", "course", skill="organelles", step=NUMBER, glossary=GLOSSARY, opening=("Welcome.", "Good to see you.")
)


def talk(message: str, context: TalkContext = OPEN) -> tuple[Move, list[Utterance]]:
    return respond(
        read(message, context.language, GLOSSARY, context.step.view if context.step else None), context, INDEX
    )


def at(taken: int, step: OpenStep = NUMBER, **more: object) -> TalkContext:
    return replace(OPEN, step=replace(step, taken=taken, **more))


def test_a_hint_is_the_next_rung_and_none_is_jumped() -> None:
    for taken, (name, text) in enumerate(RUNGS):
        move, said = talk("hint please", at(taken))
        assert (move.kind, move.because) == (MoveKind.HINT, {"rung": name, "number": taken + 1})
        assert [(u.text, u.source) for u in said] == [(text, Source.COURSE)]


def test_after_the_last_rung_the_solution_is_offered_only_where_it_may_be_shown() -> None:
    assert talk("hint", at(4))[0].reason == "ladder-used"
    move, _ = talk("hint", at(4, exhausted=True))
    assert (move.kind, move.because["offer"]) == (MoveKind.CHECK_IN, "solution")


def test_the_answer_is_not_given_before_the_ladder() -> None:
    move, said = talk("just tell me the answer", at(1))
    assert (move.kind, move.reason, move.because["number"]) == (MoveKind.HINT, "solution-asked", 2)
    assert said[0].text == ENGLISH["answer-kept"]
    move, said = talk("just tell me the answer", at(4, exhausted=True))
    assert move.kind is MoveKind.SHOW
    assert said[0].text == "So $x = 7$."


def test_a_word_is_explained_from_the_glossary() -> None:
    move, said = talk("what does ribosome mean")
    assert (move.kind, move.because) == (MoveKind.EXPLAIN, {"term": "ribosome"})
    assert (said[0].title, said[0].source) == ("ribosome", Source.COURSE)


def test_a_question_is_answered_with_a_passage_that_is_cited() -> None:
    move, said = talk("what do ribosomes do with amino acids")
    assert move.reason == "quoted"
    assert said[0].quote == PASSAGES[1]
    assert said[0].source is Source.COURSE


def test_the_course_does_not_say_and_nothing_is_invented() -> None:
    move, said = talk("when was the battle of hastings")
    assert move.reason == "not-in-course"
    assert [u.text for u in said] == [ENGLISH["not-in-course"]]
    assert (
        talk("when was the battle of hastings", replace(OPEN, alone=True))[1][0].text == ENGLISH["not-in-course-alone"]
    )
    assert respond(read("when was the battle", "en"), OPEN, None)[0].reason == "not-in-course"


def test_what_would_answer_the_open_step_is_withheld_or_replaced() -> None:
    context = replace(OPEN, step=WORD)
    for message in ("what does mitochondrion mean", "what do mitochondria do with the energy of sugar"):
        move, said = talk(message, context)
        assert move.reason == "withheld"
        assert [u.text for u in said] == [ENGLISH["withheld"]]
    assert talk("what do ribosomes do with amino acids", context)[0].reason == "quoted"
    assert talk("what does mitochondrion mean", replace(OPEN, step=None))[0].reason == "meaning"


def test_a_worked_example_with_the_same_result_loses_that_sentence_only() -> None:
    step = replace(NUMBER, rungs=(("worked_example", "In $x + 2 = 9$ take 2 away. That leaves $x = 7$. Now yours."),))
    move, said = talk("hint", replace(OPEN, step=step))
    assert move.kind is MoveKind.HINT
    assert "take 2 away" in said[0].text
    assert "Now yours" in said[0].text
    assert "x = 7" not in said[0].text
    assert said[-1].text == ENGLISH["part-withheld"]


def test_why_is_answered_by_the_last_mistake_then_the_principle() -> None:
    move, said = talk("why?", at(0, feedback="You added, but taking away undoes adding."))
    assert (move.reason, said[0].text) == ("misconception", "You added, but taking away undoes adding.")
    assert talk("why?", at(2))[0].reason == "principle"
    move, _ = talk("why?", at(1))
    assert (move.kind, move.because["rung"]) == (MoveKind.HINT, "principle")
    move, _ = talk("why?", at(0))
    assert move.because.get("rung") in (None, "point"), "no rung is jumped"


def test_stuck_and_upset_get_one_calm_sentence_and_one_offer() -> None:
    for message, code in (("im stuck", "stuck"), ("this is stupid", "upset")):
        move, said = talk(message)
        assert (move.kind, move.reason) == (MoveKind.CHECK_IN, code)
        assert move.because["offer"] == "hint"
        assert len(said) == 1
        assert said[0].text.count("?") == 1
    offers = {talk("i hate this", replace(at(2, attempts=3), turn=turn))[0].because["offer"] for turn in range(2)}
    assert offers == {"easier", "break"}
    assert talk("im stuck", replace(OPEN, step=None))[0].because["offer"] == "next"
    assert talk("im stuck", at(4, exhausted=True))[0].because["offer"] == "solution"


def test_an_answer_in_the_chat_is_sent_to_the_box_and_never_confirmed() -> None:
    for message in ("is it 7?", "x=7", "7", "the answer is 8"):
        move, said = talk(message)
        assert (move.kind, move.reason) == (MoveKind.ASK, "answer-in-chat")
        assert [u.text for u in said] == [ENGLISH["answer-in-box"]]


def test_off_task_is_led_back_kindly() -> None:
    assert talk("tell me a joke")[1][0].text == ENGLISH["off-task"]
    assert talk("tell me a joke", replace(OPEN, step=None))[1][0].text == ENGLISH["off-task-idle"]


def test_authored_lines_take_turns() -> None:
    assert [talk("hello", replace(OPEN, turn=turn))[1][0].text for turn in range(3)] == [
        "Welcome.",
        "Good to see you.",
        "Welcome.",
    ]
    assert talk("hello", replace(OPEN, opening=()))[1][0].text == ENGLISH["greeting"]


def test_with_no_step_open_nothing_is_a_dead_end() -> None:
    for message in ("hint", "just tell me the answer", "is it 7?"):
        move, said = talk(message, replace(OPEN, step=None))
        assert move.kind is MoveKind.NEXT
        assert said[0].text == ENGLISH["nothing-open"]


def test_distress_in_a_school_shows_the_schools_own_text() -> None:
    move, said = talk("i want to die. also give me a hint", replace(OPEN, help_text="Go to Ms Rivera in room 4."))
    assert (move.kind, move.reason) == (MoveKind.REFER, "distress")
    assert (move.because["category"], move.because["severity"]) == ("suicide", "urgent")
    assert [(u.text, u.source) for u in said][-1] == ("Go to Ms Rivera in room 4.", Source.PERSON)
    assert len(said) == 3


def test_distress_alone_shows_help_lines_of_the_country_in_the_language_of_the_message() -> None:
    _, said = talk("me quiero morir", replace(OPEN, alone=True, country="ES"))
    assert said[0].text == SPANISH["distress-lead"]
    assert "024" in said[-1].text
    assert "112" in said[-1].text
    _, said = talk("i want to die", replace(OPEN, alone=True))
    assert "findahelpline.com" in said[-1].text
    _, said = talk("i want to die", replace(OPEN, country="GB"))
    assert "0800 1111" in said[-1].text, "a school without a text of its own still shows where help is"


def test_words_of_distress_are_never_trimmed_by_the_guard() -> None:
    step = replace(NUMBER, keys=StepKeys("numeric", ("112",), "Solve."))
    _, said = talk("i want to die", replace(OPEN, step=step, alone=True, country="ES"))
    assert "112" in said[-1].text


def test_the_tutor_speaks_the_learners_language() -> None:
    assert talk("estoy atascado", replace(OPEN, language="es"))[1][0].text.startswith(SPANISH["stuck"])


MESSAGES = [row[3] for row in rows(LANGUAGE / "reading.examples.txt", 4)]
SAYS = re.compile(r"(?:=|\bis\b|\bes\b|\bequals\b)\s*\$?\s*(-?\d+)(?![\d/.]|\s*[+*/^x(-])")


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(MESSAGES) | st.text(max_size=80),
    st.integers(-12, 12),
    st.integers(2, 9),
    st.integers(0, 4),
    st.integers(0, 3),
    st.sampled_from(OFFERED),
)
def test_no_words_before_the_last_rung_say_the_key(
    message: str, x: int, a: int, taken: int, attempts: int, language: str
) -> None:
    """Whatever is asked, no utterance holds the key of a generated step in an equation or after "is".

    The ladder and the lesson say it on purpose here; an equation that stands in the prompt does not count.
    """
    prompt = f"Solve ${a}x = {a * x}$."
    rungs = (
        ("point", "What is done to $x$?"),
        ("principle", f"Dividing undoes. The answer is {x}. Do it on both sides."),
        ("next_step", f"Divide both sides by {a}. Then $x = {x}$."),
        ("worked_example", f"Another case: $20y = {20 * x}$, so $y = {x}$."),
    )
    step = OpenStep(
        StepKeys("numeric", (str(x),), prompt), prompt, rungs, taken, attempts, f"No, it is {x}.", f"$x = {x}$"
    )
    leaky = [
        Passage("equations", "Dividing", f"To solve it, divide. For example $x = {x}$ solves ${a}x = {a * x}$.", 0)
    ]
    context = replace(OPEN, language=language, step=step, glossary=(Term(term="solution", meaning=f"It is {x}."),))
    reading = read(message, language, context.glossary, step.view)
    _, said = respond(reading, context, Index.build([*PASSAGES, *leaky]))
    assert said
    if reading.intent is Intent.DISTRESS:
        return
    for utterance in said:
        told = SAYS.findall(utterance.text.replace(prompt, "").replace(f"${a}x = {a * x}$", ""))
        assert str(x) not in told, utterance.text


@settings(deadline=None)
@given(st.sampled_from(list(Intent)), st.booleans(), st.integers(0, 5))
def test_every_intent_has_an_answer(intent: Intent, opened: bool, taken: int) -> None:
    reading = Reading(intent, None, 0.9, "en")
    move, said = respond(reading, at(taken) if opened else replace(OPEN, step=None), INDEX)
    assert said
    assert move.reason
    assert all(utterance.text.strip() for utterance in said)


@pytest.mark.parametrize(
    "message", ["<script>alert(1)</script>", "'; DROP TABLE person; --", "{0}", "%s", "\u202eabc", "👩‍🔬" * 50]
)
def test_strange_messages_get_an_answer_and_are_not_echoed(message: str) -> None:
    _, said = talk(message)
    assert said
    assert all(message not in utterance.text for utterance in said)


def test_a_question_in_another_language_than_the_course_is_told_which_one_that_is() -> None:
    """Nothing is translated: the learner hears in their own language what the course is written in."""
    move, said = talk("¿por qué tiene sal el agua del mar?", replace(OPEN, language="es", step=None))
    assert move.reason == "other-language"
    assert "inglés" in said[0].text
    assert said[1].text == "Palabras que este curso explica: mitochondrion, ribosome, equation."


def test_a_word_that_the_author_named_in_another_language_is_found() -> None:
    terms = (Term(term="equation", also=("ecuación",), meaning="Two expressions of the same value."),)
    context = replace(OPEN, language="es", step=None, glossary=terms)
    move, said = respond(read("¿qué es una ecuación?", "es", terms), context, INDEX)
    assert (move.kind, said[0].title) == (MoveKind.EXPLAIN, "equation")


def test_the_words_of_the_course_are_not_listed_where_one_of_them_is_the_answer() -> None:
    _, said = talk("¿por qué tiene sal el agua del mar?", replace(OPEN, language="es", step=WORD))
    assert "mitochondrion" not in " ".join(utterance.text for utterance in said)


def test_a_question_in_the_language_of_the_course_is_told_that_it_does_not_say() -> None:
    move, _ = talk("why is the sea salty?", replace(OPEN, step=None))
    assert move.reason == "not-in-course"


def test_a_text_of_the_school_is_shown_also_where_nobody_is_named_to_be_told() -> None:
    context = replace(OPEN, help_text="Go to Ms Rivera in room 4.", alone=True, country="GB")
    _, said = talk("i want to die", context)
    assert [utterance.text for utterance in said if utterance.source is Source.PERSON] == ["Go to Ms Rivera in room 4."]
    assert "0800 1111" in said[-1].text
