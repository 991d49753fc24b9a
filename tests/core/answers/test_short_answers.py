"""The grader of short answers: what it must never accept, what it says of itself, and that it is what was trained."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import pytest

from chiron.core.learning import answers
from chiron.core.learning.answers import decided_answers, features, slots
from chiron.core.learning.answers.grade import ACCEPT, REJECT, Question, grade, likelihood, says
from chiron.core.learning.answers.knowledge import one_edit
from chiron.core.learning.answers.lexicon import opposed, synonymous
from chiron.core.learning.answers.model import ARTEFACT, artefact, pack, packed_vector, unpacked_vector
from chiron.core.learning.answers.tokens import read

BULB = Question(
    "What happens to the other two bulbs when the middle bulb burns out?",
    ("The other bulbs stay lit because each is in its own closed path with the battery.",),
)
FEVER = Question("What is the name for a body that is far too hot?", ("It is called hyperthermia.",))
CLAY = Question(
    "Why is the clay carried farther into the lake than the sand?",
    ("The clay particles are lighter and smaller, so the water carries them farther.",),
)
SPEED = Question("How fast is the car?", ("The car moves 20 metres in one second.",))

STEAM = Question("What does the heat do?", ("The heat changes the water into steam.",))
BAND = Question("What makes the sound?", ("The rubber band vibrates.",))

NEVER = [
    (STEAM, "The heat changes a gas into steam."),
    (STEAM, "The heat changes the gas water into steam."),
    (STEAM, "The heat changes the steam into water."),
    (STEAM, "The water changes the heat into steam."),
    (STEAM, "The heat changes the water into iron."),
    (STEAM, "The moon changes the water into steam."),
    (BAND, "vibrates rubber The band"),
    (BAND, "rubber vibrates band The"),
    (BAND, "The rubber floor vibrates."),
    (BULB, "The other switches stay lit because each is in its own closed path with the battery."),
    (BULB, "What happens to the other two bulbs when the middle bulb burns out?"),
    (BULB, "The other two bulbs when the middle bulb burns out."),
    (BULB, "The other bulbs do not stay lit because each is in its own closed path with the battery."),
    (BULB, "The other bulbs stay lit because each is not in its own closed path with the battery."),
    (BULB, "The other bulbs stay lit because each is in its own open path with the battery."),
    (BULB, "bulbs stay lit closed path battery"),
    (BULB, "own lit closed because other in the bulbs with each stay path the its is battery"),
    (BULB, "the lit path closed its battery own bulbs each stay other is in with because the"),
    (BULB, "lit path closed own battery bulbs other each"),
    (BULB, "Las otras bombillas siguen encendidas porque cada una tiene su camino cerrado."),
    (BULB, "Die anderen Lampen leuchten weiter, weil jede ihren eigenen Stromkreis hat."),
    (BULB, ""),
    (BULB, "?!"),
    (BULB, "a"),
    (BULB, "the the the the"),
    (BULB, "I don't know"),
    (FEVER, "It is called hypothermia."),
    (FEVER, "hypothermia"),
    (FEVER, "It is not called hyperthermia."),
    (CLAY, "The clay particles are heavier and larger, so the water carries them farther."),
    (CLAY, "The clay particles are not lighter and smaller, so the water carries them farther."),
    (CLAY, "The clay particles are lighter and smaller, so the water never carries them farther."),
    (SPEED, "The car moves 30 metres in one second."),
    (SPEED, "The car moves metres in one second."),
    (SPEED, "The car does not move 20 metres in one second."),
]


@pytest.mark.parametrize(("question", "answer"), NEVER)
def test_what_only_looks_right_is_never_accepted(question: Question, answer: str) -> None:
    assert grade(question, answer).right is not True
    decided = tuple((text, True) for text in (*question.references, *question.references[0].split(", ")))
    taught = replace(question, decided=(*decided, ("it is so", False), ("no", False), ("dunno", False)))
    assert grade(taught, answer).right is not True


@pytest.mark.parametrize("question", [BULB, FEVER, CLAY, SPEED])
def test_the_reference_itself_is_likelier_than_nonsense(question: Question) -> None:
    right, _ = likelihood(question, question.references[0])
    wrong, _ = likelihood(question, "Because my teacher told us on Monday.")
    assert wrong < 0.5 < right
    assert wrong < right - 0.3


def test_a_very_long_answer_and_strange_signs_are_read() -> None:
    for text in ("gap " * 20_000, "\u202e\u200f𝕬" * 50, "é" * 3_000, "1" * 3_000):
        assert grade(BULB, text).right is not True


def test_thresholds_are_kept() -> None:
    found = grade(BULB, BULB.references[0])
    assert not found.warnings
    assert grade(BULB, BULB.references[0], accept=found.chance).right is True
    assert grade(BULB, BULB.references[0], accept=found.chance + 1e-6).right is None
    assert 0 < REJECT < 0.5 < ACCEPT < 1


def test_a_missing_key_idea_is_never_accepted_and_a_present_one_helps() -> None:
    text = BULB.references[0]
    without = replace(BULB, ideas=(("parallel",),))
    assert grade(without, text).right is not True
    assert grade(without, text).missing == (0,)
    with_idea = replace(BULB, ideas=(("own path", "closed path"), ("lit", "stay on")))
    assert grade(with_idea, text).right is True
    denied = grade(with_idea, "The others stay lit because there is no closed path.")
    assert denied.missing == (0,)
    assert denied.right is not True


@pytest.mark.parametrize(
    ("answer", "phrase", "said"),
    [
        ("there is a gap in the circuit", "gap", True),
        ("there is no gap in the circuit", "gap", False),
        ("there is no gap in the circuit", "no gap", True),
        ("the circuit has gaps", "gap", True),
        ("path that is closed", "closed path", False),
        ("a closed and short path", "closed path", True),
        ("nothing", "gap", False),
    ],
)
def test_a_phrase_is_said_in_order_and_not_denied(answer: str, phrase: str, said: bool) -> None:
    assert says(read(answer), phrase) is said


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("The heat changes the water into steam", set()),
        ("I think the heat changes water into steam when you wait", set()),
        ("the heat turns... changes the water to steam", {"put-between"}),
        ("the heat varies the water into steam", set()),
        ("the water changes into steam", {"exchanged"}),  # right, and not to be told from "the steam changes"
        ("the heat changes a gas into steam", {"in-its-place"}),
        ("the heat changes the steam into water", {"exchanged"}),
        ("the heat changes the pot water into steam", {"put-between"}),
    ],
)
def test_what_stands_beside_a_right_answer(answer: str, found: set[str]) -> None:
    known = artefact().knowledge
    assert slots.faults(known, read(answer), read(STEAM.references[0])) == found


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("smaller and lighter", "lighter and smaller"),
        ("the path is closed", "the closed path"),
        ("a pitch that is lower", "a lower pitch"),
    ],
)
def test_words_that_only_change_sides_are_not_exchanged(answer: str, right: str) -> None:
    assert not slots.faults(artefact().knowledge, read(answer), read(right))
    assert slots.faults(artefact().knowledge, read("metal moves heat"), read("heat moves metal")) == {"exchanged"}


def test_a_word_of_the_question_may_stand_between_but_in_no_others_place() -> None:
    known, right = artefact().knowledge, read("It is in a closed path.")
    assert slots.faults(known, read("closed bulb path"), right) == {"put-between"}
    assert not slots.faults(known, read("closed bulb path"), right, {"bulb"})
    assert slots.faults(known, read("closed bulb"), right, {"bulb"}) == {"in-its-place"}


def test_an_answer_beside_one_that_was_decided_right_is_not_held_against_the_authors_words() -> None:
    asked = replace(STEAM, decided=(("It boils", True), ("It is wet", False), ("It burns", False), ("no", False)))
    assert "in-its-place" in grade(STEAM, "it boils").warnings
    assert "in-its-place" not in grade(asked, "it boils").warnings
    assert "in-its-place" in grade(asked, "it burns").warnings


def test_words_are_opposed_or_alike_as_listed() -> None:
    assert opposed("hyperthermia", "hypothermia")
    assert opposed("afferent", "efferent")
    assert opposed(*read("heavier lighter").stems)
    assert not opposed("path", "path")
    assert synonymous(*read("big large").stems)
    assert not synonymous(*read("big small").stems)
    assert one_edit("cloesd", "closed")
    assert not one_edit("mitosis", "meiosis")


def test_the_model_says_what_the_training_library_said() -> None:
    learnt = artefact()
    models = {"cold": learnt.cold, "warm": learnt.warm}
    assert {check["model"] for check in learnt.checks} == set(models)
    for check in learnt.checks:
        made = models[check["model"]]
        assert made.boosted(check["inputs"]) == pytest.approx(check["boosted"], abs=1e-6)
        assert made.linear(check["inputs"]) == pytest.approx(check["linear"], abs=1e-6)


def test_the_models_take_the_features_there_are() -> None:
    learnt = artefact()
    prepared = features.prepare(learnt.knowledge, BULB.context, BULB.references)
    assert len(features.features(learnt.knowledge, prepared, "gap")) == len(features.NAMES) == len(learnt.cold.weights)
    assert len(decided_answers.features(learnt.knowledge, (), "gap")) == len(decided_answers.NAMES)
    assert len(learnt.warm.weights) == len(features.NAMES) + len(decided_answers.NAMES)


def test_the_artefact_is_small_and_its_figures_meet_the_goals() -> None:
    folder = files(answers)
    assert len(folder.joinpath(ARTEFACT).read_bytes()) <= 5_000_000
    found = json.loads(folder.joinpath("short_text.figures.json").read_text("utf-8"))["unseen-answers"]
    assert found["beetle"]["accuracy"] >= 0.80
    assert found["scientsbank"]["accuracy"] >= 0.73
    assert min(found[name]["accuracy-at-50"] for name in found) >= 0.90
    card = folder.joinpath("README.md").read_text("utf-8")
    for name in found:
        assert f"{found[name]['accuracy']:.3f}" in card


def test_the_same_document_packs_to_the_same_bytes() -> None:
    assert pack({"a": 1, "b": [2.5]}) == pack({"b": [2.5], "a": 1})
    vector = unpacked_vector(packed_vector([0.5, -0.25, 1.0, -1.0]))
    assert unpacked_vector(packed_vector(vector)) == vector


def test_a_teachers_decisions_teach() -> None:
    known = artefact().knowledge
    kept = decided_answers.DecidedAnswers()
    for text in ("because it tripped", "a fuse tripped", "the fuse has tripped", "it tripped off"):
        kept = decided_answers.add(known, kept, text, True)
    for text in ("because of the moon", "it was night", "the moon came", "it is dark at night"):
        kept = decided_answers.add(known, kept, text, False)
    asked = Question("Why is it dark?", ("The safety switch opened the circuit.",))
    taught = replace(asked, decided=tuple((one.text, one.right) for one in kept.decided))
    before, cold = likelihood(asked, "the fuse tripped")
    after, warm = likelihood(taught, "the fuse tripped")
    assert (cold.rpartition("/")[2], warm.rpartition("/")[2]) == ("cold", "warm")
    assert after > before + 0.2
    assert likelihood(taught, "because of the moon at night")[0] < after - 0.3


def test_a_changed_decision_replaces_the_old_one_and_the_oldest_go_first() -> None:
    known = artefact().knowledge
    kept = decided_answers.add(
        known, decided_answers.add(known, decided_answers.DecidedAnswers(), "A gap.", True), "a gap", False
    )
    assert [(one.text, one.right) for one in kept.decided] == [("a gap", False)]
    for number in range(decided_answers.MOST + 5):
        kept = decided_answers.add(known, kept, f"word{number}", True)
    assert len(kept) == decided_answers.MOST
    assert kept.decided[-1].text == f"word{decided_answers.MOST + 4}"
