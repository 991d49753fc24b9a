"""OpenStax books: a small one of our own whose every part is known, faults of all kinds, and the shared sample."""

from __future__ import annotations

import tarfile
from collections import Counter
from pathlib import Path

import pytest

from chiron.engine.library.importing.arriving import About, Media, Prerequisite, Word
from chiron.engine.library.importing.formats.cnxml import READER
from chiron.engine.library.importing.opening import Unusable, open_path
from chiron.engine.library.importing.proposing import propose
from tests.library.importing.books import COLLECTION, Told, book, module, one_page, pages, questions, wild

SAMPLE = Path(__file__).parents[4] / "shared/data/content/openstax_cnxml/intro-python-programming.tgz"


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


def test_an_old_complete_zip_has_authors_and_pictures_beside_its_modules(tmp_path: Path) -> None:
    plan = """<col:collection xmlns:col="http://cnx.rice.edu/collxml" xmlns:md="http://cnx.rice.edu/mdml"><col:metadata>
    <md:title>Libro</md:title><md:language>es</md:language><md:license url="http://creativecommons.org/publicdomain/zero/1.0/"/>
    <md:actors><md:person userid="ada"><md:fullname>Ada L.</md:fullname></md:person>
    <md:person userid="ben"><md:fullname>Ben</md:fullname></md:person></md:actors>
    <md:roles><md:role type="author">ada</md:role><md:role type="maintainer">ben</md:role></md:roles>
    <md:derived-from url="http://cnx.org/content/col1"/></col:metadata><col:content>
    <col:module document="m9" version="latest"><md:title>Nuevo</md:title></col:module></col:content></col:collection>"""
    figure = (
        '<para>Ver <link target-id="f"/>.</para><figure id="f"><media id="m" alt="Un gato">'
        '<image mime-type="image/png" src="g.png"/></media></figure>'
    )
    files = {"col1/collection.xml": plan.encode(), "col1/m9/index.cnxml": module(figure, "Viejo").encode()}
    arrivals, told = book(tmp_path, files=files | {"col1/m9/g.png": b"PNG"}, plan="")
    about = arrivals[0]
    assert isinstance(about, About)
    assert about.origin is not None
    assert about.origin.authors == ("Ada L.",)
    assert (about.origin.licence, about.origin.url) == ("CC0-1.0", "http://cnx.org/content/col1")
    (page,) = pages(arrivals)
    assert page.title == "Nuevo"
    assert page.text == "Ver Figura 1.\n\n![Un gato](media:g-png)\n\n*Figura 1*"
    assert not told.lost


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_whatever_stands_in_a_module_the_reader_keeps_its_promises(tmp_path: Path, first: int) -> None:
    for seed in range(first, first + 20):
        arrivals, _ = book(tmp_path, module(wild(seed)), files={"media/a.png": b"PNG"}, plan="")
        keys = [(type(one), one.key) for one in arrivals if not isinstance(one, About | Prerequisite)]
        assert len(set(keys)) == len(keys)
        assert all("\x00" not in repr(one) for one in arrivals)
        assert all("](javascript" not in page.text for page in pages(arrivals))
        propose(pages(arrivals), [one for one in arrivals if isinstance(one, Word)])


def test_a_picture_that_is_a_link_stays_a_picture(tmp_path: Path) -> None:
    content = '<para>See <link url="https://x.org"><media alt="A cat"><image src="c.png"/></media></link> there.</para>'
    arrivals, _ = book(tmp_path, module(content), files={"modules/m0/c.png": b"PNG"}, plan="")
    assert pages(arrivals)[0].text == "See\n\n![A cat](media:c-png)\n\nthere."
