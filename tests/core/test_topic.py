"""Short questions are read with what they lean on; what a question builds on and is missing is said first."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from chiron.core.language.answer import TalkContext, respond
from chiron.core.language.answering.passages import passages
from chiron.core.language.answering.retrieval import Index
from chiron.core.language.answering.topic import Said, in_full, leans, of_term, topic
from chiron.core.language.lines import line
from chiron.core.language.reading import read
from chiron.core.learning import commands as c
from chiron.core.learning.course import Course
from chiron.core.learning.decide import TalkSetting, Words, words_draft
from chiron.core.learning.decide.missing import missing_first
from chiron.core.learning.decide.talk import asked_in, say
from chiron.core.learning.mastery import Observation
from chiron.core.learning.state import Said as Turn
from chiron.core.learning.state import SkillRecord
from chiron.core.words import Move, MoveKind, Passage
from tests.core.learner import Learner
from tests.core.tiny import tiny

SALT = Passage("transport", "Osmosis", "Water moves through the membrane to the side with more salt.", 0)
WHY = Passage("transport", "Osmosis", "It does so because the membrane holds the salt back.", 1)
PUMPS = Passage("transport", "Pumps", "Pumps move salt through the membrane and need energy.", 2)
ENERGY = Passage("organelles", "Energy", "Mitochondria release the energy of sugar.", 0)
INDEX = Index.build([SALT, WHY, PUMPS, ENERGY])
ASKED = Said(True, "How does water move through the membrane?")
TOLD = Said(False, SALT.text, (SALT,))


def answered(question: str, *said: Said) -> list[str]:
    context = TalkContext("en", "cell", "transport", topic=topic(said, "en"), asked=question)
    return [each.text for each in respond(read(question, "en"), context, INDEX)[1]]


@pytest.mark.parametrize("question", ["and why is that?", "why?", "how so?", "and the other one?", "tell me more"])
def test_a_question_without_words_of_its_own_leans(question: str) -> None:
    assert leans(question, "en")
    assert "water move" in in_full(question, topic([ASKED, TOLD], "en"), "en")
    assert in_full(question, None, "en") == question


@pytest.mark.parametrize("question", ["¿y por qué?", "¿y el otro?"])
def test_so_does_one_in_spanish(question: str) -> None:
    assert leans(question, "es")


@pytest.mark.parametrize("question", ["What is a mitochondrion?", "Does sugar release energy?", "x " * 40])
def test_a_question_with_words_of_its_own_stands_alone(question: str) -> None:
    assert not leans(question, "en")


def test_one_word_and_a_pronoun_lean() -> None:
    assert leans("does it need energy?", "en")
    assert not leans("do pumps need energy?", "en")


def test_why_is_answered_with_the_reason_and_not_with_the_same_again() -> None:
    assert answered("and why is that?", ASKED, TOLD) == [WHY.text]


def test_the_other_one_is_what_was_not_quoted_yet() -> None:
    asked = Said(True, "What moves through the membrane?")
    assert answered("and the other one?", asked, TOLD, Said(True, "why?"), Said(False, WHY.text, (WHY,))) == [
        PUMPS.text
    ]


LEAF = Passage("organelles", "Chloroplasts", "A chloroplast makes sugar from light and has two membranes.", 0)
PUMPED = Passage(
    "transport", "Pumps", "Two membranes with pumps make sugar move, because sugar does not come through by itself.", 0
)


def test_why_after_a_term_asks_about_the_term_and_not_about_the_skill_in_hand() -> None:
    asked = Said(True, "What makes sugar, with two membranes?")
    about = topic([asked, Said(False, "It makes sugar.", (), ("chloroplast",))], "en")
    context = TalkContext("en", "cell", "transport", topic=about, asked="and why is that?")
    said = respond(read("and why is that?", "en"), context, Index.build((LEAF, PUMPED)))[1]
    assert [each.text for each in said] == [LEAF.text]


def test_a_term_is_known_by_its_other_names_too() -> None:
    entry = SimpleNamespace(term="plastid", also=("chloroplast",), meaning="A part of a plant's cell.")
    about = topic([Said(True, "What is a plastid?"), Said(False, entry.meaning, (), ("plastid",))], "en")
    assert about is not None
    found = Index.build([LEAF, PUMPED]).find("chloroplast sugar membrane", 5)
    assert [each.passage for each in of_term(found, about, ("plastid", "chloroplast"), "en")] == [LEAF]
    assert of_term(found, about, ("plastid",), "en") == []
    assert of_term(found, replace(about, quoted=(PUMPED,)), ("plastid",), "en") == found


def test_without_a_topic_nothing_is_made_up() -> None:
    assert answered("and why is that?") == [line("not-in-course", "en")]
    assert topic([ASKED, Said(False, "Look at the sign.")], "en") is None, "a hint came after it"
    assert topic([Said(True, "why?"), TOLD], "en") is None, "nobody asked anything"


def test_a_topic_ends_where_another_begins() -> None:
    found = topic([ASKED, TOLD, Said(True, "What do mitochondria do?"), Said(False, ENERGY.text, (ENERGY,))], "en")
    assert found is not None
    assert found.quoted == (ENERGY,)
    assert "mitochondria" in found.about


def weak(answers: int, credit: float) -> Learner:
    """Ada after so many answers in the first skill; the second needs it."""
    ada = Learner(tiny())
    model = ada.frame.model
    estimate = model.estimate(ada.frame.course, "first", {}, ada.setting.when)
    for number in range(answers):
        estimate = model.update(estimate, Observation(credit, ada.setting.when, f"item-{number}"))
    if answers:
        ada.state = replace(ada.state, skills={"first": SkillRecord(estimate=estimate, opportunities=answers)})
    return ada


ANSWER = Move(MoveKind.EXPLAIN, "quoted", skill="second")


def test_what_a_question_builds_on_and_is_missing_is_said_first_with_the_way_there() -> None:
    ada = weak(6, 0.0)
    lead = missing_first(ANSWER, ada.state, ada.setting)
    assert lead is not None
    assert lead.text == line("missing-first", "en", title="First")
    assert lead.link == "first"
    assert missing_first(replace(ANSWER, reason="not-in-course"), ada.state, ada.setting) is None
    assert missing_first(replace(ANSWER, skill="first"), ada.state, ada.setting) is None, "it builds on nothing"


@pytest.mark.parametrize(("answers", "credit"), [(0, 0.0), (1, 0.0), (6, 1.0)])
def test_what_nobody_asked_or_what_is_firm_is_not_called_missing(answers: int, credit: float) -> None:
    ada = weak(answers, credit)
    assert missing_first(ANSWER, ada.state, ada.setting) is None


def test_it_is_said_once_beside_an_item_and_never_where_there_is_no_help() -> None:
    ada = weak(6, 0.0)
    lead = missing_first(ANSWER, ada.state, ada.setting)
    assert lead is not None
    skills = ada.state.skills
    ada.start("skill", "second")
    assert ada.state.item is not None
    item = replace(ada.state.item, purpose="practice", talk=())
    fresh = replace(ada.state, skills=skills, item=item)
    assert missing_first(ANSWER, fresh, ada.setting) == lead
    told = replace(item, talk=(Turn("t", "tutor", (lead,), ada.setting.when),))
    assert missing_first(ANSWER, replace(fresh, item=told), ada.setting) is None
    assert missing_first(ANSWER, replace(fresh, item=replace(item, purpose="test")), ada.setting) is None


LESSON = "## Balance\n\nAn equation is a balance of two sides.\n\nIt stays so because both sides change alike.\n"


def test_the_talk_beside_an_item_is_remembered_from_one_message_to_the_next() -> None:
    body = tiny().model_dump(mode="json")
    for number, each in enumerate(body["units"][0]["skills"]):
        each["lesson"] = LESSON if number == 0 else "## Other\n\nNothing of the kind.\n"
    ada = Learner(Course.model_validate(body))
    ada.start("skill", "first")
    index = Index.build(passages(ada.frame.course))

    def ask(number: int, text: str) -> Words:
        assert ada.state.item is not None
        setting = replace(ada.setting, talk=TalkSetting(index=index))
        command = c.Say(f"message-{number}", None, ada.state.item.id, text)
        decision = say(ada.state, command, setting)
        assert decision.words is not None
        for draft in (*decision.drafts, words_draft(decision.words, decision.drafts[0])):
            ada.append(draft)
        return decision.words

    assert ask(1, "Is an equation a balance?").pieces[0].text == "An equation is a balance of two sides."
    why = ask(2, "and why is that?")
    assert [piece.text for piece in why.pieces] == ["It stays so because both sides change alike."]
    assert why.move.because["after"] == "Is an equation a balance?"
    assert ada.state.item is not None
    setting = replace(ada.setting, talk=TalkSetting(index=index))
    full = asked_in(ada.state, c.Say("message-3", None, ada.state.item.id, "why?"), setting)
    assert full.startswith("Is an equation a balance?")
    assert asked_in(ada.state, c.Say("message-3", None, "another-item", "why?"), setting) == "why?"
