"""HTML and EPUB: sections in reading order, pictures, formulas; and what means harm."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import pytest

from chiron.engine.library.importing.arriving import About, Arrival, Media, Page, Word
from chiron.engine.library.importing.formats.documents.epub import READER as EPUB
from chiron.engine.library.importing.formats.documents.html import READER as HTML
from chiron.engine.library.importing.formats.documents.sections import cut
from chiron.engine.library.importing.opening import Unusable, open_bytes, open_path
from chiron.engine.library.importing.reporting import Report

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def of(arrivals: list[Arrival], kind: type) -> list:
    return [each for each in arrivals if isinstance(each, kind)]


def html(text: str | bytes, name: str = "page.html") -> tuple[list[Arrival], Report]:
    report = Report()
    data = text.encode() if isinstance(text, str) else text
    arrivals = list(HTML.read(open_bytes(name, data), report))
    report.close()
    return arrivals, report


def test_sections_of_a_page() -> None:
    arrivals, report = html(
        "<html lang='en-GB'><head><title>Plants</title><meta name='author' content='Ada L.'>"
        "<link rel='license' href='https://creativecommons.org/licenses/by/4.0/'></head><body>"
        "<nav><a href='x.html'>x</a></nav><h1>Plants</h1><p>Before.</p><h2>Roots &amp; $5</h2><p>They <b>drink</b>.</p>"
        "<h3>Hairs</h3><p>Fine.</p><h2>Leaves</h2><p>Area \\(x^2\\).</p></body></html>"
    )
    (about,) = of(arrivals, About)
    assert (about.title, about.language, about.origin.licence) == ("Plants", "en", "CC-BY-4.0")
    assert about.origin.authors == ("Ada L.",)
    assert [(page.place, page.section) for page in of(arrivals, Page)] == [
        ("page.html, Plants", ("Plants",)),
        (r"page.html, Roots & \$5", ("Plants", r"Roots & \$5")),
        ("page.html, Leaves", ("Plants", "Leaves")),
    ]
    roots, leaves = of(arrivals, Page)[1:]
    assert roots.text == "They **drink**.\n\n## Hairs\n\nFine."
    assert leaves.text == "Area $x^2$."
    assert any("navigation" in line.why for line in report.lines)


def test_scripts_are_gone_and_told() -> None:
    arrivals, report = html(
        "<h1>T</h1><p onclick='steal()'>Text <a href='javascript:steal()'>here</a>.</p><script>steal()</script>"
        "<iframe src='https://evil.example'></iframe><img src='https://evil.example/a.png' alt='a cat'>"
    )
    (page,) = of(arrivals, Page)
    assert "steal" not in page.text
    assert "evil" not in page.text
    assert "Text here." in page.text
    told = " ".join(line.why for line in report.lines)
    assert "script" in told
    assert "a.png" in told


def test_a_folder_is_read_along_its_links_and_not_beyond(tmp_path: Path) -> None:
    book = tmp_path / "book"
    (book / "img").mkdir(parents=True)
    (tmp_path / "secret.html").write_text("<p>secret</p>")
    (tmp_path / "secret.png").write_bytes(PNG)
    (book / "img" / "a cat.png").write_bytes(PNG)
    (book / "index.html").write_text("<title>Book</title><h1>Start</h1><p>Go <a href='z.html#x'>on</a>.</p>")
    (book / "a.html").write_text("<h1>Last</h1><p>End.</p>")
    (book / "z.html").write_text(
        "<h1>Second</h1><p><img src='img/a%20cat.png' alt='A cat'><img src='../secret.png'>"
        "<a href='../secret.html'>no</a> <a href='index.html'>back</a></p>"
    )
    report = Report()
    arrivals = list(HTML.read(open_path(book), report))
    assert [page.title for page in of(arrivals, Page)] == ["Start", "Second", "Last"]
    (media,) = of(arrivals, Media)
    second = of(arrivals, Page)[1]
    assert f"![A cat](media:{media.key})" in second.text
    assert arrivals.index(media) < arrivals.index(second)
    assert "secret" not in second.text


def test_a_picture_written_out_in_the_page() -> None:
    data = base64.b64encode(PNG).decode()
    arrivals, _ = html(
        f"<h1>T</h1><img alt='dot' src='data:image/png;base64,{data}'><img alt='x' src='data:text/html,<b>'>"
    )
    (media,) = of(arrivals, Media)
    assert media.data == PNG
    assert f"![dot](media:{media.key})" in of(arrivals, Page)[0].text


def test_an_old_encoding_and_an_old_manner() -> None:
    arrivals, _ = html("<HTML><TITLE>Größe</TITLE><BODY><P>Fünf µm".encode("windows-1252"))
    assert of(arrivals, Page)[0].text == "Fünf µm"
    assert of(arrivals, About)[0].title == "Größe"


def test_a_glossary_gives_words() -> None:
    arrivals, _ = html(
        "<h1>T</h1><p>x</p><section id='glossary'><dl><dt>cell</dt><dd>A <i>small</i> unit.</dd></dl></section>"
    )
    (word,) = of(arrivals, Word)
    assert (word.term, word.meaning) == ("cell", "A *small* unit.")


def test_deep_nesting_ends() -> None:
    arrivals, _ = html("<div>" * 5000 + "deep" + "</div>" * 5000 + "<p>after</p>")
    assert of(arrivals, About)


def test_sections_of_markdown() -> None:
    text = "Start.\n\n# A\n\none\n\n```\n# no heading\n```\n\n### B\n\ntwo\n\n#### C\n\nthree\n\n# D $x_1$ *e*\n\nfour"
    assert [(part.path, part.text) for part in cut(text)] == [
        ((), "Start."),
        (("A",), "one\n\n```\n# no heading\n```"),
        (("A", "B"), "two\n\n## C\n\nthree"),
        (("D $x_1$ e",), "four"),
    ]


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
OPF = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:isbn:1</dc:identifier><dc:title>Life</dc:title>
<dc:language>en-US</dc:language><dc:creator>Ada L.</dc:creator><dc:creator>Ben K.</dc:creator>
<dc:rights>Licensed under CC BY-NC 4.0</dc:rights></metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="c2" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="c1" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="x" href="text/unused.xhtml" media-type="application/xhtml+xml"/>
<item id="p" href="img/p.png" media-type="image/png"/></manifest>
<spine><itemref idref="nav"/><itemref idref="c1"/><itemref idref="c2"/></spine></package>"""
NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<body><nav epub:type="toc">
<ol><li><span>Part One</span><ol><li><a href="text/one.xhtml">Cells</a></li></ol></li>
<li><a href="text/two.xhtml">Plants</a></li></ol></nav></body></html>"""
ONE = """<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>c</title></head>
<body><h1>Cells</h1><p>Small. <img src="../img/p.png" alt="A cell"/></p>
<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn></msup></math>
<h2>Walls</h2><p>Thick.</p><script>steal()</script></body></html>"""
TWO = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>No heading here.</p></body></html>'


def epub(**files: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER, "OPS/book.opf": OPF, "OPS/nav.xhtml": NAV, "OPS/text/one.xhtml": ONE,
        "OPS/text/two.xhtml": TWO, "OPS/text/unused.xhtml": TWO, "OPS/img/p.png": PNG, **files,
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/epub+zip")
        for name, data in parts.items():
            if data:
                packed.writestr(name, data)
    return out.getvalue()


def book(data: bytes) -> tuple[list[Arrival], Report]:
    report = Report()
    return list(EPUB.read(open_bytes("life.epub", data), report)), report


def test_a_book_in_reading_order() -> None:
    arrivals, report = book(epub())
    (about,) = of(arrivals, About)
    assert (about.title, about.language) == ("Life", "en")
    assert (about.origin.licence, about.origin.authors, about.origin.id) == (
        "CC-BY-NC-4.0", ("Ada L.", "Ben K."), "urn:isbn:1",
    )  # fmt: skip
    assert [page.section for page in of(arrivals, Page)] == [
        ("Part One", "Cells"), ("Part One", "Cells", "Walls"), ("Plants",),
    ]  # fmt: skip
    cells = of(arrivals, Page)[0]
    (media,) = of(arrivals, Media)
    assert f"![A cell](media:{media.key})" in cells.text
    assert "$x^{2}$" in cells.text or "$x^2$" in cells.text
    assert not any("steal" in page.text for page in of(arrivals, Page))
    assert {line.key for line in report.lines} == {"OPS/nav.xhtml", "x"}


def test_xhtml_is_read_by_the_rules_of_xml() -> None:
    one = (
        '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:m="http://www.w3.org/1998/Math/MathML"><head><title/><script src="x.js"/></head><body><a id="x"/>'
        "<h1>Cells<br/>and more</h1><p>Small&nbsp;ones <!-- not this --><m:math><m:mi>y</m:mi></m:math>.</p>"
        "</body></html>"
    )
    arrivals, _ = book(epub(**{"OPS/text/one.xhtml": one}))
    page = of(arrivals, Page)[0]
    assert page.title == "Cells and more"
    assert page.text.replace("\u00a0", " ") == "Small ones $y$."


def test_printed_pages_are_said() -> None:
    one = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><h1>Cells</h1>'
        '<span epub:type="pagebreak" id="p7" title="7"/><p>Small. '
        '<span role="doc-pagebreak" aria-label="8">8</span>Go on.</p>'
        "<h2>Walls</h2><p>Thick.</p></body></html>"
    )
    arrivals, _ = book(epub(**{"OPS/text/one.xhtml": one}))
    assert [(page.place, page.text) for page in of(arrivals, Page)[:2]] == [
        ("life.epub, page 7, Cells (OPS/text/one.xhtml)", "Small. Go on."),
        ("life.epub, page 8, Walls (OPS/text/one.xhtml)", "Thick."),
    ]


def test_an_epub_2_with_an_ncx() -> None:
    ncx = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint>
    <navLabel><text>Plants</text></navLabel>
    <content src="text/two.xhtml"/></navPoint></navMap></ncx>"""
    opf = (
        OPF.replace('properties="nav"', "")
        .replace("<spine>", '<spine toc="ncx">')
        .replace("</manifest>", '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>')
    )
    arrivals, _ = book(epub(**{"OPS/book.opf": opf, "OPS/toc.ncx": ncx, "OPS/nav.xhtml": TWO}))
    assert of(arrivals, Page)[-1].section == ("Plants",)


def locked(*names: str) -> str:
    each = "".join(
        '<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod '
        f'Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><CipherData><CipherReference URI="{name}"/>'
        "</CipherData></EncryptedData>"
        for name in names
    )
    return f'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">{each}</encryption>'


def test_locked_books_are_told() -> None:
    part = locked("OPS/text/one.xhtml")
    arrivals, report = book(epub(**{"META-INF/encryption.xml": part}))
    assert [page.section for page in of(arrivals, Page)] == [("Plants",)]
    assert any("DRM" in line.why for line in report.lines)
    whole = locked("OPS/nav.xhtml", "OPS/text/one.xhtml", "OPS/text/two.xhtml")
    with pytest.raises(Unusable, match="DRM"):
        book(epub(**{"META-INF/encryption.xml": whole}))


def test_broken_books_are_told() -> None:
    with pytest.raises(Unusable):
        book(epub()[:300])
    with pytest.raises(Unusable, match="package document"):
        book(epub(**{"OPS/book.opf": ""}))
    arrivals, report = book(epub(**{"OPS/text/one.xhtml": ""}))
    assert len(of(arrivals, Page)) == 1
    assert any("not in the package" in line.why for line in report.lines)


def test_entities_are_not_unfolded() -> None:
    bomb = "<!DOCTYPE package [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    with pytest.raises(Unusable):
        book(epub(**{"OPS/book.opf": bomb + OPF.replace("Life", "&b;")}))
    secret = "<!DOCTYPE html [<!ENTITY s SYSTEM 'file:///etc/hostname'>]>"
    arrivals, _ = book(epub(**{"OPS/text/one.xhtml": secret + ONE.split("?>", 1)[1].replace("Small.", "Small &s;.")}))
    hostname = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "\0"
    assert all(hostname not in page.text for page in of(arrivals, Page))


def test_a_book_that_unfolds_without_end_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("META-INF/container.xml", CONTAINER)
        packed.writestr("OPS/book.opf", OPF)
        packed.writestr("OPS/text/two.xhtml", TWO)
        packed.writestr("OPS/text/one.xhtml", b"<p>" + b" " * 60_000_000)
    arrivals, report = book(out.getvalue())
    assert [page.text for page in of(arrivals, Page)] == ["No heading here."]
    assert any("one.xhtml" in line.place for line in report.lines)


def test_fits() -> None:
    assert EPUB.fits(open_bytes("life.epub", epub())) > 0.9
    assert HTML.fits(open_bytes("a.html", b"<p>x</p>")) > 0.5
    assert HTML.fits(open_bytes("life.epub", epub())) < EPUB.fits(open_bytes("life.epub", epub()))
    assert HTML.fits(open_bytes("a.txt", b"plain")) == 0
