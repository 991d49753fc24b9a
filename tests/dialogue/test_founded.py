"""An answer to a free question claims what the cited passages say; what is beyond them is left out, or labelled."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from chiron.core.language.answering.support import Near, lacks
from chiron.core.language.guard.keys import StepKeys
from chiron.core.language.guard.scene import Scene
from chiron.core.language.lines import line
from chiron.core.language.prompts import Ground
from chiron.core.learning.decide import Words
from chiron.core.learning.state import Piece
from chiron.core.words import Move, MoveKind, Source
from chiron.engine.dialogue.converse import Sentence, Whole, converse
from chiron.ports.embeddings import EmbeddingsAway
from tests.dialogue.test_converse import LONG, of, saying

PASSAGE = "Mitochondria release the energy of sugar. Mitochondria do not make sugar; 2 membranes surround each of them."
SAID = Piece(PASSAGE, Source.COURSE, "Energy", "organelles", quoted=True)
SILENT = Piece("The course does not say anything about that.", Source.CHIRON)
OPEN = Scene(StepKeys("numeric", ("7",), "Solve $x + 4 = 11$"))


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("The energy of sugar is released by mitochondria.", None),
        ("Each of them is surrounded by two membranes.", None),
        ("Mitochondria do not make sugar.", None),
        ("Do mitochondria make light?", None),
        ("Good question!", None),
        ("Try the step with that.", None),
        ("The course does not say more about ribosomes.", None),
        ("Mitochondria make sugar.", "negation"),
        ("Mitochondria do not release the energy of sugar.", "negation"),
        ("Each of them is surrounded by three membranes.", "number"),
        ("Mitochondria release 90 kilojoules.", "words"),
        ("Ribosomes join amino acids into proteins.", "words"),
        ("Remember that 5 membranes surround mitochondria.", "number"),
    ],
)
def test_what_a_claim_lacks_in_a_passage(claim: str, why: str | None) -> None:
    found = lacks(claim, [PASSAGE], "en")
    assert (found.why if found else None) == why


def test_one_of_several_passages_is_enough_and_without_any_nothing_is() -> None:
    other = "Ribosomes join amino acids into proteins."
    assert lacks(other, [PASSAGE, other], "en") is None
    assert lacks(other, [], "en") is not None
    assert lacks("Las mitocondrias liberan energía.", ["Las mitocondrias liberan la energía del azúcar."], "es") is None
    assert lacks("Las mitocondrias no liberan energía.", ["Las mitocondrias liberan la energía."], "es") is not None


async def answered(reason: str, piece: Piece, says: str, beyond: bool) -> tuple[list[str], Whole]:
    words = Words("turn", Move(MoveKind.EXPLAIN, reason), (piece,), "item")
    ground = Ground(MoveKind.EXPLAIN, reason, (piece.text,))
    spoken = converse(words, ground, OPEN, saying(says), hold=False, patience=LONG, beyond=beyond)
    events = [event async for event in spoken]
    return [event.text for event in events if isinstance(event, Sentence)], of(events)


FOUNDED, MADE_UP = "Mitochondria release the energy of sugar.", "They were discovered by Albert Kölliker."


async def test_what_no_passage_says_is_left_out_and_listed() -> None:
    shown, whole = await answered("quoted", SAID, f"{FOUNDED} {MADE_UP} Shall we go on?", beyond=False)
    assert shown == [FOUNDED, "Shall we go on?"]
    assert [(piece.text, piece.source) for piece in whole.words.pieces] == [
        (f"{FOUNDED} Shall we go on?", Source.MODEL), (PASSAGE, Source.COURSE),
    ]  # fmt: skip
    assert [(each.rule, each.asking) for each in whole.stopped] == [("unfounded", 1)]
    assert whole.ended == "done"


async def test_where_nothing_else_was_said_the_quotation_stands_alone() -> None:
    shown, whole = await answered("quoted", SAID, MADE_UP, beyond=False)
    assert (shown, whole.by, whole.words.pieces) == ([], None, (SAID,))


async def test_general_knowledge_comes_last_and_labelled_where_the_school_allows_it() -> None:
    label = line("beyond-course", "en")
    shown, whole = await answered("not-in-course", SILENT, f"The course does not say. {MADE_UP}", beyond=True)
    assert shown == ["The course does not say."], "nothing unchecked is shown before its label is"
    assert [(piece.text, piece.title) for piece in whole.words.pieces] == [
        ("The course does not say.", None), (MADE_UP, label),
    ]  # fmt: skip
    shown, whole = await answered("not-in-course", SILENT, MADE_UP, beyond=True)
    assert [(piece.text, piece.title) for piece in whole.words.pieces] == [(SILENT.text, None), (MADE_UP, label)]
    shown, whole = await answered("not-in-course", SILENT, MADE_UP, beyond=False)
    assert whole.words.pieces == (SILENT,)


async def test_the_guard_reads_what_is_beyond_the_course_too() -> None:
    _, whole = await answered("not-in-course", SILENT, "The solution of this equation is 7.", beyond=True)
    assert whole.words.pieces == (SILENT,)


async def test_a_hint_is_not_measured_against_passages() -> None:
    shown, _ = await answered("asked", SAID, "Both sides of an equation weigh the same.", beyond=False)
    assert shown == ["Both sides of an equation weigh the same."]


WORDED = "Cells obtain their power by taking fuel apart, in the mitochondria."
DENIED = "Cells never obtain their power by taking fuel apart, in the mitochondria."
COUNTED = "Cells obtain their power by taking fuel apart, in 5 mitochondria."
NAMED = "Cells obtain their power by taking fuel apart, as Brown saw, in the mitochondria."


@pytest.mark.parametrize(
    ("claim", "cosine", "why"),
    [
        (WORDED, 0.0, "words"),
        (WORDED, 0.9, None),
        (DENIED, 0.9, "negation"),
        (COUNTED, 0.9, "number"),
        (NAMED, 0.9, "words"),
        ("Birds sing at dawn in spring.", 0.9, "words"),
    ],
)
def test_what_is_near_in_meaning_is_supported_where_numbers_names_and_denials_are_the_same(
    claim: str, cosine: float, why: str | None
) -> None:
    passage = "Mitochondria release the energy of sugar."
    found = lacks(claim, [passage], "en", [Near(cosine, passage)])
    assert (found.why if found else None) == why


@pytest.mark.parametrize(("cosines", "kept"), [([0.9], True), ([0.3], False), ([], False), (None, False)])
async def test_a_paraphrase_stands_where_meaning_is_compared_and_falls_where_it_cannot_be(
    cosines: list[float] | None, kept: bool
) -> None:
    async def alike(claim: str, passages: Sequence[str]) -> list[Near]:
        assert (claim, list(passages)) == (WORDED, [PASSAGE])
        if cosines is None:
            raise EmbeddingsAway("Nobody answered.")
        return [Near(cosine, "Mitochondria release the energy of sugar.") for cosine in cosines]

    words = Words("turn", Move(MoveKind.EXPLAIN, "meaning"), (SAID,), "item")
    ground = Ground(MoveKind.EXPLAIN, "meaning", (PASSAGE,))
    spoken = converse(words, ground, OPEN, saying(WORDED), hold=False, patience=LONG, alike=alike)
    events = [event async for event in spoken]
    assert ([event.text for event in events if isinstance(event, Sentence)] == [WORDED]) is kept
