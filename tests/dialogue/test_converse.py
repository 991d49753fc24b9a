"""A model's words inside bounds: whatever it does, the learner gets words in time, checked, and nothing twice."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable

import pytest

from chiron.adapters.llm.fake import FakeModel
from chiron.core.language.guard.cutting import Cutter
from chiron.core.language.guard.keys import StepKeys
from chiron.core.language.guard.scene import Scene
from chiron.core.language.prompts import Ground
from chiron.core.learning.decide import Words
from chiron.core.learning.state import Piece
from chiron.core.words import Move, MoveKind, Outcome, Source
from chiron.engine.dialogue.converse import Patience, Sentence, Spoken, Voice, Waiting, Whole, converse
from chiron.ports.llm import Ask, Ended, Event, Unreachable, Used
from chiron.ports.llm import Piece as Said

AUTHORED = "What undoes adding four?"
SCENE = Scene(StepKeys("numeric", ("7",), "Solve $x + 4 = 11$"), outcome=Outcome.INCORRECT)
SHORT = Patience(first=0.4, total=0.8, held=0.8)
"""For what never comes."""
LONG = Patience(first=100, total=200, held=200)
"""For what must come, however busy the machine is."""


def words(kind: MoveKind = MoveKind.ASK) -> Words:
    return Words("turn", Move(kind, "asked"), (Piece(AUTHORED, Source.COURSE),), "item")


def ground(kind: MoveKind = MoveKind.ASK) -> Ground:
    return Ground(kind, "asked", (AUTHORED,))


async def heard(
    voice: Voice, kind: MoveKind = MoveKind.ASK, hold: bool = False, patience: Patience = LONG
) -> list[Spoken]:
    return [event async for event in converse(words(kind), ground(kind), SCENE, voice, hold=hold, patience=patience)]


def of(events: list[Spoken]) -> Whole:
    """The whole; it comes once, last, after Waiting."""
    assert isinstance(events[0], Waiting)
    assert [isinstance(event, Whole) for event in events].count(True) == 1
    last = events[-1]
    assert isinstance(last, Whole)
    return last


def saying(*tries: str, by: int = 3) -> Callable[[Ask], AsyncGenerator[Event, None]]:
    """A voice that says one text after the other, a few letters at a time; ``asks`` counts."""
    left = list(tries)

    async def voice(_: Ask) -> AsyncGenerator[Event, None]:
        text = left.pop(0)
        for place in range(0, len(text), by):
            yield Said(text[place : place + by])
        yield Used("fake", 10, 0, 10)
        yield Ended("done")

    return voice


async def test_good_words_come_sentence_by_sentence_and_are_labelled_as_a_models() -> None:
    events = await heard(saying("Look at both sides. What was done to the letter?"))
    assert [event.text for event in events if isinstance(event, Sentence)] == [
        "Look at both sides.", "What was done to the letter?",
    ]  # fmt: skip
    whole = of(events)
    assert whole.by == "fake"
    assert [(piece.text, piece.source) for piece in whole.words.pieces] == [
        ("Look at both sides. What was done to the letter?", Source.MODEL)
    ]


async def test_under_the_age_line_nothing_comes_before_the_whole_was_checked() -> None:
    events = await heard(saying("Look at both sides. What was done?"), hold=True)
    assert [type(event) for event in events] == [Waiting, Whole]
    assert of(events).by == "fake"
    leak = await heard(saying("Look at both sides. It is 7.", "Look at both sides. It is 7!"), hold=True)
    assert [type(event) for event in leak] == [Waiting, Whole]
    assert "7" not in " ".join(piece.text for piece in of(leak).words.pieces)


async def test_a_stopped_sentence_is_asked_for_once_more_and_the_model_is_told_the_rule() -> None:
    asked: list[Ask] = []
    inner = saying("Look at both sides. It is 7.", "Look at both sides. What undoes it?")

    def voice(ask: Ask) -> AsyncGenerator[Event, None]:
        asked.append(ask)
        return inner(ask)

    events = await heard(voice)
    assert [event.text for event in events if isinstance(event, Sentence)] == ["Look at both sides.", "What undoes it?"]
    whole = of(events)
    assert [(each.rule, each.sentence, each.asking) for each in whole.stopped] == [("answer-said", 2, 1)]
    assert "answer-said" in asked[1].messages[-1].text
    assert "Look at both sides." in asked[1].messages[-1].text
    assert asked[0].messages[0] == asked[1].messages[0]


async def test_a_model_that_leaks_every_time_is_heard_twice_and_the_authored_words_stand() -> None:
    whole = of(await heard(saying("It is 7.", "x = 7", "never asked")))
    assert whole.words == words()
    assert whole.by is None
    assert [each.asking for each in whole.stopped] == [1, 2]
    assert whole.ended == "stopped"


@pytest.mark.parametrize("hold", [False, True])
@pytest.mark.parametrize(
    "manner", ["blurting", "flattering", "wrong-language", "slow", "endless", "garbage", "silent", "down"]
)
async def test_however_bad_a_model_is_the_authored_words_are_said(manner: str, hold: bool) -> None:
    model = FakeModel(manner=manner, answer="7")  # type: ignore[arg-type]
    whole = of(await heard(model.stream, MoveKind.HINT, hold, SHORT))
    assert any(piece.text == AUTHORED and piece.source is Source.COURSE for piece in whole.words.pieces)
    assert whole.ended != "done"
    assert model.open == 0


async def test_a_model_that_breaks_off_is_finished_by_the_authored_words_where_they_are_needed() -> None:
    model = FakeModel(manner="cut-off", says="Look at both sides. What was done to the letter in the first line?")
    whole = of(await heard(model.stream, MoveKind.HINT))
    assert [piece.source for piece in whole.words.pieces] == [Source.MODEL, Source.COURSE]
    assert whole.words.pieces[0].text == "Look at both sides."
    short = of(await heard(FakeModel(manner="cut-off", says="Look at both sides. What was done to it?").stream))
    assert [piece.source for piece in short.words.pieces] == [Source.MODEL]


async def test_what_is_said_again_is_said_once() -> None:
    events = await heard(saying("Look at both sides. Look at both sides. Look at both sides."))
    assert len([event for event in events if isinstance(event, Sentence)]) == 1


async def test_no_more_is_said_than_is_good() -> None:
    text = " ".join(f"Look at part {letter} of it." for letter in "abcdefghijkl")
    events = await heard(saying(text))
    assert len([event for event in events if isinstance(event, Sentence)]) == SHORT.sentences


async def test_an_error_that_nobody_foresaw_costs_words_only() -> None:
    async def broken(_: Ask) -> AsyncGenerator[Event, None]:
        yield Said("Look ")
        raise ZeroDivisionError

    assert of(await heard(broken)).words == words()


@pytest.mark.parametrize("kind", [MoveKind.REFER, MoveKind.SHOW])
async def test_where_help_is_and_what_was_worked_is_never_put_in_a_models_words(kind: MoveKind) -> None:
    def voice(_: Ask) -> AsyncGenerator[Event, None]:
        raise AssertionError("nobody may be asked")

    assert of(await heard(voice, kind)).words == words(kind)


async def test_quotations_stay_beside_a_models_words() -> None:
    quoted = Piece("A bracket is a block.", Source.COURSE, "Brackets", "brackets", quoted=True)
    said = Words("turn", Move(MoveKind.EXPLAIN, "quoted"), (quoted,), "item")
    voice = saying("Think of a bracket as one block.")
    events = [
        event async for event in converse(said, ground(MoveKind.EXPLAIN), SCENE, voice, hold=False, patience=LONG)
    ]
    assert [piece.source for piece in of(events).words.pieces] == [Source.MODEL, Source.COURSE]


async def test_hanging_up_closes_the_models_stream() -> None:
    model = FakeModel(says="Look at both sides. What was done to the letter? Say it.")
    stream = converse(words(), ground(), SCENE, model.stream, hold=False, patience=LONG)
    async for event in stream:
        if isinstance(event, Sentence):
            break
    await stream.aclose()
    assert model.open == 0


async def test_a_fault_before_the_first_word_leaves_its_code() -> None:
    model = FakeModel()
    model.faults = [Unreachable("gone")]
    whole = of(await heard(model.stream))
    assert (whole.words, whole.ended) == (words(), Unreachable.code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("It is 3.5 m long. Yes.", ["It is 3.5 m long.", "Yes."]),
        ("See $x = 3. y = 4.$ there. Go on.", ["See $x = 3. y = 4.$ there.", "Go on."]),
        ("It costs $7. Two cost $14.50. So?", ["It costs $7.", "Two cost $14.50.", "So?"]),
        ("Take e.g. the first. Then\nthe next", ["Take e.g. the first.", "Then", "the next"]),
        ("“Why?” she asks. ¿Por qué? Sí.", ["“Why?”", "she asks.", "¿Por qué?", "Sí."]),
    ],
)
@pytest.mark.parametrize("by", [1, 4, 100])
def test_sentences_are_cut_alike_however_the_stream_comes(text: str, expected: list[str], by: int) -> None:
    cutter, found = Cutter(), []
    for place in range(0, len(text), by):
        found += cutter.feed(text[place : place + by])
    assert [each for each in [*found, cutter.rest()] if each] == expected
