"""Questions as Canvas and Blackboard export them: QTI 1.2 with kinds and places of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from chiron.engine.library.importing.bringing import Brought, bring
from chiron.engine.library.importing.formats.common_cartridge import canvas
from tests.library.importing.fakes import templates
from tests.library.importing.test_opening import zipped

MANIFEST = """<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"><metadata>
<schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata><organizations/><resources>
<resource identifier="g" type="imsqti_xmlv1p2"><file href="g/g.xml"/></resource></resources></manifest>"""


def item(name: str, kind: str, text: str, response: str = "", conditions: str = "", more: str = "") -> str:
    field = f"<fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry>"
    return (
        f'<item ident="{name}" title="Question"><itemmetadata><qtimetadata><qtimetadatafield>{field}'
        "</qtimetadatafield></qtimetadata></itemmetadata><presentation><material>"
        f'<mattext texttype="text/html">{escape(f"<div><p>{text}</p></div>")}</mattext></material>{response}'
        f"</presentation><resprocessing>{conditions}</resprocessing>{more}</item>"
    )


def menu(name: str, *options: str, text: str = "") -> str:
    labels = "".join(
        f'<response_label ident="{place}"><material><mattext>{option}</mattext></material></response_label>'
        for place, option in enumerate(options)
    )
    said = f"<material><mattext>{text}</mattext></material>" if text else ""
    return f'<response_lid ident="{name}">{said}<render_choice>{labels}</render_choice></response_lid>'


def adds(name: str, value: int) -> str:
    """Points for one part, as Canvas writes them: without ``continue``."""
    return (
        f'<respcondition><conditionvar><varequal respident="{name}">{value}</varequal></conditionvar>'
        '<setvar varname="SCORE" action="Add">33.33</setvar></respcondition>'
    )


SETS = "".join(f'<var_set ident="{x}"><var name="x">{x}</var><answer>{x + 1}</answer></var_set>' for x in (3, 5, 7))
ITEMS = (
    item(
        "blanks", canvas.BLANKS, "Roses are [c1], violets are [c2].",
        menu("response_c1", "red") + menu("response_c2", "blue", "violet"), adds("response_c1", 0),
    ),
    item(
        "match", "matching_question", "Match.",
        "".join(menu(f"r{n}", "Lima", "Quito", "Bogota", text=land) for n, land in enumerate(("Peru", "Ecuador"))),
        adds("r0", 0) + adds("r1", 1),
    ),
    item("text", canvas.TEXT, "Read this first."),
    item("file", canvas.FILE, "Upload it."),
    item(
        "sum", canvas.WORKED_OUT, "What is [x] + 1?",
        more=f"<itemproc_extension><calculated><answer_tolerance>0.1</answer_tolerance>{SETS}</calculated>"
        "</itemproc_extension>",
    ),
)  # fmt: skip


@pytest.fixture
def brought(tmp_path: Path) -> Brought:
    section = f'<section ident="s">{"".join(ITEMS)}</section>'
    quiz = f'<questestinterop><assessment ident="g" title="Quiz">{section}</assessment></questestinterop>'
    (tmp_path / "canvas.zip").write_bytes(zipped({"imsmanifest.xml": MANIFEST.encode(), "g/g.xml": quiz.encode()}))
    return bring(tmp_path / "canvas.zip")


def steps(brought: Brought) -> dict[str, Any]:
    return {template["steps"][0]["kind"]: template for _, template in templates(brought.composed)}


def test_blanks_take_every_word_of_their_lists(brought: Brought) -> None:
    step = steps(brought)["cloze"]["steps"][0]
    assert step["text"] == "Roses are [gap-1], violets are [gap-2]."
    assert [gap["accept"] for gap in step["gaps"].values()] == [["red"], ["blue", "violet"]]


def test_parts_that_add_points_are_all_looked_at(brought: Brought) -> None:
    assert steps(brought)["match"]["steps"][0]["pairs"] == [
        {"left": "Peru", "right": "Lima"}, {"left": "Ecuador", "right": "Quito"}
    ]  # fmt: skip


def test_what_is_worked_out_comes_with_its_values(brought: Brought) -> None:
    made = steps(brought)["numeric"]
    assert made["parameters"] == {"case": {"choice": [{"w0": x, "answer": x + 1} for x in (3, 5, 7)]}}
    assert "@{decimal(case.w0)} + 1?" in made["prompt"] + made["steps"][0]["prompt"]
    assert (made["steps"][0]["answer"], made["steps"][0]["tolerance"]) == ("case.answer", "0.1")


def test_a_text_is_a_page_and_a_file_to_hand_in_is_told(brought: Brought) -> None:
    assert [one["text"] for unit in brought.composed.content["units"] for one in unit["readings"]] == [
        "Read this first."
    ]
    assert [line.why for line in brought.report.lines if line.key == "g/file"] == [canvas.NO_FILES]


POOL = """<questestinterop><assessment title="Pool"><section><item maxattempts="0"><itemmetadata>
<bbmd_questiontype>Multiple Choice</bbmd_questiontype></itemmetadata><presentation><flow class="Block">
<flow class="QUESTION_BLOCK"><flow class="FORMATTED_TEXT_BLOCK"><material><mat_extension>
<mat_formattedtext type="HTML">&lt;p&gt;What is 1+1?&lt;/p&gt;</mat_formattedtext></mat_extension></material></flow>
</flow><flow class="RESPONSE_BLOCK"><response_lid ident="response" rcardinality="Single"><render_choice shuffle="No">
{options}</render_choice></response_lid></flow></flow></presentation><resprocessing scoremodel="SumOfScores">
<respcondition title="correct"><conditionvar><varequal respident="response" case="No">a2</varequal></conditionvar>
<setvar variablename="SCORE" action="Set">SCORE.max</setvar></respcondition>
<respcondition title="incorrect"><conditionvar><other/></conditionvar>
<setvar variablename="SCORE" action="Set">0</setvar></respcondition></resprocessing></item></section></assessment>
</questestinterop>"""
OPTION = """<flow_label class="Block"><response_label ident="a{0}"><flow_mat class="FORMATTED_TEXT_BLOCK"><material>
<mat_extension><mat_formattedtext type="HTML">{0}</mat_formattedtext></mat_extension></material></flow_mat>
</response_label></flow_label>"""
POOLS = """<manifest identifier="m" xmlns:bb="http://www.blackboard.com/content-packaging/"><organizations/><resources>
<resource bb:file="res1.dat" bb:title="Pool" identifier="res1" type="assessment/x-bb-qti-pool" xml:base="res1"/>
</resources></manifest>"""


def test_a_pool_of_blackboard_comes(tmp_path: Path) -> None:
    pool = POOL.format(options="".join(OPTION.format(number) for number in (2, 3, 4)))
    (tmp_path / "pool.zip").write_bytes(zipped({"imsmanifest.xml": POOLS.encode(), "res1.dat": pool.encode()}))
    ((_, template),) = templates(bring(tmp_path / "pool.zip").composed)
    assert "What is 1+1?" in template["prompt"] + template["steps"][0]["prompt"]
    assert [(one["text"], one.get("right", False)) for one in template["steps"][0]["options"]] == [
        ("2", True), ("3", False), ("4", False)
    ]  # fmt: skip
