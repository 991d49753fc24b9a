"""Archives in folders and archives: opened, kept apart, or told."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path
from random import Random

import pytest

from chiron.engine.library.importing import nested, storing
from chiron.engine.library.importing.arriving import Media, Package, Page
from chiron.engine.library.importing.bringing import Brought, bring
from chiron.engine.library.importing.composing import Composer
from chiron.engine.library.importing.opening import Bounds, Opened, Unusable, open_bytes
from chiron.engine.library.importing.readers import LIKELY, fitting, readers
from chiron.engine.library.importing.reporting import Report
from chiron.engine.library.importing.texts import decoded, started
from chiron.engine.library.media.taking import file_of
from tests.library.importing.fakes import templates
from tests.library.importing.test_opening import tarred, zipped
from tests.library.media_samples import png

GIFT = "::France:: What is the capital of France? {=Paris ~London}\n"
PERU = GIFT.replace("France", "Peru").replace("Paris", "Lima")
QUIZ = (
    '<quiz><question type="shortanswer"><name><text>{0}</text></name><questiontext format="html">'
    '<text><![CDATA[<p>Which is it? <img src="@@PLUGINFILE@@/a.png" alt="{0}"/></p>]]></text>'
    '<file name="a.png" encoding="base64">{1}</file></questiontext>'
    '<answer fraction="100"><text>{0}</text></answer></question></quiz>'
)


def quiz(word: str, picture: bytes) -> bytes:
    import base64

    return QUIZ.format(word, base64.b64encode(picture).decode()).encode()


def folder(place: Path, **files: bytes) -> Path:
    """A folder with these files; ``_`` stands for the point of a name."""
    place.mkdir()
    for name, data in files.items():
        (place / name.replace("_", ".")).write_bytes(data)
    return place


def titles(brought: Brought) -> list[str]:
    return [one["title"] for _, one in templates(brought.composed) if "title" in one] or [
        one["id"] for _, one in templates(brought.composed)
    ]


@pytest.mark.parametrize("data", [tarred({"bank.gift": GIFT.encode()}, "w:gz"), zipped({"bank.gift": GIFT.encode()})])
def test_a_folder_that_holds_one_archive_is_that_archive(tmp_path: Path, data: bytes) -> None:
    report = bring(folder(tmp_path / "given", pool_bin=data)).report
    assert (report.format, report.title, report.count("kept", "item")) == ("GIFT", "pool", 1)
    assert [line.place for line in report.lines] == ["bank.gift, line 1"]


def test_archives_beside_files_come_too_each_with_its_own_names(tmp_path: Path) -> None:
    one, two = zipped({"quiz.xml": quiz("red", png())}), zipped({"quiz.xml": quiz("blue", png(1))})
    given = folder(tmp_path / "given", a_zip=one, b_zip=two, c_gift=GIFT.encode())
    kept: dict[str, bytes] = {}
    brought = bring(given, store=kept.__setitem__)
    assert brought.report.count("kept", "item") == 3
    assert sorted(brought.composed.placed) == ["France", "a/red", "b/blue"]
    assert brought.report.format == "GIFT, Moodle XML"
    assert len(kept) == 2
    shown = [str(one) for _, one in templates(brought.composed) if "media/" in str(one)]
    assert len(shown) == 2
    assert len(brought.composed.media) == 2


def test_the_same_question_in_two_archives_is_two(tmp_path: Path) -> None:
    same = zipped({"bank.gift": GIFT.encode()})
    report = bring(folder(tmp_path / "given", a_zip=same, b_zip=same)).report
    assert sorted(line.key for line in report.lines if line.fate == "kept") == ["a/France", "b/France"]


def test_what_lies_too_deep_or_is_broken_is_told_and_the_rest_comes(tmp_path: Path) -> None:
    deep = zipped({"c.zip": zipped({"d.zip": zipped({"bank.gift": PERU.encode()})})})
    broken = tarred({"bank.gift": PERU.encode() * 100}, "w:gz")[:40]
    given = folder(tmp_path / "given", a_gift=GIFT.encode(), b_zip=deep, e_tgz=broken)
    brought = bring(given)
    told = {line.key: line.why for line in brought.report.lines if line.fate == "left out"}
    assert brought.report.count("kept", "item") == 1
    assert told["b/d.zip"] == nested.TOO_DEEP
    assert any(key.startswith("e") for key in told), told


def test_too_many_archives_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nested, "MOST", 1)
    given = folder(tmp_path / "given", a_zip=zipped({"a.gift": GIFT.encode()}), b_zip=zipped({"b.gift": b"{=x}"}))
    report = bring(given).report
    assert [line.why for line in report.lines if line.key == "b.zip"] == [nested.TOO_MANY]


def test_archives_share_one_budget_however_deep_they_lie(tmp_path: Path) -> None:
    def deep(text: str) -> bytes:
        return zipped({"inner.zip": zipped({"bank.gift": (text + "// words\n" * 300).encode()})})

    given = folder(tmp_path / "given", a_zip=deep(GIFT), b_zip=deep(PERU))
    assert bring(given).report.count("kept", "item") == 2
    report = bring(given, bounds=Bounds(total=5000)).report
    assert [line.key for line in report.lines if line.fate == "kept"] == ["a/France"]
    assert any("b" in line.place and "allowed" in line.why for line in report.lines), report.lines
    report = bring(given, bounds=Bounds(files=3)).report
    assert [line.key for line in report.lines if line.fate == "kept"] == ["a/France"]


def test_files_of_one_course_have_a_total(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, bytes] = {}
    report = Report(source="s")
    composer = Composer(report, kept.__setitem__)
    monkeypatch.setattr(storing, "MOST", len(file_of(png())[1]) + 5)
    composer.take_all([Media("a", "a.png", "a.png", png()), Media("b", "b.png", "b.png", png(1))])
    composer.take_all([Package("p", "p.zip", "P", "scorm", b"six by"), Package("q", "q.zip", "Q", "scorm", b"small")])
    composer.take(Page("t", "t", "Text", "![one](media:a) ![two](media:b)"))
    composer.compose()
    report.close()
    assert sorted(kept) == ["a.png", "q.zip"]
    assert [line.key for line in report.lines if "more than" in line.why] == ["b", "p"]


def test_a_package_of_chirons_own_among_others_is_told(tmp_path: Path) -> None:
    own = zipped({"course.yaml": b"format: 1\n"})
    report = bring(folder(tmp_path / "given", a_gift=GIFT.encode(), own_zip=own)).report
    assert [line.why for line in report.lines if line.key == "own.zip"] == [
        "It is a package of Chiron's own: import it by itself."
    ]


def test_a_deck_beside_other_files_does_not_hide_them(tmp_path: Path) -> None:
    given = folder(tmp_path / "given", a_gift=GIFT.encode(), deck_apkg=b"PK\x03\x04 broken")
    report = bring(given).report
    assert report.count("kept", "item") == 1
    assert any("deck.apkg" in line.place for line in report.lines if line.fate == "left out")


def test_a_broken_member_of_an_archive_stops_no_other(tmp_path: Path) -> None:
    data = bytearray(zipped({"bad.gift": PERU.encode() * 9, "good.gift": GIFT.encode()}, zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    (tmp_path / "two.zip").write_bytes(data)
    report = bring(tmp_path / "two.zip").report
    assert report.count("kept", "item") == 1
    assert [line.place for line in report.lines if line.fate == "left out"] == ["bad.gift"]


# -- what is no text


def noise(count: int) -> bytes:
    return Random(7).randbytes(count)


RUBBISH = {
    "random": noise(50_000),
    "short": noise(40),
    "zeros": bytes(10_000),
    "gz": tarred({"a": noise(9000)}, "w:gz"),
    "stored": zipped({"a": b"::x:: {=y}" * 900}, zipfile.ZIP_STORED)[:2000],
    "png": png() + noise(5000),
    "braces": b"".join(b"{=" + bytes([byte]) for byte in noise(4000)),
    "line": b"a" * 1_000_000,
    "empty": b"",
}


@pytest.mark.parametrize(
    "name", ["x.bin", "x.txt", "x.gift", "x.xml", "x.csv", "x.md", "x.html", "x", "x.zip", "x.pdf"]
)
@pytest.mark.parametrize("kind", RUBBISH)
def test_no_reader_makes_anything_of_rubbish(name: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(RUBBISH[kind])
    if kind == "line" and name.endswith((".md", ".html", ".csv", ".txt")):
        return  # A line of letters is a text.
    with pytest.raises(Unusable) as told:
        bring(path)
    assert name in told.value.message


def test_text_readers_fit_no_bytes_that_are_no_text() -> None:
    for each in readers():
        for kind in RUBBISH.keys() - {"gz", "stored"}:
            opened: Opened = open_bytes("given", RUBBISH[kind])
            assert each.fits(opened) < LIKELY, (each.name, kind)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252", "utf-32"])
def test_texts_of_every_encoding_are_texts(encoding: str) -> None:
    text = "::España:: ¿Qué es el año? {=tiempo ~espacio}\n" * 20
    assert started(text.encode(encoding)).count("España") == 20
    assert fitting(open_bytes("bank.gift", text.encode(encoding))) is not None


@pytest.mark.parametrize("cut", range(1, 5))
def test_a_letter_cut_off_at_the_end_of_a_beginning_changes_no_encoding(cut: int) -> None:
    for text in ("日本語のテキスト", "añoñ", "😀😀"):
        data = text.encode()[:-cut]
        assert "\ufffd" not in started(data)
        assert text.startswith(started(data))
    assert decoded(b"a\xf1o")[0] == started(b"a\xf1o.")[:-1]


def test_an_archive_knows_its_own_files(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as made:
        made.addfile(tarfile.TarInfo("empty"))
    path = tmp_path / "x.tgz"
    path.write_bytes(out.getvalue())
    with pytest.raises(Unusable):
        bring(path)
