"""Packages, tests and files of QTI: in order, whole, and what is broken or hostile told."""

from __future__ import annotations

from pathlib import Path

import pytest

from chiron.core.learning.interactions import Unread, interaction
from chiron.core.words import Outcome
from chiron.engine.library.importing.arriving import About, Page, Question
from chiron.engine.library.importing.formats.qti import READER
from chiron.engine.library.importing.formats.qti.reader import Reading
from chiron.engine.library.importing.opening import Unusable, open_path
from tests.library.importing.qti_made import (
    CHOICE,
    CORRECT,
    ENTRY,
    V21,
    VARIABLE,
    Told,
    accepts_only_right,
    arrived,
    base,
    given,
    item,
    one_of,
    outcome,
    package,
    response,
    rules,
    steps,
    texts,
)

SHARED = Path(__file__).parents[3] / ".." / "shared" / "data" / "content" / "qti"


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
