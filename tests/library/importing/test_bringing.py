"""Which reader reads what, and what lies together in one archive."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from chiron.engine.library.importing.bringing import bring
from chiron.engine.library.importing.opening import Unusable
from tests.library.media_samples import png

GIFT = "::France:: What is the capital of France? {=Paris ~London}\n"
TEXT = "# Rivers\n\nA river is water that flows to the sea.\n\n![a river](river.png)\n"
CSV = "question,answer\nWhat is 2+2?,4\n"


def packed(file: Path, **files: str | bytes) -> Path:
    """A zip with these files; ``_`` stands for the point of a name."""
    with zipfile.ZipFile(file, "w") as made:
        for name, data in files.items():
            made.writestr(name.replace("_", "."), data)
    return file


def test_several_formats_in_one_zip_all_come(tmp_path: Path) -> None:
    mixed = {"bank_gift": GIFT, "notes_md": TEXT, "river_png": png(), "sums_csv": CSV, "odd_bin": b"\x00\x01"}
    report = bring(packed(tmp_path / "mixed.zip", **mixed)).report
    assert {line.fate for line in report.lines if line.what == "item"} == {"kept"}
    assert report.count("kept", "item") == 2
    assert report.count("kept", "page") == 1
    assert report.count("kept", "picture") == 1
    assert [(line.key, line.fate) for line in report.lines if line.what == "file"] == [("odd.bin", "left out")]
    assert "GIFT" in report.format
    assert "Markdown" in report.format


def test_several_banks_of_a_format_come_as_one(tmp_path: Path) -> None:
    other = GIFT.replace("France", "Peru").replace("Paris", "Lima")
    report = bring(packed(tmp_path / "banks.zip", a_gift=GIFT, b_gift=other)).report
    assert (report.format, report.count("kept", "item")) == ("GIFT", 2)


def test_what_nobody_reads_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x00\x01")
    with pytest.raises(Unusable, match="No reader knows"):
        bring(tmp_path / "a.bin")
    with pytest.raises(Unusable, match="No reader knows"):
        bring(packed(tmp_path / "b.zip", a_bin=b"\x00", b_bin=b"\x01"))
    (tmp_path / "bank.gift").write_text(GIFT)
    with pytest.raises(Unusable, match=r"There are: .*gift"):
        bring(tmp_path / "bank.gift", form="word-perfect")
