"""What people decided of earlier answers judges the same words; other words only where there is enough to compare."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chiron.core.learning.answers.decisions import Agreed, Decision, agreed
from chiron.core.learning.interactions.short_text import INTERACTION
from chiron.core.learning.interactions.short_text.grader import MANY, NAMED, same_words
from chiron.core.words import Json, Outcome, Verdict

KEY: dict[str, Json] = {
    "context": "Why is it dark in the kitchen?",
    "reference": ["The safety switch opened the circuit because a fuse tripped."],
    "key_ideas": [],
    "wrong": [],
    "graded": [],
    "accept_at": 0.9,
    "reject_at": 0.05,
    "language": "en",
}
RIGHT = ("the fuse has tripped", "because a fuse tripped", "it tripped the fuse", "a fuse must have tripped")
WRONG = ("the moon came out", "it was night outside", "because of the moon at night", "the sun went away")


def decisions(*judged: tuple[str, bool]) -> list[Decision]:
    return [Decision(f"e{n}", right, {"typed": text}) for n, (text, right) in enumerate(judged)]


def many() -> list[Decision]:
    """Enough of them, in words of their own."""
    pairs = [(f"{text}{more}", side) for more in ("", " I think", " again", " for sure") for side, texts in
             ((True, RIGHT), (False, WRONG)) for text in texts]  # fmt: skip
    return decisions(*pairs)


def judged(text: str, earlier: list[Decision], **changed: Any) -> Verdict:
    key, response = {**KEY, **changed}, {"typed": text}
    verdict = INTERACTION.grade({}, key, response)
    return INTERACTION.recalled({}, key, response, verdict, earlier)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The fuse tripped.", "  the FUSE   tripped", True),
        ("It's “tripped”", 'it\'s "tripped"', True),
        ("the fuse tripped", "the fuse tripped?", False),
        ("CO is poison", "Co is poison", False),
        ("2 mW", "2 MW", False),
        ("CO2 rises", "co2 rises", False),
        ("IT IS HEAT", "it is heat", True),
        ("No, it is heat", "no it is heat", False),
        ("a > b", "a < b", False),
        ("-5 degrees", "5 degrees", False),
        ("...", "!!", False),
    ],
)
def test_the_same_words(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same
    assert same_words(other, one) is same


def test_decisions_agree_or_say_nothing() -> None:
    right, wrong = Decision("a", True), Decision("b", False)
    assert agreed([]) is None
    assert agreed([right, replace(right, id="c")]) == Agreed(True, ("a", "c"))
    assert agreed([right, wrong]) is None
    assert agreed([right, replace(wrong, again=True)]) == Agreed(False, ("b",))
    assert agreed([right, replace(wrong, again=True), replace(right, id="d")]) is None


@pytest.mark.parametrize(("right", "outcome"), [(True, Outcome.CORRECT), (False, Outcome.INCORRECT)])
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_same_words_are_judged_as_they_were_in_any_language(right: bool, outcome: Outcome, language: str) -> None:
    text = "a fuse went off"
    assert judged(text, [], language=language).outcome is Outcome.PERSON
    found = judged(text, decisions(("A fuse went off.", right)), language=language)
    assert (found.outcome, found.credit, found.misconception) == (outcome, float(right), None)
    assert found.proof["by"] == "decisions"
    assert found.proof["decisions"] == {"count": 1, "right": right, "ids": ["e0"]}
    assert "fuse" not in str(found.proof)


def test_few_of_many_decisions_are_named_and_all_are_counted() -> None:
    found = judged("a fuse went off", decisions(*[("a fuse went off", True)] * 9))
    assert found.proof["decisions"]["count"] == 9
    assert found.proof["decisions"]["ids"] == [f"e{n}" for n in range(9 - NAMED, 9)]


def test_a_verdict_of_the_checkers_own_stays() -> None:
    text = KEY["reference"][0]
    assert judged(text, decisions((text, False))).outcome is Outcome.CORRECT
    says = [{"says": ["moon"], "misconception": None, "feedback": "Not the moon."}]
    assert judged("the moon", decisions(("the moon", True)), wrong=says).outcome is Outcome.INCORRECT


def test_answers_that_the_author_lists_judge_their_own_words() -> None:
    found = judged("a fuse went off", [], graded=[["A fuse went off", True]])
    assert (found.outcome, found.proof["by"]) == (Outcome.CORRECT, "graded")
    both = [["A fuse went off", True], ["a fuse went off", False]]
    assert judged("a fuse went off", [], graded=both).outcome is Outcome.PERSON


LIKE = "a fuse has tripped again"


@pytest.mark.parametrize(("text", "outcome"), [(LIKE, Outcome.CORRECT), ("it was night", Outcome.INCORRECT)])
def test_many_decisions_judge_what_is_like_them_and_say_so(text: str, outcome: Outcome) -> None:
    assert judged(text, []).outcome is Outcome.PERSON
    found = judged(text, many())
    assert found.outcome is outcome
    assert found.proof["learnt"] == {"count": len(many()), "ids": [one.id for one in many()[-NAMED:]]}
    assert found.proof["by"].endswith("/warm")
    assert judged(text, many()[: MANY - 1]).outcome is Outcome.PERSON
    assert judged(text, many(), language="de").outcome is Outcome.PERSON


def test_many_decisions_do_not_stand_in_for_a_key_idea() -> None:
    assert judged(LIKE, many(), key_ideas=[["fuse"]]).outcome is Outcome.CORRECT
    lacking = judged(LIKE, many(), key_ideas=[["switch", "circuit"]])
    assert (lacking.outcome, lacking.proof["missing"]) == (Outcome.PERSON, ["switch"])


@pytest.mark.parametrize(
    "text", ["the fuse has not tripped", "the moon tripped", "tripped has fuse the", "the cable burned", "night"]
)
def test_many_decisions_accept_nothing_that_only_looks_like_them(text: str) -> None:
    assert judged(text, many()).outcome is not Outcome.CORRECT


def test_what_was_judged_both_ways_is_not_left_to_the_model() -> None:
    both = [*many(), *decisions((LIKE, True), (LIKE, False))]
    assert judged(LIKE, both).outcome is Outcome.PERSON
