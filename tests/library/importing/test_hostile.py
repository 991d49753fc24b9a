"""Texts made to keep a reader busy: read to their end, or refused, within a bound of processor time that stops them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from chiron.engine.library.importing import bringing
from chiron.engine.library.importing.bounds import Unusable
from chiron.engine.library.importing.bringing import bring
from chiron.engine.library.importing.texts import identifier
from tests.library.importing.test_opening import zipped

PIECES = (
    *("(", "[", "`", "\\(", "\\[", "{{c1::", "![", "[[", "{1:SA:", "=%", "a\n", "\n\n", "<a ", "<!--", "$", "$$ "),
    *(" ", "\t", "*", "_a ", "::a", "[tag:", "&#x", "a", "0", "> ", "- ", "|a|"),
)
LONG = 8_000
SECONDS = 30
"""Of processor time for one format, of which it needs a tenth: what grows with the square of the length needs more."""
FORMS = {
    "gift": ("x.gift", "::a:: What? {=b ~c}\n\n::q:: %s {=x ~y}\n\n::z:: w {=%s ~c}\n"),
    "aiken": ("x.txt", "What?\nA) a\nB) b\nANSWER: A\n\n%s\nA) %s\nB) c\nANSWER: A\n"),
    "markdown": ("x.md", "# T\n\n%s\n\n%s"),
    "html": ("x.html", "<html><body><h1>T</h1><p>%s</p><pre>%s</pre></body></html>"),
    "csv": ("x.csv", 'question,answer,option a,option b\n"%s","%s",a,b\n'),
    "moodle": (
        "x.xml",
        '<quiz><question type="shortanswer"><name><text>a</text></name><questiontext format="html"><text><![CDATA[%s]]>'
        '</text></questiontext><answer fraction="100"><text><![CDATA[%s]]></text></answer></question></quiz>',
    ),
}
READ = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from chiron.engine.library.importing.bounds import Unusable
from chiron.engine.library.importing.bringing import bring
for path in sorted(Path({folder!r}).iterdir()):
    print(path.name, flush=True)
    try:
        bring(path)
    except Unusable:
        pass
print("all")
"""


@pytest.mark.parametrize("form", FORMS)
def test_no_text_keeps_a_reader_busy(form: str, tmp_path: Path) -> None:
    name, around = FORMS[form]
    for number, piece in enumerate(PIECES):
        text = piece * (LONG // len(piece))
        (tmp_path / f"{number:02}").mkdir()
        (tmp_path / f"{number:02}" / name).write_text(around % (text, f"What {text} end"))
    code = READ.format(seconds=SECONDS, folder=str(tmp_path))
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    last = ran.stdout.strip().rpartition("\n")[2]
    assert last == "all", (PIECES[int(last or 0)], ran.stderr[-500:])


def test_more_things_than_one_import_holds_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "MOST", 3)
    path = tmp_path / "bank.gift"
    path.write_text("\n\n".join(f"::q{number}:: What is {number}? {{={number} ~x}}" for number in range(9)))
    report = bring(path).report
    assert report.count("kept", "item") == 2  # The first thing is what the source says of itself.
    assert [(line.place, line.why) for line in report.lines if line.fate == "left out"] == [
        ("bank.gift, line 3", bringing.TOO_MANY)
    ]


def test_names_of_one_title_are_counted_on_and_found_at_once() -> None:
    taken: set[str] = set()
    for number in range(1, 200):
        name = identifier("Chapter", taken)
        assert name == ("chapter" if number == 1 else f"chapter-{number}")
        taken.add(name)
    taken -= {"chapter-50"}
    assert identifier("Chapter", taken) not in taken


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="c.opf"/>'
    "</rootfiles></container>"
)
BOOK = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>B'
    '</dc:title></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/><itemref idref="a"/><itemref idref="gone"/></spine></package>'
)
PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>One</h1><p>Cells are small.</p></body></html>'


def book() -> bytes:
    """An EPUB whose order of reading names a page twice, and one that is not there."""
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "c.opf": BOOK, "a.xhtml": PAGE}
    return zipped({name: text.encode() for name, text in files.items()})


def test_a_page_that_a_book_names_and_does_not_hold_is_told(tmp_path: Path) -> None:
    (tmp_path / "b.epub").write_bytes(book())
    report = bring(tmp_path / "b.epub").report
    assert next((line.fate, line.key) for line in report.lines if line.what == "page") == ("left out", "gone")
    assert report.count("kept", "page") == 1


@pytest.mark.parametrize("part", range(1, 12))
@pytest.mark.parametrize("name", ["b.epub", "b.zip", "b.gift", "b.xml"])
def test_what_is_cut_off_anywhere_ends_in_a_report_or_a_sentence(name: str, part: int, tmp_path: Path) -> None:
    text, around = FORMS["moodle"][1] % ("Which?", "red"), FORMS["gift"][1] % ("a", "b")
    whole = {"b.epub": book(), "b.zip": zipped({"a.xml": text.encode()}), "b.gift": around.encode()}
    data = whole.get(name, text.encode())
    path = tmp_path / name
    path.write_bytes(data[: len(data) * part // 12])
    told: list[str] = []
    try:
        told = [line.why for line in bring(path).report.lines]
    except Unusable as unusable:
        told = [unusable.message]
    assert told
    assert not any("stumbled" in each for each in told)
