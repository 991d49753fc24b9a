"""QTI items, tests and packages: what they ask arrives with the key that their own marking says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from chiron.core.learning.course import Course, Locale, Skill, Template
from chiron.core.learning.generate import ItemStep, Maker
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.words import Json, Outcome
from chiron.engine.library.importing.arriving import About, Media, Page, Question
from chiron.engine.library.importing.formats.qti import READER
from chiron.engine.library.importing.formats.qti.reader import Reading
from chiron.engine.library.importing.opening import Unusable, open_bytes, open_path
from chiron.engine.library.importing.proving import Prover
from chiron.engine.library.importing.texts import escaped

SHARED = Path(__file__).parents[3] / ".." / "shared" / "data" / "content" / "qti"
V21 = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'
MATCH = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
MAP = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


class Told:
    """Gathers what a reader notes."""

    def __init__(self) -> None:
        self.changes: list[tuple[str, str]] = []
        self.losses: list[tuple[str, str, str]] = []

    def changed(self, key: str, place: str, what: str) -> None:
        self.changes.append((key, what))

    def left(self, key: str, place: str, what: str, why: str) -> None:
        self.losses.append((key, what, why))

    def says(self, words: str) -> bool:
        return any(words in what for _, what in self.changes) or any(words in f"{x} {y}" for _, x, y in self.losses)


def item(body: str, declared: str, processing: str = MATCH, name: str = "one", more: str = "") -> str:
    """An item of 2.1."""
    return (
        f'<assessmentItem {V21} identifier="{name}" title="A title" adaptive="false" timeDependent="false" {more}>'
        f"{declared}{SCORE}<itemBody>{body}</itemBody>{processing}</assessmentItem>"
    )


SCORE = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'


def response(correct: list[str], cardinality: str = "single", base: str = "identifier", mapping: str = "") -> str:
    """A response declaration."""
    values = "".join(f"<value>{one}</value>" for one in correct)
    stated = f"<correctResponse>{values}</correctResponse>" if correct else ""
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{base}">'
        f"{stated}{mapping}</responseDeclaration>"
    )


def package(files: Mapping[str, str | bytes]) -> Any:
    """A zip, opened."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
    return open_bytes("some.zip", held.getvalue())


def arrived(files: Mapping[str, str | bytes]) -> tuple[list[Any], Told]:
    """What arrives of files, without what is said of the whole."""
    told = Told()
    return [one for one in READER.read(package(files), told) if not isinstance(one, About)], told


def one_of(xml: str, **files: str | bytes) -> tuple[Question, Told]:
    """The one question of an item."""
    found, told = arrived({"item.xml": xml, **files})
    (question,) = [each for each in found if isinstance(each, Question)]
    return question, told


def steps(question: Question, language: str = "en") -> list[ItemStep]:
    """The steps as a course makes them; the prover accepts them."""
    made: dict[str, Json] = {
        "id": "it",
        "prompt": escaped(question.prompt) or "?",
        "solution": escaped(question.solution),
        "steps": [
            {
                "id": f"s{number}",
                "kind": one.kind,
                "prompt": escaped(one.prompt) or "?",
                "hints": [],
                "solution": escaped(one.solution),
                **one.fields,
            }
            for number, one in enumerate(question.steps, 1)
        ],
    }
    proved = Prover({"language": language, "decimal": "."}).prove(made)
    assert not proved.refused, (question.key, proved.refused)
    skill = Skill.model_construct(id="s", title="", objective="", misconceptions=(), templates=())
    course = Course.model_construct(None, id="c", locale=Locale(language=language), units=())  # type: ignore[call-arg]
    drawn = Maker(course, skill, Template.model_validate(made)).attempt(0, 0)
    assert drawn is not None
    return list(drawn.steps)


def outcome(step: ItemStep, form: Mapping[str, list[str]]) -> Outcome:
    """What the grader says."""
    kind = interaction(step.kind)
    return kind.grade(step.task, step.key, kind.read(step.task, form)).outcome


def accepts_only_right(step: ItemStep) -> None:
    """The grader accepts its right answer and none of the typical wrong ones."""
    kind = interaction(step.kind)
    right = kind.right(step.task, step.key)
    assert right is not None
    assert outcome(step, right) is Outcome.CORRECT
    for form in kind.mistakes(step.task, step.key):
        assert outcome(step, form) is not Outcome.CORRECT


def texts(step: ItemStep) -> set[str]:
    """The right options in words."""
    shown = {each["id"]: each["text"] for each in step.task["options"]}
    return {shown[name] for name in step.key["right"]}


CHOICE = (
    '<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="{most}"><prompt>Which?</prompt>'
    '<simpleChoice identifier="A">Ant</simpleChoice><simpleChoice identifier="B">Bee</simpleChoice>'
    '<simpleChoice identifier="C">Cow</simpleChoice></choiceInteraction>'
)


def mapped(**points: float) -> str:
    """A mapping; wrong answers cost a point."""
    entries = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in points.items())
    return f'<mapping defaultValue="-1">{entries}</mapping>'


def test_a_choice_has_the_key_that_its_marking_prefers() -> None:
    question, told = one_of(item(CHOICE.format(most=1), response(["B"])))
    (step,) = steps(question)
    assert (step.kind, texts(step), question.title) == ("choice", {"Bee"}, "A title")
    assert question.steps[0].prompt == "Which?"
    accepts_only_right(step)
    assert not told.losses

    question, told = one_of(item(CHOICE.format(most=1), response(["B"], mapping=mapped(A=5, B=1)), MAP))
    (step,) = steps(question)
    assert texts(step) == {"Ant"}
    assert told.says("more for another answer than for the declared one")


def test_a_survey_has_no_key_and_is_left_out() -> None:
    found, told = arrived({"item.xml": item(CHOICE.format(most=1), response([]), "")})
    assert not found
    assert told.says("declares no right answer")


def test_several_choices_are_right_together() -> None:
    question, _ = one_of(item(CHOICE.format(most=0), response(["A", "C"], "multiple")))
    (step,) = steps(question)
    assert (step.kind, texts(step)) == ("multiple-choice", {"Ant", "Cow"})
    accepts_only_right(step)
    declared = response([], "multiple", mapping=mapped(A=1, C=2))
    (step,) = steps(one_of(item(CHOICE.format(most=0), declared, MAP))[0])
    assert texts(step) == {"Ant", "Cow"}


def rules(*parts: str) -> str:
    """Response processing of one's own."""
    return f"<responseProcessing>{''.join(parts)}</responseProcessing>"


def given(condition: str, points: float = 1, more: str = "") -> str:
    """Points where a condition holds."""
    return (
        f"<responseCondition><responseIf>{condition}{more}<setOutcomeValue identifier='SCORE'>"
        f"<baseValue baseType='float'>{points}</baseValue></setOutcomeValue></responseIf></responseCondition>"
    )


VARIABLE = "<variable identifier='RESPONSE'/>"


CORRECT = f"<match>{VARIABLE}<correct identifier='RESPONSE'/></match>"


def base(value: object, kind: str = "identifier") -> str:
    """A literal."""
    return f"<baseValue baseType='{kind}'>{value}</baseValue>"


@pytest.mark.parametrize(
    ("condition", "right"),
    [
        (f"<member>{base('C')}{VARIABLE}</member>", {"Cow"}),
        (f"<and><member>{base('A')}{VARIABLE}</member><member>{base('B')}{VARIABLE}</member></and>", {"Ant", "Bee"}),
        (
            f"<and><contains>{VARIABLE}<multiple>{base('A')}{base('C')}</multiple></contains>"
            f"<not><member>{base('B')}{VARIABLE}</member></not></and>",
            {"Ant", "Cow"},
        ),
        (f"<match>{VARIABLE}<multiple>{base('B')}{base('C')}</multiple></match>", {"Bee", "Cow"}),
    ],
)
def test_rules_of_its_own_say_what_is_right_where_nothing_is_declared(condition: str, right: set[str]) -> None:
    question, _ = one_of(item(CHOICE.format(most=0), response([], "multiple"), rules(given(condition))))
    (step,) = steps(question)
    assert texts(step) == right


def test_an_unknown_rule_leaves_the_declared_answer_and_never_a_guess() -> None:
    custom = rules(given("<customOperator class='org.example.X'/>"))
    question, told = one_of(item(CHOICE.format(most=1), response(["C"]), custom))
    (step,) = steps(question)
    assert texts(step) == {"Cow"}
    assert told.says("cannot be worked out")
    found, told = arrived({"item.xml": item(CHOICE.format(most=1), response([], mapping=mapped(A=1)), custom)})
    assert not found
    assert told.says("the expression customOperator")


ENTRY = '<p>It is <textEntryInteraction responseIdentifier="RESPONSE"/> there.</p>'


def test_words_to_type_are_those_worth_most() -> None:
    entries = (
        '<mapping defaultValue="0"><mapEntry mapKey="York" mappedValue="1" caseSensitive="true"/>'
        '<mapEntry mapKey="Eboracum (old)" mappedValue="1"/><mapEntry mapKey="york" mappedValue="0.5"/></mapping>'
    )
    question, told = one_of(item(ENTRY, response(["York"], base="string", mapping=entries), MAP))
    (step,) = steps(question)
    assert step.kind == "cloze"
    assert outcome(step, {"answer.gap-1": ["York"]}) is Outcome.CORRECT
    assert outcome(step, {"answer.gap-1": ["Eboracum (old)"]}) is Outcome.CORRECT
    assert outcome(step, {"answer.gap-1": ["Eboracum"]}) is Outcome.PERSON, "the bracket is part of the answer"
    assert outcome(step, {"answer.gap-1": ["Leeds"]}) is Outcome.PERSON
    assert told.says("part of its points are not kept as right: york")
    assert told.says("Capitals matter in the source")


@pytest.mark.parametrize(
    ("condition", "good", "bad"),
    [
        (f"<equal toleranceMode='exact'>{VARIABLE}{base(2.5, 'float')}</equal>", ["2.5"], ["2.4999", "2.5001"]),
        (
            f"<equal toleranceMode='absolute' tolerance='0.1 0.1'>{base(3, 'float')}{VARIABLE}</equal>",
            ["3", "2.9", "3.1"],
            ["2.89", "3.11"],
        ),
        (
            f"<equal toleranceMode='relative' tolerance='10'>{base(50, 'float')}{VARIABLE}</equal>",
            ["45", "55"],
            ["44.9", "55.1"],
        ),
        (
            f"<equalRounded roundingMode='decimalPlaces' figures='2'>{base(3.14159, 'float')}{VARIABLE}</equalRounded>",
            ["3.14", "3.1416"],
            ["3.13", "3.15"],
        ),
        (
            f"<and><gte>{VARIABLE}{base(4, 'float')}</gte><lt>{VARIABLE}{base(6, 'float')}</lt></and>",
            ["4.001", "5", "5.9"],
            ["3.9", "6"],
        ),
    ],
)
def test_numbers_are_right_as_far_as_their_rules_say(condition: str, good: list[str], bad: list[str]) -> None:
    question, _ = one_of(item(ENTRY, response([], base="float"), rules(given(condition))))
    (step,) = steps(question)
    for text in good:
        assert outcome(step, {"answer": [text]}) is Outcome.CORRECT, text
    for text in bad:
        assert outcome(step, {"answer": [text]}) is not Outcome.CORRECT, text


def test_a_number_that_nobody_can_type_is_for_a_person() -> None:
    question, told = one_of(item(ENTRY, response(["0.33333333333333331"], base="float")))
    assert question.steps[0].kind == "open"
    assert told.says("nobody types it")


def test_a_slider_maps_a_range_of_whole_numbers() -> None:
    slider = '<sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="100" step="1"/>'
    entries = "".join(f'<mapEntry mapKey="{n}" mappedValue="{1 if 14 <= n <= 18 else 0.5}"/>' for n in range(12, 21))
    declared = response(["16"], base="integer", mapping=f'<mapping defaultValue="0">{entries}</mapping>')
    question, told = one_of(item(slider, declared, MAP))
    (step,) = steps(question)
    assert [outcome(step, {"answer": [str(n)]}) is Outcome.CORRECT for n in range(12, 21)] == [
        14 <= n <= 18 for n in range(12, 21)
    ]
    assert told.says("12, 13, 19, 20")


def simple(kind: str, **names: str) -> str:
    """Choices of an interaction."""
    return "".join(f'<{kind} identifier="{name}" matchMax="1">{text}</{kind}>' for name, text in names.items())


def test_order_with_all_and_with_some_of_its_things() -> None:
    every = simple("simpleChoice", A="a", B="b", C="c")
    body = f'<orderInteraction responseIdentifier="RESPONSE">{every}</orderInteraction>'
    question, _ = one_of(item(body, response(["C", "A", "B"], "ordered")))
    assert question.steps[0].fields["items"] == ["c", "a", "b"]
    accepts_only_right(steps(question)[0])
    question, told = one_of(item(body, response(["C", "A"], "ordered")))
    (step,) = steps(question)
    assert step.kind == "match"
    assert [(pair["left"], pair["right"]) for pair in question.steps[0].fields["pairs"]] == [("1.", "c"), ("2.", "a")]
    assert told.says("each place is paired")


def match_body(lefts: str, rights: str) -> str:
    """Two sets."""
    return (
        '<matchInteraction responseIdentifier="RESPONSE" maxAssociations="0">'
        f"<simpleMatchSet>{lefts}</simpleMatchSet><simpleMatchSet>{rights}</simpleMatchSet></matchInteraction>"
    )


def many(**names: str) -> str:
    """Choices that may be used as often as one likes."""
    return simple("simpleAssociableChoice", **names).replace('matchMax="1"', 'matchMax="0"')


def test_two_sets_become_pairs_turned_pairs_or_a_table() -> None:
    lefts, rights = many(A="a", B="b", C="c"), many(X="x", Y="y")
    question, told = one_of(
        item(match_body(lefts, rights), response(["A X", "B Y", "C Y"], "multiple", "directedPair"))
    )
    pairs = [(pair["left"], pair["right"]) for pair in question.steps[0].fields["pairs"]]
    assert pairs == [("a", "x"), ("b", "y"), ("c", "y")]
    accepts_only_right(steps(question)[0])
    assert not told.changes

    question, told = one_of(
        item(match_body(rights, lefts), response(["X A", "Y B", "Y C"], "multiple", "directedPair"))
    )
    assert [(pair["left"], pair["right"]) for pair in question.steps[0].fields["pairs"]] == pairs
    assert told.says("two sides are exchanged")

    question, told = one_of(
        item(match_body(lefts, rights), response(["A X", "A Y", "B X", "C X"], "multiple", "directedPair"))
    )
    (step,) = steps(question)
    assert step.kind == "table"
    marks = [[cell["accept"][0] for cell in row["cells"]] for row in question.steps[0].fields["rows"]]
    assert marks == [["✓", "✓"], ["✓", "✗"], ["✓", "✗"]]
    accepts_only_right(step)


def test_what_belongs_to_nothing_is_paired_with_nothing() -> None:
    lefts, rights = many(A="a", B="b"), many(X="x", Y="y")
    question, told = one_of(item(match_body(lefts, rights), response(["A X", "A Y"], "multiple", "directedPair")))
    assert [(pair["left"], pair["right"]) for pair in question.steps[0].fields["pairs"]] == [("x", "a"), ("y", "a")]
    question, told = one_of(item(match_body(lefts, rights), response(["A X"], "multiple", "directedPair")))
    assert [(pair["left"], pair["right"]) for pair in question.steps[0].fields["pairs"]] == [("a", "x"), ("b", "—")]
    assert told.says("belong to nothing")
    accepts_only_right(steps(question)[0])


def test_pairs_out_of_one_set() -> None:
    every = simple("simpleAssociableChoice", A="a", B="b", C="c", D="d", E="e")
    body = f'<associateInteraction responseIdentifier="RESPONSE" maxAssociations="2">{every}</associateInteraction>'
    question, _ = one_of(item(body, response(["A D", "C B"], "multiple", "pair")))
    fields = question.steps[0].fields
    assert {frozenset((pair["left"], pair["right"])) for pair in fields["pairs"]} == {frozenset("ad"), frozenset("bc")}
    assert fields["extra"] == ["e"]
    accepts_only_right(steps(question)[0])


GAPS = (
    '<gapMatchInteraction responseIdentifier="RESPONSE"><prompt>Fill in.</prompt>{words}'
    '<p>Now is the <gap identifier="G1"/> of our <gap identifier="G2"/>.</p></gapMatchInteraction>'
)


def test_gaps_with_words_to_put_in() -> None:
    body = GAPS.format(words=simple("gapText", W="winter", S="summer [hot]", D="discontent"))
    question, _ = one_of(item(body, response(["W G1", "D G2"], "multiple", "directedPair")))
    (step,) = steps(question)
    assert question.steps[0].fields["text"] == "Now is the [gap-1] of our [gap-2]."
    assert outcome(step, {"answer.gap-1": ["winter"], "answer.gap-2": ["discontent"]}) is Outcome.CORRECT
    assert outcome(step, {"answer.gap-1": ["discontent"], "answer.gap-2": ["winter"]}) is Outcome.INCORRECT
    assert "summer [hot]" in question.steps[0].fields["gaps"]["gap-1"]["bank"], "no marks of Markdown in a list"
    turned, _ = one_of(item(body, response(["G1 W", "G2 D"], "multiple", "directedPair")))
    assert turned.steps[0].fields == question.steps[0].fields


def test_a_gap_that_stays_empty_and_gaps_for_pictures() -> None:
    body = GAPS.format(words=simple("gapText", W="winter", S="summer"))
    question, told = one_of(item(body, response(["W G1"], "multiple", "directedPair")))
    assert question.steps[0].fields["gaps"]["gap-2"]["accept"] == ["—"]
    assert told.says("stay empty")
    images = simple("gapImg", W='<img src="w.png" alt="W"/>', S='<img src="s.png" alt="S"/>')
    found, _ = arrived(
        {
            "item.xml": item(GAPS.format(words=images), response(["W G1", "S G2"], "multiple", "directedPair")),
            "w.png": PIXEL,
            "s.png": PIXEL,
        }
    )
    assert [type(each) for each in found] == [Media, Media, Question]
    step = found[-1].steps[0]
    assert [pair["left"] for pair in step.fields["pairs"]] == ["(1)", "(2)"]
    assert "**(2)**" in step.prompt
    accepts_only_right(steps(found[-1])[0])


INLINE = (
    '<p>The <inlineChoiceInteraction responseIdentifier="ONE"><inlineChoice identifier="A">cat</inlineChoice>'
    '<inlineChoice identifier="B">dog</inlineChoice></inlineChoiceInteraction> eats '
    '<textEntryInteraction responseIdentifier="TWO"/> times <textEntryInteraction responseIdentifier="THREE"/> g.</p>'
)


def test_running_text_with_several_gaps_is_one_cloze_and_a_tolerance_a_step_of_its_own() -> None:
    declared = (
        response(["B"]).replace("RESPONSE", "ONE", 1)
        + response(["two"], base="string").replace("RESPONSE", "TWO", 1)
        + response([], base="float").replace("RESPONSE", "THREE", 1)
    )
    three = "<variable identifier='THREE'/>"
    parts = (
        _added("<match><variable identifier='ONE'/><correct identifier='ONE'/></match>"),
        _added("<match><variable identifier='TWO'/><correct identifier='TWO'/></match>"),
        _added(f"<equal toleranceMode='absolute' tolerance='5 5'>{base(100, 'float')}{three}</equal>"),
    )
    question, _ = one_of(item(INLINE, declared, rules(*parts)))
    cloze, number = steps(question)
    assert (cloze.kind, number.kind) == ("cloze", "numeric")
    assert outcome(cloze, {"answer.gap-1": ["dog"], "answer.gap-2": ["two"]}) is Outcome.CORRECT
    assert outcome(cloze, {"answer.gap-1": ["cat"], "answer.gap-2": ["two"]}) is Outcome.PARTLY
    assert outcome(number, {"answer": ["105"]}) is Outcome.CORRECT
    assert outcome(number, {"answer": ["106"]}) is Outcome.INCORRECT
    assert "**(1)** \\_\\_\\_\\_ g." in question.steps[1].prompt


def _added(condition: str) -> str:
    return (
        f"<responseCondition><responseIf>{condition}<setOutcomeValue identifier='SCORE'><sum>"
        "<variable identifier='SCORE'/><baseValue baseType='float'>1</baseValue></sum></setOutcomeValue>"
        "</responseIf></responseCondition>"
    )


def test_gaps_that_depend_on_one_another_never_accept_one_word_twice() -> None:
    entries = mapped(Dresden=1, Leipzig=1)
    one, two = "<variable identifier='R1'/>", "<variable identifier='R2'/>"
    declared = "".join(
        response([], base="string", mapping=entries).replace("RESPONSE", name, 1) for name in ("R1", "R2")
    )
    first = "<setOutcomeValue identifier='SCORE'><mapResponse identifier='R1'/></setOutcomeValue>"
    second = (
        f"<responseCondition><responseIf><not><stringMatch caseSensitive='false'>{one}{two}</stringMatch></not>"
        "<setOutcomeValue identifier='SCORE'><sum><variable identifier='SCORE'/><mapResponse identifier='R2'/></sum>"
        "</setOutcomeValue></responseIf></responseCondition>"
    )
    body = '<p><textEntryInteraction responseIdentifier="R1"/> and <textEntryInteraction responseIdentifier="R2"/></p>'
    question, _ = one_of(item(body, declared, rules(first, second)))
    (step,) = steps(question)
    both = {"answer.gap-1": ["Leipzig"], "answer.gap-2": ["Leipzig"]}
    assert outcome(step, both) is not Outcome.CORRECT
    accepts_only_right(step)


def test_hot_words_are_picked_from_the_passage() -> None:
    body = (
        '<hottextInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Find it.</prompt>'
        '<p>Sponsors <hottext identifier="A">who bought</hottext> time <hottext identifier="B">includes</hottext> '
        "firms.</p></hottextInteraction>"
    )
    question, _ = one_of(item(body, response(["B"])))
    assert question.steps[0].prompt == "Find it.\n\nSponsors **who bought** time **includes** firms."
    (step,) = steps(question)
    assert texts(step) == {"includes"}


HOTSPOT = (
    '<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Where?</prompt>'
    '<object type="image/png" data="map.png" width="200" height="100">A map</object>'
    '<hotspotChoice identifier="A" shape="circle" coords="20,50,8"{first}/>'
    '<hotspotChoice identifier="B" shape="rect" coords="140,0,180,20"{second}/></hotspotInteraction>'
)


def test_places_on_a_picture_have_their_labels_or_say_where_they_lie() -> None:
    xml = item(HOTSPOT.format(first="", second=""), response(["B"]))
    found, told = arrived({"item.xml": xml, "map.png": PIXEL})
    question = found[-1]
    (step,) = steps(question)
    assert texts(step) == {"2: 80 % from the left, 10 % from the top"}
    assert "![A map](media:map.png)" in question.steps[0].prompt
    assert told.says("have no names")
    found, told = arrived({"item.xml": xml})
    assert not found
    assert told.says("the picture is missing")
    named = item(HOTSPOT.format(first=' hotspotLabel="Oban"', second=' hotspotLabel="Wick"'), response(["B"]))
    assert texts(steps(one_of(named)[0])[0]) == {"Wick"}


def test_what_has_no_kind_is_named_and_the_rest_comes() -> None:
    body = '<drawingInteraction responseIdentifier="D"><object data="x.png" type="image/png"/></drawingInteraction>'
    drawing = '<responseDeclaration identifier="D" cardinality="single" baseType="file"/>'
    question, told = one_of(item(body + CHOICE.format(most=1), drawing + response(["A"])))
    assert [one.kind for one in question.steps] == ["choice"]
    assert ("one", "drawingInteraction", "A drawing cannot be handed in here.") in told.losses


def test_longer_answers() -> None:
    body = (
        '<extendedTextInteraction responseIdentifier="RESPONSE"><prompt>Why is the sky blue?</prompt>'
        "</extendedTextInteraction>"
    )
    sentence = "Because the air scatters blue light more than red light."
    question, _ = one_of(item(body, response([sentence], base="string"), MATCH, more='xml:lang="en"'))
    assert question.steps[0].kind == "short-text"
    assert question.steps[0].fields["reference"] == [sentence]
    rubric = '<rubricBlock view="scorer"><p>Names scattering.</p></rubricBlock>'
    question, told = one_of(item(rubric + body, response([], base="string"), ""))
    assert question.steps[0].kind == "open"
    assert question.steps[0].fields["rubric"] == "Names scattering."
    assert "Names scattering" not in question.prompt
    assert told.says("A person reads its answer") or not told.changes


TEMPLATE = (
    '<templateDeclaration identifier="A" cardinality="single" baseType="integer" mathVariable="true"/>'
    '<templateDeclaration identifier="B" cardinality="single" baseType="integer"/>'
    "<templateProcessing>"
    '<setTemplateValue identifier="A"><randomInteger min="2" max="9"/></setTemplateValue>'
    '<setTemplateValue identifier="B"><randomInteger min="10" max="20" step="2"/></setTemplateValue>'
    '<templateConstraint><gt><variable identifier="A"/><baseValue baseType="integer">6</baseValue></gt>'
    "</templateConstraint>"
    '<setCorrectResponse identifier="RESPONSE"><product><variable identifier="A"/><variable identifier="B"/></product>'
    "</setCorrectResponse></templateProcessing>"
)


def test_a_template_is_drawn_once_and_its_key_computed() -> None:
    body = (
        '<p>Work out <printedVariable identifier="A"/> times <printedVariable identifier="B" format="%i"/>, or '
        '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mi>A</m:mi></m:math>.</p>' + ENTRY
    )
    xml = item(body, response([], base="integer") + TEMPLATE)
    question, told = one_of(xml)
    first, second = (int(part) for part in question.prompt.removeprefix("Work out ").split(",")[0].split(" times "))
    assert first in (7, 8, 9)
    assert second in range(10, 21, 2)
    assert f"${first}$" in question.prompt
    (step,) = steps(question)
    assert outcome(step, {"answer": [str(first * second)]}) is Outcome.CORRECT
    assert outcome(step, {"answer": [str(first + second)]}) is Outcome.INCORRECT
    assert told.says("values drawn once")
    assert one_of(xml)[0] == question, "the same at each import"


def test_feedback_goes_to_the_option_the_solution_and_the_hint() -> None:
    body = CHOICE.format(most=1).replace(
        "Bee", 'Bee<feedbackInline outcomeIdentifier="F" identifier="B" showHide="show">It stings.</feedbackInline>'
    )
    body += '<endAttemptInteraction responseIdentifier="HELP" title="Show Hint"/>'
    declared = (
        response(["C"])
        + '<responseDeclaration identifier="HELP" cardinality="single" baseType="boolean"/>'
        + '<outcomeDeclaration identifier="F" cardinality="single" baseType="identifier"/>'
    )
    marking = (
        f"<responseCondition><responseIf><variable identifier='HELP'/><setOutcomeValue identifier='F'>{base('HINT')}"
        f"</setOutcomeValue></responseIf><responseElse><setOutcomeValue identifier='F'>{VARIABLE}</setOutcomeValue>"
        f"</responseElse></responseCondition>{given(CORRECT)}"
    )
    modal = (
        '<modalFeedback outcomeIdentifier="F" identifier="C" showHide="show" title="Yes">It gives milk.</modalFeedback>'
        '<modalFeedback outcomeIdentifier="F" identifier="HINT" showHide="show">It is large.</modalFeedback>'
    )
    question, told = one_of(item(body, declared, rules(marking) + modal))
    (step,) = question.steps
    assert [option.get("feedback") for option in step.fields["options"]] == [None, "It stings.", None]
    assert step.solution == "**Yes** It gives milk."
    assert [hint.text for hint in step.hints] == ["It is large."]
    assert "stings" not in str([option["text"] for option in step.fields["options"]])
    assert not told.losses


def test_the_names_of_version_3_are_read_alike() -> None:
    xml = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="three" title="Three"
      adaptive="false" time-dependent="false" xml:lang="en">
    <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
      <qti-correct-response><qti-value>B</qti-value></qti-correct-response></qti-response-declaration>
    <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
    <qti-assessment-stimulus-ref identifier="s" href="shared/passage.xml"/>
    <qti-item-body><qti-choice-interaction response-identifier="RESPONSE" max-choices="1" shuffle="true">
      <qti-prompt>Which?</qti-prompt><qti-simple-choice identifier="A">Ant</qti-simple-choice>
      <qti-simple-choice identifier="B">Bee @ home</qti-simple-choice></qti-choice-interaction></qti-item-body>
    <qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/>
    </qti-assessment-item>""".replace("qti-value", "qti-value")
    passage = """<qti-assessment-stimulus xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="s" title="S">
      <qti-stimulus-body><p>Once upon a time.</p></qti-stimulus-body></qti-assessment-stimulus>"""
    question, told = one_of(xml, **{"shared/passage.xml": passage})
    assert question.prompt == "Once upon a time."
    (step,) = steps(question)
    assert texts(step) == {"Bee @ home"}
    assert "shuffle" not in question.steps[0].fields
    assert not told.losses


MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="M">
<metadata><schema>QTIv2.1 Package</schema><lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general>
<title><string language="en">A bank</string></title><language>en</language></general>
<rights><description><string>https://creativecommons.org/licenses/by-sa/4.0/</string></description></rights></lom></metadata>
<organizations/><resources>
<resource identifier="r2" type="imsqti_item_xmlv2p1" href="items/b.xml"><metadata><lom>
<classification><purpose><value>competency</value></purpose><taxonPath><taxon><entry><string>Adding</string></entry>
</taxon></taxonPath></classification></lom></metadata><file href="items/b.xml"/></resource>
<resource identifier="r1" type="imsqti_item_xmlv2p1" href="items/a.xml"/>
<resource identifier="r3" type="imsqti_item_xmlv2p1" href="items/missing.xml"/>
<resource identifier="r1" type="imsqti_test_xmlv2p1" href="test.xml"/></resources></manifest>"""


def test_a_package_in_the_order_of_its_manifest_and_its_test() -> None:
    files = {
        "imsmanifest.xml": MANIFEST,
        "items/a.xml": item(CHOICE.format(most=1), response(["A"]), name="same"),
        "items/b.xml": item(CHOICE.format(most=1), response(["B"]), name="same"),
        "items/c.xml": item(CHOICE.format(most=1), response(["C"]), name="c"),
        "test.xml": f"""<assessmentTest {V21} identifier="t" title="The test"><testPart identifier="p"
            navigationMode="linear" submissionMode="individual"><assessmentSection identifier="s" title="Part one"
            visible="true"><selection select="1"/><rubricBlock view="candidate"><p>Read this.</p></rubricBlock>
            <assessmentSectionRef identifier="loop" href="test.xml"/>
            <assessmentItemRef identifier="i" href="items/a.xml"/><assessmentItemRef identifier="j" href="no.xml"/>
            </assessmentSection></testPart></assessmentTest>""",
    }
    told = Told()
    every = list(READER.read(package(files), told))
    assert isinstance(every[0], About)
    assert every[0].origin is not None
    assert (every[0].title, every[0].origin.licence) == ("A bank", "CC-BY-SA-4.0")
    questions = [each for each in every if isinstance(each, Question)]
    assert [(each.key, each.section) for each in questions] == [
        ("same", ("The test", "Part one")),
        ("same~items/b.xml", ()),
        ("c", ()),
    ]
    assert questions[0].prompt == "Read this."
    assert questions[1].skills == ("Adding",)
    for words in ("items/missing.xml", "no.xml", "refers to itself", "selection of some", "identifier same, too"):
        assert told.says(words), words
    assert told.says("No manifest lists this file")
    assert told.says("Two resources have this identifier")


def test_what_asks_nothing_is_a_page_and_passages_are_put_in() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}"/>'
    found, told = arrived(
        {
            "item.xml": item("<p>Read on.</p>" + include.format("more.xml") + include.format("gone.xml"), "", ""),
            "more.xml": f"<div {V21}><p>More.</p>" + include.format("more.xml") + "</div>",
        }
    )
    (page,) = found
    assert isinstance(page, Page)
    assert page.text == "Read on.\n\nMore."
    assert told.says("includes itself")
    assert told.says("gone.xml")


def three(*bases: tuple[str, str]) -> str:
    """Declarations R1, R2 ... each with its base type and right answer."""
    return "".join(
        response([right], base=base).replace("RESPONSE", f"R{number}", 1)
        for number, (base, right) in enumerate(bases, 1)
    )


def field(number: int) -> str:
    """A field to type in."""
    return f'<textEntryInteraction responseIdentifier="R{number}"/>'


def test_a_table_of_fields_is_one_step_and_a_field_alone_is_its_own() -> None:
    body = (
        "<table><thead><tr><th>n</th><th>double</th><th>name</th></tr></thead><tbody>"
        f"<tr><th>2</th><td>{field(1)} cm</td><td>two</td></tr>"
        f"<tr><th>3</th><td>6</td><td>{field(2)}</td></tr></tbody></table>"
        f"<p>How many legs has a bee?</p><p>{field(3)}</p>"
    )
    declared = three(("integer", "4"), ("string", "three"), ("integer", "6"))
    question, told = one_of(item(body, declared, ""))
    table, number = steps(question)
    assert (table.kind, number.kind) == ("table", "numeric")
    assert question.steps[0].fields["columns"] == ["double", "name"]
    assert question.steps[0].fields["rows"][0]["cells"] == [{"answer": "4", "unit": "cm"}, "two"]
    assert outcome(table, {"answer.r1c1": ["4"], "answer.r2c2": ["three"]}) is Outcome.CORRECT
    assert outcome(table, {"answer.r1c1": ["5"], "answer.r2c2": ["three"]}) is Outcome.PARTLY
    assert question.steps[1].prompt == "How many legs has a bee?"
    assert outcome(number, {"answer": ["6"]}) is Outcome.CORRECT
    assert not told.losses


def test_a_fraction_in_words_is_a_number() -> None:
    (step,) = steps(one_of(item(ENTRY, response(["1 1/3"], base="string")))[0])
    assert step.kind == "numeric"
    assert outcome(step, {"answer": ["4/3"]}) is Outcome.CORRECT
    assert outcome(step, {"answer": ["5/3"]}) is Outcome.INCORRECT


def test_more_options_than_a_step_holds_lose_wrong_ones_and_far_too_many_are_told() -> None:
    def offered(count: int) -> str:
        every = "".join(f'<simpleChoice identifier="o{n}">option {n}</simpleChoice>' for n in range(count))
        return f'<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1">{every}</choiceInteraction>'

    question, told = one_of(item(offered(20), response(["o19"])))
    (step,) = steps(question)
    assert (len(step.task["options"]), texts(step)) == (12, {"option 19"})
    assert told.says("8 wrong ones are left out")
    found, told = arrived({"item.xml": item(offered(5000), response(["o19"]))})
    assert not found
    assert told.says("5000 options")


HOSTILE = {
    "entities": '<!DOCTYPE a [<!ENTITY x "boom"><!ENTITY y "&x;&x;">]>' + item("<p>&y;</p>", "", ""),
    "outside": '<!DOCTYPE a SYSTEM "file:///etc/passwd">' + item("<p>Plain.</p>", "", ""),
    "deep": f'<assessmentItem {V21} identifier="d">' + "<itemBody>" + "<div>" * 400,
    "pattern": item(
        ENTRY,
        response(["aa"], base="string"),
        rules(given(f"<patternMatch pattern='(a+)+$'>{VARIABLE}</patternMatch>")),
    ),
    "power": item(
        ENTRY,
        response(["1"], base="integer"),
        rules(
            given(
                f"<equal toleranceMode='exact'>{VARIABLE}<product>"
                + "".join(base(10**17, "integer") for _ in range(400))
                + "</product></equal>"
            )
        ),
    ),
    "endless": item(CHOICE.format(most=1), response(["A"]) + TEMPLATE.replace(">6<", ">60<")),
    "repeated": item(
        CHOICE.format(most=1),
        response(["A"]),
        rules(given(f"<match>{VARIABLE}<repeat numberRepeats='99999999'>{base('B')}</repeat></match>")),
    ),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_items_are_told_and_the_rest_comes(name: str) -> None:
    good = item(CHOICE.format(most=1), response(["A"]), name="good")
    found, told = arrived({"bad.xml": HOSTILE[name], "good.xml": good})
    assert "good" in {each.key for each in found}
    assert "boom" not in str(found)
    assert "root:" not in str(found)
    assert told.changes or told.losses or name in ("outside", "repeated")


def test_scripts_do_not_come() -> None:
    body = '<p onclick="x()">Hi<script>alert(1)</script><a href="javascript:alert(2)">there</a></p>'
    question, told = one_of(item(body + CHOICE.format(most=1), response(["A"])))
    assert "alert" not in str(question)
    assert "onclick" not in str(question)
    assert told.says("script")


def test_namespaces_may_be_wrong_or_missing_and_no_item_at_all_is_unusable() -> None:
    for namespace in ('xmlns="urn:nobody"', ""):
        question, _ = one_of(item(CHOICE.format(most=1), response(["A"])).replace(V21, namespace))
        assert texts(steps(question)[0]) == {"Ant"}
    with pytest.raises(Unusable):
        list(READER.read(package({"a.xml": "<a/>"}), Told()))
    assert READER.fits(package({"a.xml": "<a/>"})) == 0
    assert READER.fits(package({"a.xml": item("<p/>", "")})) > 0.5


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared holds the samples")
def test_every_sample_that_arrives_is_accepted_and_its_mistakes_refused() -> None:
    told = Told()
    reading = Reading(open_path(SHARED / "qti-sdk-samples.tgz"), told)
    count = graded = 0
    lost: list[tuple[str, str]] = []
    for name, read in reading.items():
        lost += [(name, fate.why) for fate in read.fates if not fate.gradable and not fate.source]
        if not isinstance(read.arrival, Question):
            continue
        for step in steps(read.arrival):
            count += 1
            kind = interaction(step.kind)
            right = kind.right(step.task, step.key)
            if right is None:
                continue
            graded += 1
            try:
                accepts_only_right(step)
            except Unread as unread:
                pytest.fail(f"{name}: {unread}")
    assert count > 180
    assert graded / count > 0.85
    allowed = ("cannot be answered here", "cannot be handed in here")
    assert [why for _, why in lost if not any(words in why for words in allowed)] == []
