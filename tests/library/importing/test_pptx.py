"""PPTX: slides with their number, in the order in which they are read; equations of Office as LaTeX."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from chiron.engine.library.importing.arriving import About, Arrival, Media, Page
from chiron.engine.library.importing.formats.documents.omml import to_latex
from chiron.engine.library.importing.formats.documents.pptx import READER
from chiron.engine.library.importing.opening import Unusable, open_bytes
from chiron.engine.library.importing.reporting import Report

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
NS = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
)
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rels(*entries: tuple[str, str, str]) -> str:
    each = "".join(
        f'<Relationship Id="{name}" Type="{REL}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for name, kind, target in entries
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


def shape(paragraphs: str, kind: str = "", at: tuple[int, int] | None = None) -> str:
    place = f'<a:xfrm><a:off x="{at[0]}" y="{at[1]}"/><a:ext cx="1" cy="1"/></a:xfrm>' if at else ""
    ph = f'<p:ph type="{kind}"/>' if kind and kind != "box" else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/><p:cNvSpPr/><p:nvPr>{ph}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{place}</p:spPr>"
        f"<p:txBody><a:bodyPr/>{paragraphs}</p:txBody></p:sp>"
    )


def para(text: str, properties: str = "", run: str = "") -> str:
    return f'<a:p><a:pPr {properties}/><a:r><a:rPr lang="en-US" {run}/><a:t>{text}</a:t></a:r></a:p>'


def picture(rel: str, alt: str) -> str:
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="4" name="p" descr="{alt}"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{rel}"/></p:blipFill>'
        '<p:spPr><a:xfrm><a:off x="0" y="9000000"/></a:xfrm></p:spPr></p:pic>'
    )


def deck(*slides: str, extra: str = "", parts: dict[str, str | bytes] | None = None) -> bytes:
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="s{n}"/>' for n in range(len(slides)))
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": rels(("r1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {NS}><p:sldIdLst>{ids}</p:sldIdLst>{extra}</p:presentation>",
        "ppt/_rels/presentation.xml.rels": rels(
            *((f"s{n}", "slide", f"slides/slide{n}.xml") for n in range(len(slides)))
        ),
    }
    for number, body in enumerate(slides):
        files[f"ppt/slides/slide{number}.xml"] = body if body.startswith("<p:sld") else slide(body)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in (files | (parts or {})).items():
            packed.writestr(name, data)
    return out.getvalue()


def slide(shapes: str, attributes: str = "") -> str:
    return f"<p:sld {NS} {attributes}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"


def read(data: bytes) -> tuple[list[Arrival], Report]:
    report = Report()
    arrivals = list(READER.read(open_bytes("talk.pptx", data), report))
    report.close()
    return arrivals, report


def pages(data: bytes) -> list[Page]:
    return [each for each in read(data)[0] if isinstance(each, Page)]


def test_a_slide_with_title_list_and_marks() -> None:
    body = para("Small $5") + para("Walls", 'lvl="1"') + para("bold", run='b="1"')
    (page,) = pages(deck(shape(body, "body") + shape(para("Cells"), "title") + shape(para("3"), "sldNum")))
    assert (page.key, page.place, page.title) == ("slide-1", "talk.pptx, slide 1", "Cells")
    assert page.text == "- Small \\$5\n  - Walls\n- **bold**"


def test_boxes_are_read_by_where_they_stand() -> None:
    boxes = (
        shape(para("right"), "box", (5_000_000, 1_010_000)) + shape(para("foot"), "box", (0, 4_000_000))
        + shape(para("left"), "box", (100_000, 1_000_000)) + shape(para("Two sides"), "title")
    )  # fmt: skip
    assert pages(deck(boxes))[0].text == "left\n\nright\n\nfoot"


def test_tables_pictures_notes_and_formulas() -> None:
    cells = [["Planet", "Moons"], ["Earth", "1 | 2"]]
    rows = "".join(
        f"<a:tr>{''.join(f'<a:tc><a:txBody>{para(cell)}</a:txBody></a:tc>' for cell in row)}</a:tr>" for row in cells
    )
    table = (
        '<p:graphicFrame><p:xfrm><a:off x="0" y="2000000"/></p:xfrm>'
        f"<a:graphic><a:tbl>{rows}</a:tbl></a:graphic></p:graphicFrame>"
    )
    formula = (
        "<a:p><a:r><a:t>Area </a:t></a:r><a14:m><m:oMath><m:sSup><m:e><m:r><m:t>r</m:t></m:r></m:e>"
        "<m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></a14:m></a:p>"
    )
    first = (
        shape(para("T"), "title")
        + table
        + picture("rId5", "A cat")
        + shape(formula, "box", (0, 1_000_000))
        + picture("rId6", "Far")
    )
    notes = f"<p:notes {NS}><p:cSld><p:spTree>{shape(para('Speak slowly.'), 'body')}</p:spTree></p:cSld></p:notes>"
    arrivals, report = read(
        deck(first, parts={
            "ppt/slides/_rels/slide0.xml.rels": rels(
                ("rId5", "image", "../media/cat.png"), ("rId6", "image", "https://evil.example/x.png"),
                ("rId7", "notesSlide", "../notesSlides/n1.xml"),
            ),
            "ppt/media/cat.png": PNG, "ppt/notesSlides/n1.xml": notes,
        })
    )  # fmt: skip
    (media,) = [each for each in arrivals if isinstance(each, Media)]
    (page,) = [each for each in arrivals if isinstance(each, Page)]
    assert page.text == (
        "Area $r^{2}$\n\n| Planet | Moons |\n| --- | --- |\n| Earth | 1 \\| 2 |\n\n"
        f"![A cat](media:{media.key})\n\n## Notes\n\nSpeak slowly."
    )
    assert [line.what for line in report.lines] == ["picture"]
    assert arrivals.index(media) < arrivals.index(page)


def test_sections_hidden_and_empty_slides() -> None:
    listed = (
        '<p:extLst><p:ext><p14:sectionLst><p14:section name="Start"><p14:sldIdLst><p14:sldId id="256"/></p14:sldIdLst>'
        '</p14:section><p14:section name="Plants"><p14:sldIdLst><p14:sldId id="257"/><p14:sldId id="258"/>'
        "</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>"
    )
    one, two = shape(para("one"), "box"), shape(para("two"), "box")
    arrivals, report = read(deck(one, slide(two, 'show="0"'), two, "", extra=listed))
    assert [(page.section, page.place) for page in arrivals if isinstance(page, Page)] == [
        (("Start",), "talk.pptx, slide 1"), (("Plants",), "talk.pptx, slide 3"),
    ]  # fmt: skip
    assert [(line.key, line.why) for line in report.lines] == [
        ("slide-2", "It is hidden."), ("slide-4", "It is empty."),
    ]  # fmt: skip


def test_what_it_says_of_itself_and_macros() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Life</dc:title><dc:creator>Ada L.; Ben K.</dc:creator>'
        "<dc:description>CC BY 4.0</dc:description></cp:coreProperties>"
    )
    parts: dict[str, str | bytes] = {
        "_rels/.rels": rels(
            ("r1", "officeDocument", "ppt/presentation.xml"), ("r2", "metadata/core-properties", "docProps/core.xml")
        ),
        "docProps/core.xml": core, "ppt/vbaProject.bin": b"\xd0\xcf",
    }  # fmt: skip
    arrivals, report = read(deck(shape(para("x"), "box"), parts=parts))
    about = arrivals[0]
    assert isinstance(about, About)
    assert (about.title, about.language, about.origin.licence) == ("Life", "en", "CC-BY-4.0")
    assert about.origin.authors == ("Ada L.", "Ben K.")
    assert [line.what for line in report.lines] == ["macro"]


def test_a_broken_slide_leaves_the_others() -> None:
    data = deck(shape(para("one"), "box"), "<p:sld", shape(para("three"), "box"))
    arrivals, report = read(data)
    assert [page.key for page in arrivals if isinstance(page, Page)] == ["slide-1", "slide-3"]
    assert [line.key for line in report.lines] == ["slide-2"]


def test_slides_that_unfold_without_end_or_declare_entities_are_left_out() -> None:
    one = shape(para("one"), "box")
    bomb = "<!DOCTYPE a [<!ENTITY b 'cccc'><!ENTITY d '&b;&b;&b;'>]>" + slide(shape(para("&d;"), "box"))
    files = deck(one, one, one)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(files)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data: str | bytes = old.read(name)
            if name.endswith("slide0.xml"):
                data = b"<a>" + b" " * 60_000_000
            elif name.endswith("slide1.xml"):
                data = bomb
            new.writestr(name, data)
    arrivals, report = read(out.getvalue())
    assert [page.key for page in arrivals if isinstance(page, Page)] == ["slide-3"]
    assert {"slide-1", "slide-2"} <= {line.key for line in report.lines}


def test_what_is_no_presentation_is_told() -> None:
    for data in (b"not a zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", deck(shape(para("x"), "box"))[:200]):
        with pytest.raises(Unusable, match=r"talk\.pptx"):
            read(data)
    assert READER.fits(open_bytes("talk.pptx", deck())) > 0.9


def math(inner: str) -> etree._Element:
    return etree.fromstring(f"<m:oMath {NS}>{inner}</m:oMath>")


def r(text: str, properties: str = "") -> str:
    return f"<m:r>{properties and f'<m:rPr>{properties}</m:rPr>'}<m:t>{text}</m:t></m:r>"


UPRIGHT = '<m:sty m:val="p"/>'


@pytest.mark.parametrize(
    ("markup", "latex"),
    [
        (r("x=2π"), r"x=2\pi"),
        (f"<m:f><m:num>{r('1')}</m:num><m:den>{r('x')}</m:den></m:f>", r"\frac{1}{x}"),
        (f"<m:sSub><m:e>{r('a')}</m:e><m:sub>{r('n')}</m:sub></m:sSub>", "a_{n}"),
        (f"<m:sSubSup><m:e>{r('a')}</m:e><m:sub>{r('i')}</m:sub><m:sup>{r('2')}</m:sup></m:sSubSup>", "a_{i}^{2}"),
        (f"<m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/><m:e>{r('2')}</m:e></m:rad>", r"\sqrt{2}"),
        (f"<m:rad><m:deg>{r('3')}</m:deg><m:e>{r('x')}</m:e></m:rad>", r"\sqrt[3]{x}"),
        (
            f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{r('i=1')}</m:sub><m:sup>{r('n')}</m:sup>"
            f"<m:e>{r('i')}</m:e></m:nary>",
            r"\sum_{i=1}^{n} i",
        ),
        (f"<m:nary><m:sub>{r('0')}</m:sub><m:sup>{r('1')}</m:sup><m:e>{r('x')}</m:e></m:nary>", r"\int_{0}^{1} x"),
        (f"<m:d><m:e>{r('x+1')}</m:e></m:d>", r"\left( x+1 \right)"),
        (
            f"<m:d><m:dPr><m:begChr m:val='{{'/><m:endChr m:val=''/></m:dPr><m:e>{r('x')}</m:e></m:d>",
            r"\left\{ x \right.",
        ),
        (
            f"<m:func><m:fName>{r('sin', UPRIGHT)}</m:fName><m:e>{r('x')}</m:e></m:func>",
            r"\sin {x}",
        ),
        (
            f"<m:m><m:mr><m:e>{r('a')}</m:e><m:e>{r('b')}</m:e></m:mr><m:mr><m:e>{r('c')}</m:e><m:e>{r('d')}</m:e></m:mr></m:m>",
            r"\begin{matrix}a & b \\ c & d\end{matrix}",
        ),
        (f"<m:acc><m:accPr><m:chr m:val='⃗'/></m:accPr><m:e>{r('v')}</m:e></m:acc>", r"\vec{v}"),
        (f"<m:bar><m:barPr><m:pos m:val='top'/></m:barPr><m:e>{r('x')}</m:e></m:bar>", r"\overline{x}"),
        (
            f"<m:limLow><m:e>{r('lim', UPRIGHT)}</m:e><m:lim>{r('x→0')}</m:lim></m:limLow>",
            r"\lim_{x\to 0}",
        ),
        (r("if", "<m:nor/>"), r"\text{if}"),
    ],
)
def test_equations(markup: str, latex: str) -> None:
    assert to_latex(math(markup)) == latex


def test_an_equation_with_an_unknown_part_is_no_guess() -> None:
    with pytest.raises(ValueError, match="strange"):
        to_latex(math("<m:strange/>"))
