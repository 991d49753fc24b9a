"""A grade opened: what was typed, how it was read, what shows it; and nothing that gives an open step away."""

from __future__ import annotations

from typing import Any

import pytest

from chiron.core.learning.decide import made_item
from chiron.core.learning.grounds import ENTRIES, Grounds, Reader, grounds, grounds_kept, shown
from chiron.core.learning.interactions import interaction
from chiron.core.learning.standing import standings
from chiron.core.words import Outcome, Verdict
from tests.core.interactions.trying import every_example, form_of, made
from tests.core.judged import judged
from tests.core.learner import Learner
from tests.core.test_judged_otherwise import attempts
from tests.core.tiny import tiny
from tests.web.every_kind import every_kind

MARK = "zebra"


def solving(lines: str) -> Learner:
    """Ada solves 3x + 5 = 20 by these lines."""
    ada = Learner(every_kind())
    ada.start("skill", "working")
    step = ada.step
    kind = interaction(step.kind)
    response = kind.read(step.task, {"answer": lines.splitlines()})
    ada.respond(response, kind.grade(step.task, step.key, response))
    return ada


def opened(ada: Learner, reader: Reader = "staff", language: str = "en") -> Grounds:
    """Her last attempt, opened."""
    one = list(standings(ada.events).values())[-1]
    return grounds(one, ada.frame.course, made_item(ada.state.item, ada.setting).steps[-1], reader, language)  # type: ignore[arg-type]


def test_a_wrong_line_is_opened_with_its_idea_and_numbers_to_try() -> None:
    why = opened(solving("3x = 25"))
    assert why.typed == ("3x = 25",)
    assert why.lines == (("$3 x = 25$", "wrong"),)
    assert why.wrong == "Moves a term without changing its sign"
    assert why.counterexample is not None
    assert why.counterexample.startswith("Try")
    assert (why.first, why.outcome, why.checker) == (Outcome.INCORRECT, Outcome.INCORRECT, "working@2")
    assert why.proof["next"]
    assert why.proof["made"]
    assert not why.other


def test_it_is_worded_in_the_language_of_whoever_reads() -> None:
    ada = solving("3x = 25")
    assert opened(ada, language="es").wrong not in (None, opened(ada).wrong)


def test_what_is_kept_on_the_page_says_the_same_as_the_log() -> None:
    ada = solving("3x = 25")
    step = made_item(ada.state.item, ada.setting).steps[-1]  # type: ignore[arg-type]
    assert ada.state.item is not None
    (kept,) = ada.state.item.step(step.id).attempts
    assert grounds_kept(kept, ada.frame.course, step, "staff", "en") == opened(ada)


def test_a_judgement_since_then_stands_beside_the_checkers() -> None:
    ada = Learner(tiny())
    ada.start("skill", "first")
    ada.answer("1")
    judged(ada, attempts(ada)[-1], Outcome.CORRECT)
    why = opened(ada)
    assert (why.first, why.outcome, why.by) == (Outcome.INCORRECT, Outcome.CORRECT, "person")
    judged(ada, attempts(ada)[-1], Outcome.PARTLY, "grade.replayed")
    why = opened(ada)
    assert (why.first, why.outcome, why.by, why.checker) == (Outcome.PARTLY, Outcome.PARTLY, "checker", "numeric@2")
    assert why.before


@pytest.mark.parametrize("entry", [*ENTRIES, "of-a-stranger"])
def test_nothing_that_gives_it_away_is_shown_of_an_open_step(entry: str) -> None:
    ada = Learner(tiny())
    ada.start("skill", "first")
    step = ada.step
    response = interaction(step.kind).read(step.task, {"answer": ["1"]})
    ada.respond(response, Verdict(Outcome.INCORRECT, "numeric@1", proof={entry: MARK}))
    safe = entry in ENTRIES and ENTRIES[entry][0]
    assert (MARK in repr(opened(ada, "open"))) is safe
    assert (MARK in repr(opened(ada, "learner"))) is (entry in ENTRIES)
    assert MARK in repr(opened(ada, "staff"))


def test_the_next_step_and_the_answer_are_closed() -> None:
    """The list itself: whoever opens an entry decides so here as well."""
    closed = {name for name in ENTRIES if not shown(name, "open")}
    assert closed == {"next", "made", "missing", "by", "chance", "accept_at", "reject_at"}


@pytest.mark.parametrize(("kind", "example"), [pytest.param(*each, id=each[0]) for each in every_example()])
def test_every_kind_keeps_what_was_typed_and_shows_how_it_was_read(kind: str, example: dict[str, Any]) -> None:
    found, _, task, key = made(kind, example)
    for attempt in example["tries"]:
        if "unread" in attempt:
            continue
        form = form_of(task, attempt)
        response = found.read(task, form)
        assert found.describe(task, response)
        texts = {text.strip() for values in found.typed(response).values() for text in values if text.strip()}
        assert texts <= {
            line.strip() for values in form.values() for text in values for line in (text, *text.splitlines())
        }
        assert texts or response in ([], {"picked": []}), "nothing typed is kept"
        entries = set(found.grade(task, key, response).proof)
        assert entries <= ENTRIES.keys(), "docs/reference/grades.md lists every entry of a proof"
