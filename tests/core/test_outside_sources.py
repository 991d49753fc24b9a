"""Other programs and models are told whose problem it is that they show."""

from __future__ import annotations

from chiron.desks.tutoring.outside.asked import question_of, source_text
from chiron.desks.tutoring.views.practice import practice
from tests.core.learner import Learner
from tests.core.others import others

SOURCE = "Source: Free <b>Items</b>; R. Roe; CC BY-NC-ND 4.0"


def asked(skill: str) -> tuple[str, str]:
    """The source of the question of a skill, and the question as one text."""
    ada = Learner(others())
    ada.start("skill", skill)
    ada.study()
    view = practice(ada.state, ada.setting)
    assert view is not None
    question = question_of(view, "en")
    assert question is not None
    return question.source, question.whole("en")


def test_a_question_of_others_says_whose_it_is() -> None:
    source, whole = asked("first")
    assert source == SOURCE
    assert SOURCE in whole


def test_a_question_of_ones_own_says_nothing() -> None:
    source, whole = asked("third")
    assert source == ""
    assert "Source" not in whole


def test_the_address_of_a_source_is_told() -> None:
    assert source_text(others().units[0].readings[0].origin, "en").endswith(
        "; https://books.example/balances?page=1&part=2"
    )


def test_it_is_said_in_the_learners_language_and_on_one_line() -> None:
    origin = others().units[0].readings[0].origin
    assert origin is not None
    made = origin.model_copy(update={"title": "A\n\n# title", "url": ""})
    assert source_text(made, "es") == "Fuente: A # title; Ana Ruiz, Bo Lee; CC BY 4.0"
    assert source_text(None, "es") == ""
