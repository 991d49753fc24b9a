"""Packages in a course's folder: taken where they can be played, named with a reason where not."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from pathlib import Path

import pytest

from chiron.core.learning.content import fingerprint
from chiron.engine.library.importing.opening import open_path
from chiron.engine.library.importing.package import pack, take
from chiron.engine.library.packages import looking
from chiron.engine.library.packages.looking import LARGEST, look
from chiron.engine.library.packages.manifest import Unplayable
from chiron.engine.library.packages.unpacking import Unpacked
from chiron.engine.library.reading import open_partly, read_course
from tests.library.example import write_example
from tests.library.played import V2004, beads, beside, manifest, packed

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "content" / "scorm"
ONE = ("sco", "One", "")
PAGE = "<!doctype html><title>x</title>"


def odd(name: str, data: bytes = b"x", **changes: object) -> bytes:
    """A package with one more member that no honest one holds."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", manifest(ONE))
        archive.writestr("sco.html", PAGE)
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        for field, value in changes.items():
            setattr(info, field, value)
        with warnings.catch_warnings(action="ignore"):  # that a name stands twice is what is tried
            archive.writestr(info, data)
    return out.getvalue()


def overlapping() -> bytes:
    """Two members of the directory that share one's bytes."""
    data = packed({"imsmanifest.xml": manifest(ONE), "sco.html": PAGE, "b.html": PAGE})
    first, second = (data.index(b"PK\x03\x04", at) for at in (data.index(b"sco.html") - 30, data.index(b"b.html") - 30))
    entry = data.rindex(b"b.html") - 46
    assert data[entry : entry + 4] == b"PK\x01\x02"
    changed = data[: entry + 42] + first.to_bytes(4, "little") + data[entry + 46 :]
    assert first != second
    return changed


def broken(data: bytes) -> bytes:
    """One byte of a file's packed bytes is another."""
    at = data.index(b"sco.html") + len("sco.html") + 3
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def test_a_package_is_found_whole_and_its_files_unpack_as_they_were() -> None:
    data = beads()
    looked = look(data)
    assert looked.contents.standard == "scorm-1.2"
    (part,) = looked.contents.parts
    assert (part.key, part.title, part.start, part.mastery, part.reports) == (
        "sco", "Counting beads", "sco.html", 70, True,
    )  # fmt: skip
    assert looked.notes == []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name, member in looked.members.items():
            raw = data[member.start : member.start + member.packed]
            assert b"".join(Unpacked(member.method, member.size, [raw])) == archive.read(name)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no zip", "no whole zip"),
        (beads()[:-40], "no whole zip"),
        (packed({"a.html": PAGE}), "no imsmanifest.xml"),
        (packed({"in/imsmanifest.xml": manifest(ONE), "in/sco.html": PAGE}), "no imsmanifest.xml"),
        (packed({"imsmanifest.xml": manifest(ONE)}), "nothing that can be started"),
        (packed({"imsmanifest.xml": "<manifest><organizations>"}), "line 1, is not well-formed"),
        (packed({"imsmanifest.xml": "<html/>"}), "is no manifest"),
        (packed({"imsmanifest.xml": '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><manifest>&a;</manifest>'}),
         "nothing that can be started"),
        (odd("../out.html"), "leads outside"),
        (odd("/etc/passwd"), "leads outside"),
        (odd("a\\..\\b"), "leads outside"),
        (odd("C:/x"), "leads outside"),
        (odd("a//b"), "leads outside"),
        (odd("a\nb"), "no name"),
        (odd("link", external_attr=(stat.S_IFLNK | 0o777) << 16), "is a link"),
        (odd("sco.html", b"again"), "twice"),
        (odd("bomb", bytes(30 * 1024**2)), "zip bomb"),
        (odd("bz", b"x" * 100, compress_type=zipfile.ZIP_BZIP2), "method"),
        (overlapping(), "lies over another|does not unpack"),
        (broken(beads()), "no whole zip|does not unpack"),
    ],
)  # fmt: skip
def test_what_no_honest_package_is_gets_a_reason(data: bytes, said: str) -> None:
    with pytest.raises(Unplayable, match=said):
        look(data)


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray(odd("secret.html", b"x"))
    at = data.rindex(b"secret.html") - 46
    data[at + 8] |= 1
    with pytest.raises(Unplayable, match="encrypted"):
        look(bytes(data))


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "LARGEST", 1000)
    with pytest.raises(Unplayable, match="larger than"):
        look(beads())
    monkeypatch.setattr(looking, "LARGEST", LARGEST)
    monkeypatch.setattr(looking, "LARGEST_UNPACKED", 1000)
    with pytest.raises(Unplayable, match="Unpacked it is larger"):
        look(beads())


def test_what_its_rules_say_is_followed_or_told() -> None:
    prerequisites = "<adlcp:prerequisites>{}</adlcp:prerequisites>"
    parts = (
        ("a", "A", ""),
        ("b", "B", prerequisites.format("a")),
        ("c", "C", prerequisites.format("a&amp;b | d")),
        ("d", "D", prerequisites.format("~a")),
        ("e", "E", prerequisites.format("f")),
        ("f", "F", prerequisites.format("e")),
    )
    looked = look(packed({"imsmanifest.xml": manifest(*parts), **{f"{key}.html": PAGE for key, _, _ in parts}}))
    needs = {part.key: part.needs for part in looked.contents.parts}
    assert needs == {"a": (), "b": (("a",),), "c": (("a", "b"), ("d",)), "d": (), "e": (), "f": ()}
    said = " ".join(said for _, said in looked.notes)
    assert "say more than a list" in said
    assert "wait for one another" in said


def test_what_2004_says_of_marks_and_order() -> None:
    more = (
        "<imsss:sequencing><imsss:controlMode flow='true'/><imsss:objectives><imsss:primaryObjective "
        "satisfiedByMeasure='true'><imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure></imsss:primaryObjective>"
        "</imsss:objectives></imsss:sequencing><adlcp:dataFromLMS>level=2</adlcp:dataFromLMS>"
        "<adlcp:completionThreshold completedByMeasure='true' minProgressMeasure='0.9'/>"
    )
    data = packed({
        "imsmanifest.xml": manifest(("a", "A", more), ("b", "B", ""), version=V2004), "a.html": PAGE, "b.html": PAGE
    })  # fmt: skip
    looked = look(data)
    part = looked.contents.parts[0]
    assert (part.mastery, part.threshold, part.data) == (0.6, 0.9, "level=2")
    assert "not followed" in looked.notes[0][1]


def test_a_course_lists_its_packages_by_their_bytes(tmp_path: Path) -> None:
    plain = fingerprint(read_course(write_example(tmp_path / "plain")))
    folder = write_example(tmp_path / "course")
    beside(folder, "beads", beads())
    course = read_course(folder)
    assert course.packages["beads"].size == len(beads())
    changed = packed({"imsmanifest.xml": manifest(ONE), "sco.html": PAGE})
    (folder / "packages" / "beads.zip").write_bytes(changed)
    assert len({plain, fingerprint(course), fingerprint(read_course(folder))}) == 3


def test_a_courses_own_package_holds_them_byte_for_byte(tmp_path: Path) -> None:
    folder = write_example(tmp_path / "course")
    beside(folder, "beads", beads())
    pack(folder, tmp_path / "one.zip")
    take(open_path(tmp_path / "one.zip"), tmp_path / "again")
    assert (tmp_path / "again" / "packages" / "beads.zip").read_bytes() == beads()
    pack(tmp_path / "again", tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert fingerprint(read_course(tmp_path / "again")) == fingerprint(read_course(folder))


def test_faults_of_packages_have_their_place(tmp_path: Path) -> None:
    folder = write_example(tmp_path / "course")
    beside(folder, "gone", b"")
    beside(folder, "bad", b"no zip")
    (folder / "packages" / "gone.zip").unlink()
    (folder / "packages" / "spare.zip").write_bytes(beads())
    found = open_partly(folder)
    said = [str(fault) for fault in found.faults]
    assert any(one.startswith("course.yaml:") and "packages/gone.zip" in one for one in said)
    assert any(one.startswith("packages/bad.zip:1: This package cannot be played. It is no whole zip") for one in said)
    assert any("spare.zip" in str(note) for note in found.notes)
    (folder / "packages" / "bad.zip").unlink()
    (folder / "packages" / "bad.zip").symlink_to("/etc/passwd")
    assert any("link out of" in str(fault) for fault in open_partly(folder).faults)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
def test_real_packages() -> None:
    looked = look((SAMPLES / "singlescobasic.zip").read_bytes())
    assert [part.start for part in looked.contents.parts] == ["shared/launchpage.html"]
    assert len(looked.members) == 46
    for name in ("badscorm.zip", "validscorm.zip"):
        with pytest.raises(Unplayable):
            look((SAMPLES / name).read_bytes())
