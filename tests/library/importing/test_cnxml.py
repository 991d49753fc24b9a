"""OpenStax books: a small one of our own whose every part is known, faults of all kinds, and the shared sample."""

from __future__ import annotations

import tarfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest

from chiron.engine.library.importing.arriving import About, Arrival, Media, Page, Question, Word
from chiron.engine.library.importing.formats.cnxml import READER
from chiron.engine.library.importing.formats.cnxml.exercises import letters, parts_of
from chiron.engine.library.importing.opening import Unusable, open_path
from tests.library.importing.fakes import composed

SAMPLE = Path(__file__).parents[4] / "shared/data/content/openstax_cnxml/intro-python-programming.tgz"
M = 'xmlns:m="http://www.w3.org/1998/Math/MathML"'
COLLECTION = """<col:collection xmlns="http://cnx.rice.edu/collxml" xmlns:md="http://cnx.rice.edu/mdml"
 xmlns:col="http://cnx.rice.edu/collxml"><metadata><md:title>Small Book</md:title><md:language>en</md:language>
 <md:license url="http://creativecommons.org/licenses/by-nc-sa/4.0/">x</md:license><md:uuid>book-1</md:uuid></metadata>
 <col:content><col:module document="m0"/><col:subcollection><md:title>Numbers</md:title><col:content>
 <col:module document="m1"/><col:module document="m2"/></col:content></col:subcollection></col:content>
</col:collection>"""


class Told:
    """Notes that a test looks at."""

    def __init__(self) -> None:
        self.lost: list[tuple[str, str, str]] = []
        self.other: list[tuple[str, str]] = []
        self.places: list[str] = []

    def changed(self, key: str, place: str, what: str) -> None:
        assert place
        self.other.append((key, what))

    def left(self, key: str, place: str, what: str, why: str) -> None:
        assert place
        assert why.endswith(".")
        self.lost.append((key, what, why))
        self.places.append(place)


def module(content: str, title: str = "One", glossary: str = "", metadata: str = "") -> str:
    """A module around some content."""
    return (
        f'<document xmlns="http://cnx.rice.edu/cnxml" {M}><title>{title}</title>'
        f'<metadata xmlns:md="http://cnx.rice.edu/mdml"><md:title>{title}</md:title>{metadata}</metadata>'
        f"<content>{content}</content>{glossary}</document>"
    )


def book(
    folder: Path, *modules: str, files: dict[str, bytes] | None = None, plan: str = COLLECTION
) -> tuple[list[Arrival], Told]:
    """What a book of these modules gives: m0, m1, m2 ..."""
    written = {f"modules/m{number}/index.cnxml": text.encode() for number, text in enumerate(modules)}
    if plan:
        written["collections/book.collection.xml"] = plan.encode()
    for name, data in (written | (files or {})).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    told = Told()
    return list(READER.read(open_path(folder), told)), told


def pages(arrivals: list[Arrival]) -> list[Page]:
    """The pages alone."""
    return [one for one in arrivals if isinstance(one, Page)]


def questions(arrivals: list[Arrival]) -> dict[str, Question]:
    """The questions by the part of their key behind the module."""
    return {one.key.partition("#")[2]: one for one in arrivals if isinstance(one, Question)}


def one_page(folder: Path, content: str) -> str:
    """The text of the only page that some content makes."""
    arrivals, _ = book(folder, module(content), plan="")
    (page,) = pages(arrivals)
    return page.text


def exercise(problem: str, solution: str = "", name: str = "e1") -> str:
    """An exercise."""
    end = f'<solution id="s{name}">{solution}</solution>' if solution else ""
    return f'<exercise id="{name}"><problem id="p{name}">{problem}</problem>{end}</exercise>'


def asked(folder: Path, problem: str, solution: str = "") -> Question:
    """The question that one exercise makes."""
    inner = f"<title>Review Questions</title>{exercise(problem, solution)}"
    content = f'<section id="q" class="review-questions">{inner}</section>'
    arrivals, _ = book(folder, module(content), plan="")
    return questions(arrivals)["e1"]


OPTIONS = (
    '<para id="a">Which is a planet?</para><list id="l" list-type="enumerated" number-style="lower-alpha">'
    "<item>Sun</item><item>Moon</item><item>Mars</item></list>"
)


def test_the_plan_gives_sections_licence_and_order(tmp_path: Path) -> None:
    arrivals, told = book(
        tmp_path,
        module("<para>Zero.</para>", "Preface"),
        module("<para>First.</para>"),
        module("<para>Two.</para>", "Two"),
    )
    about = arrivals[0]
    assert isinstance(about, About)
    assert (about.title, about.language) == ("Small Book", "en")
    assert about.origin is not None
    assert (about.origin.licence, about.origin.id) == ("CC-BY-NC-SA-4.0", "book-1")
    assert [(page.section, page.text) for page in pages(arrivals)] == [
        (("Preface",), "Zero."),
        (("Numbers", "One"), "First."),
        (("Numbers", "Two"), "Two."),
    ]
    assert not told.lost


def test_a_page_for_each_section_that_can_be_cited(tmp_path: Path) -> None:
    content = (
        '<para id="a">Before.</para><section id="s1"><title>Of <emphasis>Cells</emphasis></title>'
        '<para id="b">In it.</para>'
        '<section id="s2"><title>Deeper</title><para id="c">More.</para></section></section><para id="d">After.</para>'
    )
    found = pages(book(tmp_path, module(content), plan="")[0])
    assert [(page.key, page.title) for page in found] == [("m0", "One"), ("m0#s1", "Of Cells"), ("m0#after-1", "One")]
    assert found[1].place == "modules/m0/index.cnxml#s1"
    assert found[1].text == "In it.\n\n## Deeper\n\nMore."


def test_text_in_a_line_keeps_its_marks_and_stays_plain_where_it_was(tmp_path: Path) -> None:
    text = one_page(
        tmp_path,
        '<para id="a">A <term>cell</term> of <emphasis effect="italics">life</emphasis> costs $5 *now*; CO<sub>2</sub>,'
        " 10<sup>-3</sup>, the 19<sup>th</sup>, <code>a`b</code> and <m:math><m:mi>x</m:mi>"
        "<m:mo>&lt;</m:mo><m:mn>1</m:mn>"
        '</m:math>.<footnote id="f">Seen.</footnote></para>',
    )
    assert text.startswith("A **cell** of *life* costs \\$5 \\*now\\*; CO₂, 10⁻³, the 19th, ``a`b`` and $x")
    assert text.endswith("$.¹\n\n¹ Seen.")


def test_a_paragraph_that_looks_like_a_list_or_heading_stays_one(tmp_path: Path) -> None:
    assert one_page(tmp_path, "<para>1. Not a list.</para>") == "1\\. Not a list."
    assert one_page(tmp_path, "<para># no heading</para>").startswith("\\#")


def test_blocks_within_a_paragraph_stand_by_themselves(tmp_path: Path) -> None:
    text = one_page(
        tmp_path,
        '<para>Look:<list id="l" list-type="enumerated"><item>one</item><item>two<list id="k">'
        "<item>deep</item></list></item>"
        '</list>and <code display="block">a = 1\n\n\n  b</code></para>',
    )
    assert text == "Look:\n\n1. one\n\n2. two\n\n   - deep\n\nand\n\n```\na = 1\n\n\n  b\n```"


def test_figures_come_with_picture_caption_and_number(tmp_path: Path) -> None:
    figure = (
        '<figure id="F"><media id="m" alt="A [red] cat">'
        '<image mime-type="image/png" src="../../media/c%20t.png"/></media>'
        "<caption>The cat.</caption></figure>"
    )
    arrivals, told = book(
        tmp_path,
        module("<para>0.</para>"),
        module(f'{figure}<para>See <link target-id="F"/>.</para>'),
        module('<para>As in <link target-id="F" document="m1"/> and <link document="m1"/>.</para>', "Two"),
        files={"media/c t.png": b"\x89PNG"},
    )
    (media,) = [one for one in arrivals if isinstance(one, Media)]
    texts = [page.text for page in pages(arrivals)]
    assert texts[1] == f"![A (red) cat](media:{media.key})\n\n*Figure 1.1: The cat.*\n\nSee Figure 1.1."
    assert texts[2] == "As in Figure 1.1 and “One”."
    assert arrivals.index(media) < arrivals.index(pages(arrivals)[1])
    assert media.data == b"\x89PNG"
    assert not told.lost


def test_a_picture_that_is_not_there_leaves_its_words_and_a_note(tmp_path: Path) -> None:
    content = '<media id="m" alt="A map"><image mime-type="image/png" src="gone.png"/></media>'
    arrivals, told = book(tmp_path, module(content), plan="")
    assert pages(arrivals)[0].text == "*Picture: A map*"
    assert [what for _, what, _ in told.lost] == ["picture"]
    assert told.places[0].endswith("(gone.png)")


def test_tables_lay_out_spans_and_escape_bars(tmp_path: Path) -> None:
    text = one_page(
        tmp_path,
        '<table id="T" summary=""><tgroup cols="3"><colspec colname="c1"/><colspec colname="c2"/>'
        '<colspec colname="c3"/>'
        '<thead><row><entry namest="c1" nameend="c3">Whole</entry></row><row><entry>A</entry>'
        "<entry>B</entry><entry>C</entry>"
        '</row></thead><tbody><row><entry morerows="1">x</entry><entry>1|2</entry><entry/></row>'
        "<row><entry>4</entry><entry><list><item>p</item><item>q</item></list></entry></row></tbody></tgroup></table>",
    )
    assert text.split("\n\n")[1] == ("| A | B | C |\n| --- | --- | --- |\n| x | 1\\|2 |  |\n| x | 4 | p; q |")
    assert text.startswith("*Table 1: Whole*")


def test_objectives_come_from_abstracts_and_from_sections(tmp_path: Path) -> None:
    abstract = "<md:abstract>You will:<list><item>Add <m:math><m:mn>2</m:mn></m:math></item></list></md:abstract>"
    goals = '<section id="g"><title>Learning objectives</title><list id="l"><item>Take away</item></list></section>'
    arrivals, _ = book(tmp_path, module(f"{goals}<para>Text.</para>", metadata=abstract), plan="")
    (page,) = pages(arrivals)
    assert page.objectives == ("Add $2$", "Take away")
    assert page.text == "Text."


def test_a_glossary_becomes_words(tmp_path: Path) -> None:
    glossary = (
        '<glossary><definition id="d1"><term><emphasis>quipu</emphasis></term>'
        "<meaning>knots that count</meaning></definition>"
        '<definition id="d2"><term>empty</term></definition></glossary>'
    )
    arrivals, told = book(tmp_path, module("<para>x.</para>", glossary=glossary), plan="")
    assert [(one.term, one.meaning) for one in arrivals if isinstance(one, Word)] == [("quipu", "knots that count")]
    assert [what for _, what, _ in told.lost] == ["term"]


@pytest.mark.parametrize("solution", ["C", "c", "(c)", "C. Mars", "<label/>C", "The correct answer is C", "Mars"])
def test_options_with_a_letter_become_a_choice(tmp_path: Path, solution: str) -> None:
    made = asked(tmp_path, OPTIONS, f"<para>{solution}</para>".replace("<para><label/>", "<label/><para>"))
    (step,) = made.steps
    assert step.kind == "choice"
    assert made.prompt == "Which is a planet?"
    assert step.fields["options"] == [{"text": "Sun"}, {"text": "Moon"}, {"text": "Mars", "right": True}]


def test_several_letters_become_a_multiple_choice(tmp_path: Path) -> None:
    (step,) = asked(tmp_path, OPTIONS, "<para>A and C</para>").steps
    assert step.kind == "multiple-choice"
    assert [option.get("right") for option in step.fields["options"]] == [
        True,
        None,
        True,
    ]


def test_options_without_a_key_are_read_by_a_person_and_told(tmp_path: Path) -> None:
    content = f'<section id="q"><title>Review Questions</title>{exercise(OPTIONS)}</section>'
    arrivals, told = book(tmp_path, module(content), plan="")
    assert questions(arrivals)["e1"].steps[0].kind == "open"
    assert "(c) Mars" in questions(arrivals)["e1"].prompt
    assert any("the book gives none" in what for _, what in told.other)


def test_lettered_parts_become_steps(tmp_path: Path) -> None:
    items = "".join(f'<item><span class="token">{mark}</span> <m:math><m:mn>{n}</m:mn></m:math></item>'
                    for mark, n in (("ⓐ", "−2"), ("ⓑ", "4")))  # fmt: skip
    problem = f'<para id="a">Opposites: <list id="l" list-type="enumerated" class="circled">{items}</list></para>'
    made = asked(tmp_path, problem, "<para>ⓐ 2 ⓑ −4</para>")
    assert made.prompt == "Opposites:"
    assert [(step.kind, step.fields["answer"]) for step in made.steps] == [("numeric", "2"), ("numeric", "-4")]
    assert [step.prompt for step in made.steps] == ["$-2$", "$4$"]


def test_instructions_go_with_every_exercise_of_their_run(tmp_path: Path) -> None:
    content = (
        '<section id="x" class="section-exercises"><title>Practice</title>'
        "<para><emphasis>Order Numbers</emphasis></para><para>In the following exercises, add.</para>"
        f"{exercise('<para>1 + 1</para>', '<para>2</para>')}{exercise('<para>2 + 2</para>', '<para>4</para>', 'e2')}"
        f"<para>Now multiply.</para>{exercise('<para>3 · 3</para>', '<para>9</para>', 'e3')}</section>"
    )
    lesson = '<section id="o"><title>Order Numbers</title><para>Text.</para></section>'
    arrivals, _ = book(tmp_path, module(lesson + content), plan="")
    found = questions(arrivals)
    assert [found[name].prompt for name in ("e1", "e2", "e3")] == [
        "In the following exercises, add.\n\n1 + 1",
        "In the following exercises, add.\n\n2 + 2",
        "Now multiply.\n\n3 · 3",
    ]
    assert found["e1"].skills == ("Order Numbers",)
    assert found["e1"].steps[0].fields["answer"] == "2"
    assert [page.text for page in pages(arrivals)] == ["Text."]


def test_a_worked_example_stays_in_the_lesson_with_its_solution(tmp_path: Path) -> None:
    content = (
        f'<example id="E"><title>Adding</title>{exercise("<para>1 + 1?</para>", "<para>It is 2.</para>")}</example>'
    )
    arrivals, told = book(tmp_path, module(content), plan="")
    assert not questions(arrivals)
    assert pages(arrivals)[0].text == "**Example 1: Adding**\n\n1 + 1?\n\n**Solution**\n\nIt is 2."
    assert ("m0#e1", "It comes as a worked example in the lesson, with its solution.") in told.other


def test_an_exercise_that_lies_elsewhere_is_named(tmp_path: Path) -> None:
    problem = '<para id="a"><link class="os-embed" url="#exercise/AB-ch01-p01"/></para>'
    arrivals, told = book(tmp_path, module(f'<note id="n"><para>Look.</para>{exercise(problem)}</note>'), plan="")
    assert not questions(arrivals)
    assert told.lost[0][1] == "exercise"
    assert "AB-ch01-p01" in told.places[0]
    assert any(what == "instructions" for _, what, _ in told.lost)


def test_links_that_run_and_unknown_elements_leave_their_words(tmp_path: Path) -> None:
    arrivals, told = book(
        tmp_path,
        module('<para>See <link url="javascript:alert(1)">this</link>.</para><strange>words</strange>'
               '<para><link url="https://x.org/a(b)">that</link></para>'),
        plan="",
    )  # fmt: skip
    assert pages(arrivals)[0].text == "See this.\n\nwords\n\n[that](https://x.org/a%28b%29)"
    assert any("<strange>" in what for _, what in told.other)


def test_broken_missing_and_unnamed_modules_are_told_and_the_rest_comes(tmp_path: Path) -> None:
    arrivals, told = book(
        tmp_path,
        "<document><broken",
        module("<para>Here.</para>"),
        files={"modules/m7/index.cnxml": module("").encode()},
    )
    assert [page.text for page in pages(arrivals)] == ["Here."]
    assert {key: what for key, what, _ in told.lost} == {"m0": "page", "m2": "page", "m7": "page"}


def test_ids_used_twice_get_keys_of_their_own(tmp_path: Path) -> None:
    content = '<section id="q"><title>Review Questions</title>' + exercise("<para>1?</para>") * 2 + "</section>"
    arrivals, told = book(tmp_path, module(content), plan="")
    assert [one.key for one in arrivals if isinstance(one, Question)] == ["m0#e1", "m0#e1~2"]
    assert any("used twice" in what for _, what in told.other)


def test_a_hostile_module_neither_hangs_nor_raises(tmp_path: Path) -> None:
    deep = "<section>" * 200 + "<para>x.</para>" + "</section>" * 200
    bomb = '<!DOCTYPE d [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + module("<para>&c;</para>")
    many = module("<para>" + "<newline/>" * 20_000 + "x</para>" + "<emphasis>[*`</emphasis>" * 2_000)
    arrivals, _ = book(tmp_path, module(deep), bomb, many, plan="")
    assert any("x" in page.text for page in pages(arrivals))


def test_nothing_at_all_is_unusable(tmp_path: Path) -> None:
    (tmp_path / "a.collection.xml").write_text(COLLECTION)
    with pytest.raises(Unusable, match=r"index\.cnxml"):
        list(READER.read(open_path(tmp_path), Told()))


def test_it_fits_books_and_nothing_else(tmp_path: Path) -> None:
    book(tmp_path, module("<para>x.</para>"))
    assert READER.fits(open_path(tmp_path)) > 0.9
    (tmp_path / "other").mkdir()
    (tmp_path / "other/a.xml").write_text("<quiz/>")
    assert READER.fits(open_path(tmp_path / "other")) == 0


def test_all_that_arrives_can_be_composed(tmp_path: Path) -> None:
    content = '<section id="q"><title>Review Questions</title>' + "".join(
        exercise(f"<para>{asks}</para>", f"<para>{says}</para>", f"e{number}")
        for number, (asks, says) in enumerate(
            [("2 @ 2?", "4"), ("Name it: ________", "the cell @ rest"), ("Why so?", "Because cells need it to live."),
             ("Factor.", "<m:math><m:mi>x</m:mi><m:mo>(</m:mo><m:mi>x</m:mi><m:mo>+</m:mo>"
                         "<m:mn>1</m:mn><m:mo>)</m:mo></m:math>")]
        )
    ) + exercise(OPTIONS, "<para>B</para>", "e9") + "</section>"  # fmt: skip
    arrivals, _ = book(tmp_path, module(content), plan="")
    _, report = composed(*arrivals)
    assert report.count("left out") == 0
    assert report.steps == 5


@pytest.mark.parametrize(
    ("text", "places"),
    [("D", [3]), ("(b)", [1]), ("B.", [1]), ("C. Mars", [2]), ("a, c", [0, 2]), ("A and D", [0, 3]),
     ("A cell is small", []), ("Because it is so", []), ("12", [])],
)  # fmt: skip
def test_letters_of_answers(text: str, places: list[int]) -> None:
    assert letters(text) == places


def test_parts_need_to_begin_at_a_and_to_go_on() -> None:
    found = parts_of("Do:\n- (a) one\n- (b) two")
    assert found is not None
    assert (found.stem, found.parts) == ("Do:", ("one", "two"))
    assert parts_of("- (b) one\n- (c) two") is None
    assert parts_of("Only one (a) here") is None
    assert parts_of("a. 3; b. 5") is not None


def test_the_shared_sample_arrives_whole() -> None:
    if not SAMPLE.exists():
        pytest.skip(f"{SAMPLE} is not here")
    told = Told()
    arrivals = list(READER.read(open_path(SAMPLE), told))
    with tarfile.open(SAMPLE) as archive:
        texts = [archive.extractfile(one).read() for one in archive if one.name.endswith(".cnxml")]  # type: ignore[union-attr]
    exercises = sum(text.count(b"<exercise ") for text in texts)
    counts = Counter(what for _, what, _ in told.lost)
    assert len(questions(arrivals)) + counts["exercise"] == exercises == 607
    assert counts["page"] == 0
    assert len({page.section for page in pages(arrivals)}) == len(texts) == 115
    assert len({page.key for page in pages(arrivals)}) == len(pages(arrivals))
    assert all("<" not in page.title and page.text.strip() for page in pages(arrivals))
    assert BytesIO(SAMPLE.read_bytes()).getbuffer().nbytes > 0
