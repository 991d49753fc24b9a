"""DOCX: sections, footnotes, tables, pictures, equations; and documents that mean harm."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest

from chiron.engine.library.importing.arriving import About, Arrival, Media, Page
from chiron.engine.library.importing.formats.documents.docx import READER
from chiron.engine.library.importing.opening import Unusable, open_bytes
from chiron.engine.library.importing.reporting import Report

pytest.importorskip("mammoth")

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = f"""<w:styles {NS}>
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="My chapter"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Own2"><w:name w:val="My section"/><w:basedOn w:val="berschrift2"/></w:style>
</w:styles>"""


def rels(*entries: tuple[str, str, str]) -> str:
    each = "".join(
        f'<Relationship Id="{name}" Type="{REL}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for name, kind, target in entries
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


def p(text: str, style: str = "", inner: str = "", run: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{styled}<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>{inner}</w:p>'


def docx(body: str, relations: tuple[tuple[str, str, str], ...] = (), **parts: str | bytes) -> bytes:
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": rels(("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {NS}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": rels(("st", "styles", "styles.xml"), *relations),
        "word/styles.xml": STYLES,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in (files | parts).items():
            packed.writestr(name, data)
    return out.getvalue()


def read(data: bytes, name: str = "plants.docx") -> tuple[list[Arrival], Report]:
    report = Report()
    arrivals = list(READER.read(open_bytes("source", _outer(name, data)), report))
    report.close()
    return arrivals, report


def _outer(name: str, data: bytes) -> bytes:
    """The document in a zip of its own, as it stands in a folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, data)
    return out.getvalue()


def pages(data: bytes) -> list[Page]:
    return [each for each in read(data)[0] if isinstance(each, Page)]


def image(rel: str, alt: str = "", attribute: str = "embed") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic><a:graphicData><pic:pic>'
        f'<pic:blipFill><a:blip r:{attribute}="{rel}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def test_sections_by_headings_of_any_language_and_of_ones_own() -> None:
    body = (
        p("Before.") + p("Plants", "berschrift1")
        + p("They grow &amp; cost $5.") + p("Roots", "berschrift2") + p("Drink.")
        + p("Animals", "Own") + p("They run.") + p("Legs", "Own2") + p("Four.")
    )  # fmt: skip
    arrivals, _ = read(docx(body))
    assert [(page.section, page.text) for page in arrivals if isinstance(page, Page)] == [
        ((), "Before."),
        (("Plants",), "They grow & cost \\$5."),
        (("Plants", "Roots"), "Drink."),
        (("Animals",), "They run."),
        (("Animals", "Legs"), "Four."),
    ]
    about = arrivals[0]
    assert isinstance(about, About)
    assert about.language == "de"
    assert pages(docx(body))[2].place == "plants.docx, Roots"


def test_footnotes_stand_in_their_section() -> None:
    notes = (
        f'<w:footnotes {NS}><w:footnote w:id="2">{p("They are green.")}</w:footnote>'
        f'<w:footnote w:id="3">{p("Not all.")}</w:footnote></w:footnotes>'
    )

    def note(number: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    body = p("One", "berschrift1") + p("Leaves", inner=note(2)) + p("Two", "berschrift1") + p("Trees", inner=note(3))
    first, second = pages(docx(body, (("f", "footnotes", "footnotes.xml"),), **{"word/footnotes.xml": notes}))
    assert "They are green." in first.text
    assert "Not all." not in first.text
    assert second.text.endswith("Not all.")
    assert "$^1$" in first.text or "¹" in first.text or "$^{1}$" in first.text


def test_tables_and_marks() -> None:
    rows = [("Planet", "Moons"), ("Earth", "1")]
    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{p(c)}</w:tc>' for c in row)}</w:tr>" for row in rows)
    body = p("T", "berschrift1") + f"<w:tbl>{cells}</w:tbl>" + p("strong", run="<w:b/>") + p("x *y*")
    (page,) = pages(docx(body))
    assert "| Planet | Moons |" in page.text
    assert "| Earth | 1 |" in page.text
    assert "**strong**" in page.text
    assert "x \\*y\\*" in page.text


def test_equations_become_latex_and_what_cannot_is_told() -> None:
    fraction = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>x&lt;2</m:t></m:r></m:den></m:f>"
    alone = f"<w:p><m:oMathPara><m:oMath>{fraction}</m:oMath></m:oMathPara></w:p>"
    body = p("It is ", inner=f"<m:oMath>{fraction}</m:oMath>") + alone + p("and ", inner="<m:oMath><m:odd/></m:oMath>")
    arrivals, report = read(docx(body))
    (page,) = [each for each in arrivals if isinstance(each, Page)]
    assert page.text.startswith(r"It is $\frac{1}{x\lt 2}$")
    assert r"$$" in page.text
    assert page.text.count(r"\frac{1}{x\lt 2}") == 2
    assert [line.what for line in report.lines] == ["equation"]


def test_pictures_with_their_words_and_nothing_from_elsewhere() -> None:
    relations = (
        ("i1", "image", "media/cat.png"), ("i2", "image", "https://evil.example/x.png"),
        ("i3", "image", "media/gone.png"), ("i4", "image", "file:///etc/passwd"),
    )  # fmt: skip
    runs = image("i1", "A cat") + image("i2") + image("i3") + image("i4", attribute="link") + image("i9")
    arrivals, report = read(docx(p("See ", inner=runs), relations, **{"word/media/cat.png": PNG}))
    (media,) = [each for each in arrivals if isinstance(each, Media)]
    (page,) = [each for each in arrivals if isinstance(each, Page)]
    assert media.data == PNG
    assert f"![A cat](media:{media.key})" in page.text
    assert page.text.count("![") == 1
    assert any(line.what == "picture that lies elsewhere" and line.why.startswith("4 ") for line in report.lines)


def test_links_that_run_something_go() -> None:
    relations = (("l1", "hyperlink", "https://example.org/a"), ("l2", "hyperlink", "javascript:steal()"))
    link = '<w:hyperlink r:id="{}"><w:r><w:t>{}</w:t></w:r></w:hyperlink>'
    (page,) = pages(docx(p("Go ", inner=link.format("l1", "there") + link.format("l2", "here")), relations))
    assert page.text == "Go [there](https://example.org/a)here"


def test_remarks_changes_and_macros_are_told() -> None:
    body = p(
        "Kept ", inner='<w:ins w:id="1"><w:r><w:t>new</w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del>'
    )  # fmt: skip
    remarks = f'<w:comments {NS}><w:comment w:id="0">{p("remark")}</w:comment></w:comments>'
    arrivals, report = read(
        docx(body, (("c", "comments", "comments.xml"),), **{"word/comments.xml": remarks, "word/vbaProject.bin": "x"})
    )
    assert [page.text for page in arrivals if isinstance(page, Page)] == ["Kept new"]
    assert {line.what for line in report.lines} == {"comment", "macro", "part"}
    assert any("tracked changes" in line.why for line in report.lines)


def test_bold_lines_are_headings_where_there_are_no_others() -> None:
    body = p("Roots", run="<w:b/>") + p("They drink.") + p("Leaves", run="<w:b/>") + p("They breathe.")
    arrivals, report = read(docx(body))
    assert [page.section for page in arrivals if isinstance(page, Page)] == [("Roots",), ("Leaves",)]
    assert any("bold" in line.why for line in report.lines)


def test_hostile_documents_are_told() -> None:
    whole = docx(p("x"))
    bomb = "<!DOCTYPE a [<!ENTITY b 'cccc'><!ENTITY d '&b;&b;&b;'>]>"
    hostile = {
        "cut off": whole[:120],
        "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "no package": b"nothing",
        "entities": docx(
            "", **{"word/document.xml": f"{bomb}<w:document {NS}><w:body>{p('&d;')}</w:body></w:document>"}
        ),
        "deep": docx("", **{"word/document.xml": f"<w:document {NS}><w:body>" + "<w:p>" * 4000}),
        "large": docx(p("x"), **{"word/document.xml": b"<w" + b" " * 60_000_000}),
    }
    read_all_the_same = []
    for name, data in hostile.items():
        try:
            read(data)
        except Unusable:
            continue
        read_all_the_same.append(name)
    assert read_all_the_same == []


def test_without_mammoth_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mammoth", None)
    with pytest.raises(Unusable, match="pip install"):
        read(docx(p("x")))


def test_several_documents_are_sections() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.docx", docx(p("H", "berschrift1") + p("one")))
        packed.writestr("b.docx", docx(p("H", "berschrift1") + p("two")))
    report = Report()
    found = [each for each in READER.read(open_bytes("s.zip", out.getvalue()), report) if isinstance(each, Page)]
    assert [(each.section, each.text) for each in found] == [(("a", "H"), "one"), (("b", "H"), "two")]
    assert len({each.key for each in found}) == 2
