"""Common Cartridge: its sections, pages and links, and the keys of its questions in QTI 1.2."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from chiron.core.words import Outcome
from chiron.engine.library.importing.arriving import About, Media, Page, Question
from chiron.engine.library.importing.formats.common_cartridge import READER
from chiron.engine.library.importing.opening import Unusable, open_bytes
from tests.library.importing.qti_made import PIXEL, Told, accepts_only_right, outcome, steps, texts

SHARED = Path(__file__).parents[3] / ".." / "shared" / "data" / "content" / "common_cartridge"
CC = 'xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"'
QTI = "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"


def cartridge(items: str, resources: str, files: Mapping[str, str | bytes]) -> Any:
    """A cartridge, opened."""
    manifest = (
        f"<manifest {CC} identifier='m'><metadata><schema>IMS Common Cartridge</schema>"
        "<schemaversion>1.3.0</schemaversion><lom><general><title><string>Bees</string></title></general></lom>"
        "</metadata>"
        "<organizations><organization structure='rooted-hierarchy'>"
        f"<item identifier='root'>{items}</item></organization></organizations>"
        f"<resources>{resources}</resources></manifest>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, data in {"imsmanifest.xml": manifest, **files}.items():
            made.writestr(name, data)
    return open_bytes("bees.imscc", held.getvalue())


def entry(resource: str, title: str) -> str:
    """A place in the organization."""
    return f"<item identifier='i-{resource}' identifierref='{resource}'><title>{title}</title></item>"


def resource(name: str, kind: str, href: str) -> str:
    """A resource with one file."""
    return f"<resource identifier='{name}' type='{kind}' href='{href}'><file href='{href}'/></resource>"


def quiz(*items: str, more: str = "") -> str:
    """An assessment."""
    return (
        "<questestinterop xmlns='http://www.imsglobal.org/xsd/ims_qtiasiv1p2'><assessment ident='a' title='Quiz'>"
        f"{more}<section ident='s'>{''.join(items)}</section></assessment></questestinterop>"
    )


def item(profile: str, presentation: str, conditions: str, more: str = "", name: str = "q1") -> str:
    """An item with its profile."""
    return (
        f"<item ident='{name}' title='A question'><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>cc_profile"
        f"</fieldlabel><fieldentry>{profile}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>"
        "<presentation><material><mattext texttype='text/html'>&lt;p&gt;What is &lt;b&gt;it&lt;/b&gt;?&lt;/p&gt;"
        f"</mattext></material>{presentation}</presentation><resprocessing><outcomes><decvar maxvalue='100'"
        f" minvalue='0' varname='SCORE' vartype='Decimal'/></outcomes>{conditions}</resprocessing>{more}</item>"
    )


def lid(cardinality: str, name: str = "r", material: str = "", **options: str) -> str:
    """Options to pick from."""
    labels = "".join(
        f"<response_label ident='{key}'><material><mattext>{text}</mattext></material></response_label>"
        for key, text in options.items()
    )
    return (
        f"<response_lid ident='{name}' rcardinality='{cardinality}'>{material}<render_choice>{labels}</render_choice>"
        "</response_lid>"
    )


FIB = "<response_str ident='r' rcardinality='Single'><render_fib prompt='Dashes'/></response_str>"


def when(condition: str, points: str = "100", feedback: str = "", action: str = "Set", go_on: str = "No") -> str:
    """A condition with its points."""
    setting = f"<setvar action='{action}' varname='SCORE'>{points}</setvar>" if points else ""
    said = f"<displayfeedback feedbacktype='Response' linkrefid='{feedback}'/>" if feedback else ""
    return f"<respcondition continue='{go_on}'><conditionvar>{condition}</conditionvar>{setting}{said}</respcondition>"


def equal(value: str, name: str = "r", case: str = "No") -> str:
    """The condition that a response is a value."""
    return f"<varequal respident='{name}' case='{case}'>{value}</varequal>"


def said(name: str, text: str) -> str:
    """A feedback."""
    material = f"<material><mattext>{text}</mattext></material>"
    return f"<itemfeedback ident='{name}'><flow_mat>{material}</flow_mat></itemfeedback>"


def asked(*items: str, more: str = "") -> tuple[list[Question], Told]:
    """The questions of one assessment."""
    told = Told()
    opened = cartridge(entry("z", "Test"), resource("z", QTI, "z/q.xml"), {"z/q.xml": quiz(*items, more=more)})
    return [one for one in READER.read(opened, told) if isinstance(one, Question)], told


def test_multiple_choice_true_false_and_feedback() -> None:
    conditions = (
        when("<other/>", "", "all", go_on="Yes")
        + when(equal("a"), "", "ant", go_on="Yes")
        + when(equal("b"), "100", "bee", go_on="Yes")
    )
    feedback = said("ant", "Too small.") + said("bee", "Yes, it stings.") + said("all", "Read on.")
    (question,), told = asked(
        item("cc.multiple_choice.v0p1", lid("Single", a="An ant", b="A bee", c="Email: a@b"), conditions, feedback)
    )
    (step,) = steps(question)
    assert (step.kind, texts(step), step.prompt) == ("choice", {"A bee"}, "What is **it**?")
    assert question.steps[0].fields["options"][0]["feedback"] == "Read on.\n\nToo small."
    assert question.solution == "Read on.\n\nYes, it stings."
    assert question.steps[0].fields["options"][2]["text"] == "Email: a@@b"
    assert question.section == ("Test",)
    accepts_only_right(step)
    assert not told.losses


def test_multiple_response_needs_all_right_and_no_wrong_one() -> None:
    condition = when(f"<and>{equal('a')}<not>{equal('b')}</not>{equal('c')}</and>")
    (question,), _ = asked(item("cc.multiple_response.v0p1", lid("Multiple", a="A", b="B", c="C"), condition))
    (step,) = steps(question)
    assert (step.kind, texts(step)) == ("multiple-choice", {"A", "C"})
    accepts_only_right(step)


def test_words_numbers_and_patterns_to_type() -> None:
    words = when(f"<or>{equal('Bee')}{equal('honey bee')}</or>")
    (question,), _ = asked(item("cc.fib.v0p1", FIB, words))
    (step,) = steps(question)
    assert outcome(step, {"answer": ["HONEY BEE"]}) is Outcome.CORRECT
    assert outcome(step, {"answer": ["wasp"]}) is Outcome.PERSON

    (question,), _ = asked(item("cc.fib.v0p1", FIB, when(equal("12"))))
    (step,) = steps(question)
    assert (step.kind, outcome(step, {"answer": ["13"]})) == ("numeric", Outcome.INCORRECT)

    contains = when("<varsubstring respident='r' case='No'>queen</varsubstring>")
    (question,), told = asked(item("cc.pattern_match.v0p1", FIB, contains))
    assert question.steps[0].fields["accept"] == ["queen"]
    assert told.says("only hold the words looked for")

    between = when("<and><vargte respident='r'>3.5</vargte><varlte respident='r'>4.5</varlte></and>")
    (question,), _ = asked(item("numerical_question", FIB, between))
    (step,) = steps(question)
    got = [outcome(step, {"answer": [text]}) is Outcome.CORRECT for text in ("3.4", "3.5", "4", "4.5", "4.6")]
    assert got == [False, True, True, True, False]


def test_an_essay_is_for_a_person_with_what_the_source_says_of_a_good_answer() -> None:
    solution = (
        "<itemfeedback ident='s'><solution><solutionmaterial><material><mattext>Names six legs.</mattext></material>"
        "</solutionmaterial></solution></itemfeedback>"
    )
    (question,), _ = asked(item("cc.essay.v0p1", FIB, "", solution))
    assert (question.steps[0].kind, question.steps[0].fields["rubric"]) == ("open", "Names six legs.")


def test_matching_and_menus_as_canvas_writes_them() -> None:
    def named(text: str) -> str:
        return f"<material><mattext>{text}</mattext></material>"

    same = {"x": "honey", "y": "milk", "z": "silk"}
    pairs = lid("Single", "r1", named("bee"), **same) + lid("Single", "r2", named("cow"), **same)
    half = when(equal("x", "r1"), "50", action="Add", go_on="Yes") + when(equal("y", "r2"), "50", action="Add")
    (question,), _ = asked(item("matching_question", pairs, half))
    fields = question.steps[0].fields
    assert [(pair["left"], pair["right"]) for pair in fields["pairs"]] == [("bee", "honey"), ("cow", "milk")]
    assert fields["extra"] == ["silk"]
    accepts_only_right(steps(question)[0])

    menus = lid("Single", "r1", named("one"), x="big", y="small") + lid("Single", "r2", named("two"), x="red", y="blue")
    text = item("multiple_dropdowns_question", menus, half).replace("What is", "It is [one] and [two],")
    (question,), _ = asked(text)
    (step,) = steps(question)
    assert question.steps[0].fields["text"] == "It is [gap-1] and [gap-2], **it**?"
    assert outcome(step, {"answer.gap-1": ["big"], "answer.gap-2": ["blue"]}) is Outcome.CORRECT
    assert outcome(step, {"answer.gap-1": ["big"], "answer.gap-2": ["red"]}) is Outcome.PARTLY


def test_what_cannot_be_decided_is_left_out_and_never_guessed() -> None:
    options = lid("Single", a="A", b="B")
    never = item("cc.multiple_choice.v0p1", options, "", name="q1")
    odd = item("cc.multiple_choice.v0p1", options, when("<durequal>3</durequal>"), name="q2")
    twice = item("cc.multiple_choice.v0p1", options, when(equal("a")), name="q1")
    rule = (
        "<qtimetadata><qtimetadatafield><fieldlabel>cc_maxattempts</fieldlabel><fieldentry>2</fieldentry>"
        "</qtimetadatafield></qtimetadata>"
    )
    found, told = asked(never, odd, twice, more=rule)
    assert [each.key for each in found] == ["z/q1~2"]
    assert told.says("No option of it is marked right")
    assert told.says("the condition durequal")
    assert told.says("identifier q1, too")
    assert told.says("limit of attempts is not kept")


def test_pages_links_discussions_and_tools_in_the_order_of_the_organization() -> None:
    items = (
        "<item identifier='u1'><title>Unit 1</title>"
        + entry("w", "The web")
        + entry("p", "A page")
        + "<item identifier='u2'><title>Inner</title>"
        + entry("d", "Talk")
        + "</item>"
        + entry("t", "Tool")
        + entry("gone", "Gone")
        + "</item>"
    )
    resources = (
        resource("p", "webcontent", "wiki/p.html")
        + resource("w", "imswl_xmlv1p3", "w.xml")
        + resource("d", "imsdt_xmlv1p3", "d.xml")
        + resource("t", "imsbasiclti_xmlv1p0", "t.xml")
        + resource("e", "webcontent", "wiki/extra.html")
        + resource("f", "webcontent", "web_resources/bee.png")
        + resource("n", "webcontent", "web_resources/notes.pdf")
    )
    page = (
        "<html><head><title>x</title></head><body><p>A <b>bee</b>.</p>"
        "<img src='$IMS-CC-FILEBASE$/bee.png?a=1' alt='Bee'></body></html>"
    )
    files: dict[str, str | bytes] = {
        "wiki/p.html": page,
        "wiki/extra.html": "<title>Extra</title><p>More <script>alert(1)</script></p>",
        "w.xml": "<webLink><title>W</title><url href='https://example.org/bees' target='_blank'/></webLink>",
        "d.xml": "<topic><title>T</title><text texttype='text/html'>&lt;p&gt;Say it.&lt;/p&gt;</text></topic>",
        "t.xml": "<cartridge_basiclti_link/>",
        "web_resources/bee.png": PIXEL,
        "web_resources/notes.pdf": b"%PDF",
    }
    told = Told()
    found = list(READER.read(cartridge(items, resources, files), told))
    assert isinstance(found[0], About)
    assert found[0].title == "Bees"
    pages = [each for each in found if isinstance(each, Page)]
    assert [(each.title, each.section) for each in pages] == [
        ("The web", ("Unit 1",)),
        ("A page", ("Unit 1",)),
        ("Talk", ("Unit 1", "Inner")),
        ("Extra", ()),
    ]
    assert pages[0].text == "[The web](https://example.org/bees)"
    assert pages[1].text == "A **bee**.\n\n![Bee](media:web_resources/bee.png)"
    assert pages[2].text == "Say it."
    assert "alert" not in pages[3].text
    assert [each.key for each in found if isinstance(each, Media)] == ["web_resources/bee.png"]
    lost = {key: what for key, what, _ in told.losses}
    assert lost["t"] == "LTI link"
    assert lost["n"] == "file"
    assert "i-gone" in lost
    assert "f" not in lost


def test_a_link_that_runs_something_is_left_out_and_a_broken_manifest_is_unusable() -> None:
    told = Told()
    files = {"w.xml": "<webLink><title>W</title><url href='javascript:alert(1)'/></webLink>"}
    found = list(READER.read(cartridge(entry("w", "W"), resource("w", "imswl_xmlv1p1", "w.xml"), files), told))
    assert [type(each) for each in found] == [About]
    assert told.says("none of the web")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("imsmanifest.xml", "<manifest")
    with pytest.raises(Unusable):
        list(READER.read(open_bytes("a.imscc", held.getvalue()), Told()))


def test_questions_without_a_cartridge_and_those_that_canvas_writes_twice() -> None:
    right = item("cc.multiple_choice.v0p1", lid("Single", a="A", b="B"), when(equal("b")))
    opened = open_bytes("quiz.xml", quiz(right).encode())
    assert READER.fits(opened) > 0.5
    (question,) = [one for one in READER.read(opened, Told()) if isinstance(one, Question)]
    assert (question.section, texts(steps(question)[0])) == (("Quiz",), {"B"})

    more = item("numerical_question", FIB, when(equal("7")), name="q2")
    resources = resource("z", QTI, "z/q.xml") + resource("c", "associatedcontent/imscc_xmlv1p1/x", "non_cc/z.xml.qti")
    files = {"z/q.xml": quiz(right), "non_cc/z.xml.qti": quiz(right, more)}
    found = list(READER.read(cartridge(entry("z", "Test"), resources, files), Told()))
    assert [one.key for one in found if isinstance(one, Question)] == ["z/q1", "c/q2"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared holds the sample")
def test_the_sample_cartridge() -> None:
    from tarfile import open as open_tar

    with open_tar(SHARED / "moodle2cc-fixtures.tgz") as tar:
        member = tar.extractfile("test/fixtures/cc.imscc")
        assert member is not None
        opened = open_bytes("cc.imscc", member.read())
    assert READER.fits(opened) > 0.9
    told = Told()
    pages = [each for each in READER.read(opened, told) if isinstance(each, Page)]
    assert [page.title for page in pages] == ["Assignment: Create a Rails site"]
