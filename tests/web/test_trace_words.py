"""No code of a trace is shown to a person where there are words for it."""

from __future__ import annotations

from dataclasses import fields

from chiron.core.events import KINDS
from chiron.core.language.guard.words import RULES as GUARD
from chiron.core.language.guard.words import TOO_LONG
from chiron.core.language.prompts import Ground, Learner, Shown, Turn, build
from chiron.core.language.prompts.measured import parts
from chiron.core.language.reading import Intent
from chiron.core.learning.replay import ABOUT, UNCOMPARED, Difference
from chiron.core.learning.turns import FIRST
from chiron.core.words import MoveKind
from chiron.engine.dialogue.converse import UNFOUNDED
from chiron.faces.web import trace_words
from chiron.faces.web.wording import trace_words as evidence_words


def test_every_reading_turn_move_and_rule_has_words() -> None:
    assert {intent.value for intent in Intent} == set(trace_words.READ_AS)
    assert set(trace_words.STARTED) >= FIRST
    assert {move.value for move in MoveKind} <= set(trace_words.MOVES)
    assert {*GUARD, TOO_LONG, UNFOUNDED} <= set(trace_words.RULES)


def test_every_part_of_a_prompt_has_words() -> None:
    learner = Learner("en", "teen", "new", "Everything", ("short",))
    whole = Ground(
        MoveKind.HINT, "asked", ("Look.",), learner, Shown("Skill", "Item"), (), (Turn(True, "hi"),),
        (("Heading", "Text"),), ("Be brief.",), ("likes football",), "One item.",
    )  # fmt: skip
    assert {each.name for each in fields(Ground)} >= {"facts", "summary"}
    assert set(parts(build(whole))) <= set(trace_words.PROMPT)


def test_what_is_decided_otherwise_is_told_in_words() -> None:
    told = Difference("words.said", "reason", "a", "b")
    assert trace_words.what_words(told) == "The tutor’s words: the reason"
    order = Difference("turn", "events", ["hint.taken", "words.said"], [])
    assert trace_words.what_words(order) == "The turn: what was noted"
    assert trace_words.value_words(order, order.was) == "A hint was asked for; The tutor’s words"
    assert trace_words.value_words(order, order.now) == "–"
    kinds = {"session.started", "session.ended", "item.opened", "step.attempted", "hint.taken", "words.said"}
    compared = {name for kind in kinds for name in KINDS[kind].fields} | set(ABOUT)
    known = {*trace_words.FIELDS, *UNCOMPARED, "session", "turn", "seconds", "unsure"}
    assert compared <= known, "ids, and what the page alone knows, are shown by name"


def test_an_answer_by_a_program_is_told_as_such() -> None:
    assert evidence_words("correct", 1, None, True) == "Right, handed in by another program: counts as with a hint"
    assert evidence_words("incorrect", 1, None, True) == "Not yet (handed in by another program)"
    assert evidence_words("correct", 1) == "Right, with hint 1"
