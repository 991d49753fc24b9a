"""PDF: pages as they are read, true to their page; and files that mean harm."""

from __future__ import annotations

import struct
import sys
import threading
import zlib
from pathlib import Path

import pytest

from chiron.engine.library.importing.arriving import About, Arrival, Media, Page
from chiron.engine.library.importing.formats.documents.pdf import READER
from chiron.engine.library.importing.formats.documents.pdf.pieces import Sheet, _mended
from chiron.engine.library.importing.formats.documents.pdf.prose import Words as Vocabulary
from chiron.engine.library.importing.formats.documents.rights import licence
from chiron.engine.library.importing.opening import Unusable, open_bytes, open_path
from chiron.engine.library.importing.reporting import Report
from tests.library.importing.pdfs import Image, Pdf, Words, written

pytest.importorskip("pypdfium2")


def read(pdf: Pdf | bytes, name: str = "book.pdf") -> tuple[list[Arrival], Report]:
    data = pdf if isinstance(pdf, bytes) else pdf.bytes()
    report = Report()
    arrivals = list(READER.read(open_bytes(name, data), report))
    report.close()
    return arrivals, report


def pages(pdf: Pdf | bytes) -> list[Page]:
    return [arrival for arrival in read(pdf)[0] if isinstance(arrival, Page)]


def column(texts: list[str], left: float = 72, top: float = 700, size: float = 10, font: str = "F1") -> list[Words]:
    return [Words(left, top - 12 * number, text, size, font) for number, text in enumerate(texts)]


LEFT = [
    "Cells are the smallest living units. Every plant and ani-",
    "mal is built of them, and each of them comes from some",
    "other cell. The first who ever saw them was Robert Hooke,",
    "who looked at a thin slice of cork in a microscope of his",
    "own making and who found that it was full of small holes.",
]
RIGHT = [
    "Inside of each there is a nucleus. It holds what a cell",
    "needs to know in order to grow and to divide into two new",
    "ones. It is found in all plants and animals, and it is not",
    "found in bacteria. These keep their threads lying free in",
    "the cell; they are the older form of all life that we know.",
]


def test_two_columns_are_read_one_after_the_other_and_hyphens_joined() -> None:
    head = [Words(72, 730, "A heading that goes across both of the two columns", 16, "F2")]
    (page,) = pages(Pdf([[*head, *column(LEFT), *column(RIGHT, 345)]]))
    assert page.place == "book.pdf, page 1"
    assert page.section == ("A heading that goes across both of the two columns",)
    left, right = page.text.split("\n\n")
    assert left.startswith("Cells are the smallest living units. Every plant and animal is built of them")
    assert left.endswith("full of small holes.")
    assert right.startswith("Inside of each there is a nucleus.")


def test_columns_written_line_by_line_are_still_columns() -> None:
    mixed = [piece for pair in zip(column(LEFT), column(RIGHT, 345), strict=True) for piece in pair]
    (page,) = pages(Pdf([mixed]))
    assert "full of small holes." in page.text
    assert "found in bacteria. These keep" in page.text
    assert page.text.index("holes.") < page.text.index("Inside")


def test_a_table_is_no_pair_of_columns() -> None:
    rows = [("Planet", "Moons", "Mass"), ("Earth", "1", "6.0"), ("Mars", "2", "0.6"), ("Jupiter", "95", "1898")]
    words = [
        Words(x, 600 - 14 * number, cell)
        for number, row in enumerate(rows)
        for x, cell in zip((72, 180, 300), row, strict=True)
    ]
    arrivals, report = read(Pdf([[*column(["The planets have moons, as the table shows."]), *words]]))
    (page,) = [each for each in arrivals if isinstance(each, Page)]
    assert "| Planet | Moons | Mass |\n| --- | --- | --- |\n| Earth | 1 | 6.0 |" in page.text
    assert any("tables" in line.why for line in report.lines)


def test_running_heads_and_feet_go_and_are_told() -> None:
    made = []
    for number in range(1, 9):
        head = "Biology for all" if number % 2 else f"Chapter {number // 4 + 1}"
        body = [f"This page has the number {number * 7} in its text and says so.", f"It is page {'abcdefghi'[number]}."]
        made.append([Words(72, 760, head, 8), *column(body), Words(300, 30, str(number), 8)])
    arrivals, report = read(Pdf(made))
    texts = [each.text for each in arrivals if isinstance(each, Page)]
    assert texts[0] == "This page has the number 7 in its text and says so. It is page b."
    assert not any("Biology" in text for text in texts)
    (line,) = report.lines
    assert "Running heads" in line.why
    assert "'Biology for all'" in line.why


def test_what_is_the_same_in_two_pages_only_stays() -> None:
    made = [[Words(72, 760, "Summary", 10), *column([f"Text {word} of this page."])] for word in ("one", "two")]
    assert all("Summary" in page.text for page in pages(Pdf(made)))


def test_sections_come_from_the_outline_and_cut_pages() -> None:
    first = [*column(["Before the section there is a line."]), Words(72, 600, "2 Roots", 14, "F2")]
    first += column(["Roots hold the plant."], top=570)
    made = [first, column(["Roots also drink."]), column(["Leaves breathe."])]
    outline = [(0, "Plants", 0), (1, "Roots", 0), (0, "Leaves", 2)]
    found = pages(Pdf(made, outline, labels="/PageLabels << /Nums [0 << /S /r >> 1 << /S /D >>] >>"))
    assert [(each.key, each.section, each.place) for each in found] == [
        ("page-1", ("Plants",), "book.pdf, page 1 (printed i)"),
        ("page-1-2", ("Plants", "Roots"), "book.pdf, page 1 (printed i)"),
        ("page-2", ("Plants", "Roots"), "book.pdf, page 2 (printed 1)"),
        ("page-3", ("Leaves",), "book.pdf, page 3 (printed 2)"),
    ]
    assert found[1].text == "Roots hold the plant."
    assert [each.title for each in found] == ["Plants", "Roots", "Roots (p. 2)", "Leaves"]


def test_sections_come_from_the_sizes_of_letters_where_there_is_no_outline() -> None:
    body = ["All of this is written in letters of the usual size, so that it is plain what is a heading."] * 4
    made = [[Words(72, 500, "A Book of Life", 30)]]
    made += [
        [Words(72, 730, title, 18, "F2"), Words(72, 716, sub, 13), *column(body)]
        for title, sub in (("Plants", "Roots"), ("Animals", "Legs"))
    ]
    arrivals, _ = read(Pdf(made))
    assert [each.title for each in arrivals if isinstance(each, About)][-1] == "A Book of Life"
    assert [each.section for each in arrivals if isinstance(each, Page)][1:] == [
        ("Plants", "Roots"),
        ("Animals", "Legs"),
    ]


def test_lists_code_raised_letters_and_marks() -> None:
    page = [
        Words(72, 700, "• first"), Words(72, 688, "• second that goes on"), Words(82, 676, "in another line"),
        Words(72, 640, "It costs $5 * 3 [at most]."),
        Words(72, 610, "def f(x):", font="F3"), Words(96, 598, "return x", font="F3"),
        Words(72, 560, "CO"), Words(86.8, 557, "2", 6), Words(92, 560, "and 10"), Words(120.5, 564, "3", 6),
    ]  # fmt: skip
    (found,) = pages(Pdf([page]))
    assert "- first\n- second that goes on in another line" in found.text
    assert r"It costs \$5 \* 3 \[at most\]." in found.text
    assert "```\ndef f(x):\n    return x\n```" in found.text
    assert "CO$_{2}$ and 10$^{3}$" in found.text


def test_pictures_come_once_with_their_caption() -> None:
    picture = [Image(72, 300, 64, 48), Words(72, 280, "Figure 1. A grey cloud.")]
    arrivals, report = read(
        Pdf([[*column(["Words."]), *picture, Image(500, 500, 64, 48, points=9)], [*column(["More."]), *picture]])
    )
    (media,) = [each for each in arrivals if isinstance(each, Media)]
    assert media.data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", media.data[16:24]) == (64, 48)
    rows = zlib.decompress(media.data[media.data.index(b"IDAT") + 4 : media.data.index(b"IEND") - 8])
    assert rows[1:4] == bytes([128, 129, 130])
    assert all(f"![Figure 1. A grey cloud.](media:{media.key})" in p.text for p in arrivals if isinstance(p, Page))
    assert [(line.what, line.why) for line in report.lines] == [("picture", "1 smaller than an icon: ornaments.")]


def test_a_tagged_picture_has_its_own_words() -> None:
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 40 /Height 40 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Length 1600 >>\nstream\n" + bytes(range(40)) * 40 + b"\nendstream"
    )
    shown = b"/Figure << /MCID 0 >> BDC q 100 0 0 100 72 500 cm /I0 Do Q EMC"
    shown += b" /P << /MCID 1 >> BDC BT /F1 10 Tf 1 0 0 1 72 700 Tm (Some words.) Tj ET EMC"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 7 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        picture,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 6 0 R /StructParents 0 "
        b"/Resources << /Font << /F1 3 0 R >> /XObject << /I0 4 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(shown), shown),
        b"<< /Type /StructTreeRoot /K [8 0 R] /ParentTree << /Nums [0 [9 0 R 10 0 R]] >> >>",
        b"<< /Type /StructElem /S /Document /P 7 0 R /K [9 0 R 10 0 R] >>",
        b"<< /Type /StructElem /S /Figure /P 8 0 R /Pg 5 0 R /K 0 /Alt (A cat [asleep]) >>",
        b"<< /Type /StructElem /S /P /P 8 0 R /Pg 5 0 R /K 1 >>",
    ]
    (page,) = pages(written(objects, "/Root 1 0 R"))
    assert "![A cat \\[asleep\\]](media:" in page.text


def test_scanned_pages_are_told_page_by_page() -> None:
    scan = [Image(0, 0, 306, 396, points=612)]
    arrivals, report = read(Pdf([column(["A title page with words."]), scan, scan, []]))
    assert len([each for each in arrivals if isinstance(each, Page)]) == 1
    assert [(line.place, line.what) for line in report.lines] == [
        ("book.pdf, page 2", "page"), ("book.pdf, page 3", "page"), ("book.pdf, page 4", "page"),
    ]  # fmt: skip
    assert "OCR" in report.lines[0].why
    assert "no text" in report.lines[2].why
    with pytest.raises(Unusable, match="OCR"):
        read(Pdf([scan, scan]))


def test_what_it_says_of_itself() -> None:
    xmp = (
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        b"<rdf:Description xmlns:xmpRights='http://ns.adobe.com/xap/1.0/rights/' "
        b"xmlns:cc='http://creativecommons.org/ns#'><cc:license "
        b"rdf:resource='http://creativecommons.org/licenses/by-nc-sa/4.0/'/></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    stream = b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%b\nendstream" % (len(xmp), xmp)
    info = {"Title": "Life", "Author": "Ada L.; Ben K.", "Subject": "On cells"}
    arrivals, _ = read(Pdf([column(LEFT)], info=info, catalog="/Lang (de-AT)", extra=[stream]))
    about = arrivals[0]
    assert isinstance(about, About)
    assert (about.title, about.language, about.summary) == ("Life", "de", "On cells")
    assert about.origin is not None
    assert (about.origin.licence, about.origin.authors) == ("CC-BY-NC-SA-4.0", ("Ada L.", "Ben K."))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("This work is licensed under CC BY-SA 3.0.", "CC-BY-SA-3.0"),
        ("under a Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International License", "CC-BY-NC-SA-4.0"),
        ("Creative Commons Attribution License v4.0", "CC-BY-4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("© 2020 Somebody. All rights reserved.", "All rights reserved"),
        ("accuracy by design", ""),
    ],
)
def test_licences_in_words(text: str, name: str) -> None:
    assert licence(text) == name


def test_scripts_and_attachments_are_told_and_never_kept() -> None:
    script = "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert\\(1\\)) >>] >> >>"
    arrivals, report = read(Pdf([column(LEFT)], catalog=script))
    assert [line.what for line in report.lines] == ["script"]
    assert not any("alert" in str(each) for each in arrivals)


def test_a_loop_in_the_tree_of_pages_ends() -> None:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1000000 /Kids [3 0 R 2 0 R] >>",
        b"<< /Type /Pages /Count 500000 /Kids [2 0 R 3 0 R] /Parent 2 0 R >>",
    ]
    with pytest.raises(Unusable):
        read(written(objects, "/Root 1 0 R"))


def test_a_loop_in_the_outline_ends() -> None:
    pdf = Pdf([column(LEFT)], [(0, "One", 0), (0, "Two", 0)]).bytes()
    looped = pdf.replace(b"/Next ", b"/Prev ", 1)
    assert pages(looped)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_cut_off_files_are_told_or_read_as_far_as_they_go(share: float) -> None:
    data = Pdf([column(LEFT), column(RIGHT)] * 5).bytes()
    try:
        arrivals, _ = read(data[: int(share * len(data))])
    except Unusable:
        arrivals = []
    assert all(isinstance(each, About | Page) for each in arrivals)
    assert all(each.text for each in arrivals if isinstance(each, Page))


def test_encrypted_files_are_told() -> None:
    secret = "/Filter /Standard /V 1 /R 2 /P -4 /Length 40 /O <" + "ab" * 32 + "> /U <" + "cd" * 32 + ">"
    data = (
        Pdf([column(LEFT)])
        .bytes()
        .replace(b"trailer << ", f"trailer << /ID [<00><00>] /Encrypt << {secret} >> ".encode())
    )
    with pytest.raises(Unusable, match="encrypted"):
        read(data)


@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_unfolds_without_end_is_refused(times: int) -> None:
    packer = zlib.compressobj()
    packed = b"".join(packer.compress(b" " * 1024**2) for _ in range(110)) + packer.flush()
    packed = zlib.compress(packed) if times == 2 else packed
    stream = b"<< /Length %d /Filter [%b] >>\nstream\n%b\nendstream" % (len(packed), b"/FlateDecode " * times, packed)
    with pytest.raises(Unusable, match="unfolds"):
        read(Pdf([column(LEFT)], extra=[stream]))


def test_without_pypdfium2_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(Unusable, match="pip install"):
        read(Pdf([column(LEFT)]))


def test_what_is_no_pdf_is_told() -> None:
    with pytest.raises(Unusable, match="broken or cut off"):
        read(b"%PDF-1.7\nnothing at all")
    assert READER.fits(open_bytes("a.bin", b"%PDF-1.4\n")) > 0.9
    assert READER.fits(open_bytes("a.txt", b"plain")) == 0


def test_several_files_are_sections_with_keys_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(Pdf([column(LEFT)], info={"Title": "One"}).bytes())
    (tmp_path / "b.pdf").write_bytes(Pdf([column(RIGHT)], info={"Title": "Two"}).bytes())
    (tmp_path / "c.pdf").write_bytes(b"nothing")
    report = Report()
    found = [each for each in READER.read(open_path(tmp_path), report) if isinstance(each, Page)]
    assert [(each.key, each.section) for each in found] == [("a-page-1", ("One",)), ("b-page-1", ("Two",))]
    assert [line.key for line in report.lines] == ["c.pdf"]


def test_two_imports_at_a_time_do_not_disturb_one_another() -> None:
    data = Pdf([column(LEFT), column(RIGHT)] * 20).bytes()
    found: list[list[str]] = []

    def run() -> None:
        found.append([page.text for page in pages(data)])

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 3
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 40


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_turned_page_is_read_upright(turn: int) -> None:
    texts = ["The first line of the page is this one here.", "The second line is another one, and the last."]
    steps = {1: (12, 0), 2: (0, 12), 3: (-12, 0)}[turn]
    words = [
        Words(400 + steps[0] * number, 400 + steps[1] * number, text, turn=turn) for number, text in enumerate(texts)
    ]
    sign = Words(60, 300, "sideways", turn=(turn + 1) % 4)
    data = Pdf([[*words, sign]]).bytes()
    shown = data.replace(b"/MediaBox [0 0 612 792]", b"/Rotate %d /MediaBox [0 0 612 792]" % (90 * turn))
    arrivals, report = read(shown)
    assert [each.text for each in arrivals if isinstance(each, Page)] == [" ".join(texts)]
    assert "sideways" in report.lines[0].why


def test_letters_that_run_from_right_to_left() -> None:
    """Codes a, b, c ... stand for alef, bet, gimel ...; files hold them as they are seen, so from the left."""
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <61> <7A> <05D0> endbfrange endcmap end end"
    )
    shown = b"BT /F1 10 Tf 1 0 0 1 100 700 Tm (fed cba) Tj ET BT /F1 10 Tf 1 0 0 1 112 688 Tm (ihg) Tj ET"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 4 0 R >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>", font,
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(table), table),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 6 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(shown), shown),
    ]  # fmt: skip
    (page,) = pages(written(objects, "/Root 1 0 R"))
    assert page.text == "\u05d0\u05d1\u05d2 \u05d3\u05d4\u05d5 \u05d6\u05d7\u05d8"


def test_ligatures_and_soft_hyphens_are_mended() -> None:
    sheet = Sheet(0, 100, 100)
    assert (
        _mended(list("\ufb01nd o\ufb03ce co\u00adoperate no\u00a0break\u200b"), sheet)
        == "find office cooperate no break"
    )
    assert _mended(list("half\x02"), sheet) == "half-"
    assert sheet.unread == 0
    assert _mended(list("a\ue123\ufffdb"), sheet) == "ab"
    assert sheet.unread == 2


def test_a_hyphen_of_the_word_itself_stays() -> None:
    words = Vocabulary()
    assert words.joined("photo-", "synthesis is") == "photosynthesis is"
    words.note("a well-known thing, and well-known")
    assert words.joined("a well-", "known one") == "a well-known one"
    assert words.joined("North-", "South") == "North-South"
    assert words.joined("one", "two") == "one two"
