"""What QTI items ask arrives with the key that their own marking says."""

from __future__ import annotations

import pytest

from chiron.core.words import Outcome
from chiron.engine.library.importing.arriving import Media, Question
from tests.library.importing.qti_made import (
    CHOICE,
    ENTRY,
    GAPS,
    HOTSPOT,
    INLINE,
    MAP,
    MATCH,
    PIXEL,
    VARIABLE,
    _added,
    accepts_only_right,
    arrived,
    base,
    field,
    given,
    item,
    many,
    mapped,
    match_body,
    one_of,
    outcome,
    response,
    rules,
    simple,
    steps,
    texts,
    three,
)


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
