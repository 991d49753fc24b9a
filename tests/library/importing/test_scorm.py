"""SCORM packages: what can be started comes with its files, what is broken is told."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import cast

import pytest

from chiron.engine.library.importing.arriving import About, Package
from chiron.engine.library.importing.bringing import bring
from chiron.engine.library.importing.formats.scorm import READER
from chiron.engine.library.importing.opening import Unusable, open_bytes, open_path
from chiron.engine.library.importing.reporting import Report
from chiron.engine.library.importing.updating import manifest as already
from chiron.engine.library.importing.updating import save
from chiron.engine.library.packages.looking import look

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "content" / "scorm"
V12 = (
    'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"',
    "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>",
)
V2004 = (
    'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" '
    'xmlns:imsss="http://www.imsglobal.org/xsd/imsss"',
    "<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>",
)


def manifest(items: str, resources: str, version: tuple[str, str] = V12, more: str = "", root: str = "") -> bytes:
    spaces, metadata = version
    return (
        f'<?xml version="1.0"?><manifest identifier="m" {spaces} {root}>{metadata}<organizations default="o">{more}'
        f'<organization identifier="o"><title>Golf &amp; more</title>{items}</organization></organizations>'
        f"<resources>{resources}</resources></manifest>"
    ).encode()


def packed(manifest: bytes, names: list[str], folder: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(f"{folder}imsmanifest.xml", manifest)
        for name in names:
            archive.writestr(folder + name, name)
    return out.getvalue()


def read(data: bytes) -> tuple[About, list[Package], Report]:
    report = Report(source="golf.zip")
    opened = open_bytes("golf.zip", data)
    assert READER.fits(opened) >= 0.5
    about, *found = READER.read(opened, report)
    assert isinstance(about, About)
    assert all(isinstance(one, Package) for one in found)
    return about, [one for one in found if isinstance(one, Package)], report


ITEM = '<item identifier="i1" identifierref="r1"><title>Play</title></item>'
RESOURCE = (
    '<resource identifier="r1" type="webcontent" adlcp:{}="sco" href="a/start.html">'
    '<file href="a/start.html"/></resource>'
)


def inside(package: Package) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def starts(package: Package) -> list[tuple[str, str]]:
    return [(part.key, part.start) for part in look(package.data).contents.parts]


@pytest.mark.parametrize(("version", "kind", "attribute"),
                         [(V12, "scorm-1.2", "scormtype"), (V2004, "scorm-2004", "scormType")])  # fmt: skip
def test_a_package_comes_whole_and_the_same_at_every_import(
    version: tuple[str, str], kind: str, attribute: str
) -> None:
    data = packed(manifest(ITEM, RESOURCE.format(attribute), version), ["a/start.html", "b.js"])
    about, (one,), report = read(data)
    assert about.title == "Golf & more"
    assert (one.key, one.title, one.kind, starts(one)) == ("m", "Golf & more", kind, [("i1", "a/start.html")])
    assert inside(one) == {
        "imsmanifest.xml": manifest(ITEM, RESOURCE.format(attribute), version), "a/start.html": b"a/start.html",
        "b.js": b"b.js",
    }  # fmt: skip
    assert report.lines == []
    assert report.changes == {}
    later = packed(manifest(ITEM, RESOURCE.format(attribute), version), ["b.js", "a/start.html"])
    assert read(later)[1][0].data == one.data


def test_its_parts_have_their_parameters() -> None:
    items = (
        '<item identifier="t"><title>Topic</title>'
        '<item identifier="i1" identifierref="r1" parameters="?content=one"><title>One</title></item>'
        '<item identifier="i2" identifierref="r2" parameters="&amp;content=two#x"><title>Two</title></item></item>'
    )
    resources = (
        '<resource identifier="r1" href="one.html"><file href="one.html"/><dependency identifierref="s"/></resource>'
        '<resource identifier="r2" href="two.html?a=1"><file href="two.html"/></resource>'
        '<resource identifier="s"><file href="shared.js"/><dependency identifierref="r1"/></resource>'
    )
    _, (one,), _ = read(packed(manifest(items, resources), ["one.html", "two.html", "shared.js", "loose.css"]))
    assert starts(one) == [("i1", "one.html?content=one"), ("i2", "two.html?a=1&content=two")]


def test_bases_escapes_and_letters_of_addresses() -> None:
    resources = (
        '<resource identifier="r1" xml:base="in/" href="My%20Start.HTML"><file href="My%20Start.HTML"/></resource>'
    )
    data = packed(manifest(ITEM, resources, root='xml:base="course"'), ["course/in/my start.html"])
    _, (one,), report = read(data)
    assert starts(one) == [("i1", "course/in/my start.html")]
    assert "otherwise" in report.changes["i1"][0][1]


def test_what_leads_nowhere_is_told_and_the_rest_comes() -> None:
    items = "".join(
        f'<item identifier="{key}" identifierref="{ref}"><title>{key}</title></item>'
        for key, ref in (("gone", "none"), ("missing", "r2"), ("away", "r3"), ("up", "r4"), ("ok", "r1"), ("ok", "r1"))
    )
    resources = (
        '<resource identifier="r1" href="a.html"><file href="a.html"/><file href="lost.js"/></resource>'
        '<resource identifier="r2" href="no.html"/><resource identifier="r3" href="https://x.example/a.html"/>'
        '<resource identifier="r4" href="../../etc/passwd"/>'
    )
    more = '<organization identifier="other"><title>Another</title></organization>'
    _, (one,), report = read(packed(manifest(items, resources, more=more), ["a.html"]))
    assert [key for key, _ in starts(one)] == ["ok", "ok~2"]
    left = {line.key: line.why for line in report.lines}
    assert set(left) == {"other", "gone", "missing", "away", "up"}
    assert "another site" in left["away"]
    assert "missing in the package" in left["up"]
    assert any("are missing" in said for _, said in report.changes["ok"])
    assert any("identifier" in said for _, said in report.changes["ok~2"])


def test_rules_of_sequencing_are_told() -> None:
    items = ITEM.replace("</item>", "<imsss:sequencing/></item>")
    two = items + ITEM.replace("i1", "i2")
    _, found, report = read(packed(manifest(two, RESOURCE.format("scormType"), V2004), ["a/start.html"]))
    assert len(found) == 1
    assert "not followed" in report.changes["imsmanifest.xml"][0][1]


def test_a_package_in_a_folder_and_one_without_an_organization() -> None:
    _, (one,), report = read(packed(manifest(ITEM, RESOURCE.format("scormtype")), ["a/start.html"], "golf/"))
    assert starts(one) == [("i1", "a/start.html")]
    assert "folder" in report.changes["golf/imsmanifest.xml"][0][1]
    bare = (
        manifest("", RESOURCE.format("scormtype"))
        .replace(b'<organization identifier="o">', b"<x>")
        .replace(b"</organization>", b"</x>")
    )
    _, (other,), _ = read(packed(bare, ["a/start.html"]))
    assert starts(other) == [("r1", "a/start.html")]


def test_what_is_hostile_in_a_zip_does_not_come_along() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "imsmanifest.xml", manifest(ITEM, RESOURCE.format("scormtype")).replace(b"Play", b"Pl&nbsp;ay")
        )
        archive.writestr("a/start.html", "x")
        archive.writestr("../../out.html", "x")
        archive.writestr("__MACOSX/._a", "x")
    _, (one,), _ = read(out.getvalue())
    assert sorted(inside(one)) == ["a/start.html", "imsmanifest.xml"]
    assert look(one.data).contents.parts[0].title == "Pl ay", "the manifest is written as it was understood"


def test_it_becomes_a_resource_and_importing_again_changes_only_what_changed(tmp_path: Path) -> None:
    given, kept, folder = tmp_path / "golf.zip", tmp_path / "kept", tmp_path / "golf"
    kept.mkdir()
    given.write_bytes(packed(manifest(ITEM, RESOURCE.format("scormtype")), ["a/start.html"]))
    brought = bring(given, store=lambda name, data: cast(None, (kept / name).write_bytes(data)))
    save(folder, brought.composed, brought.report, kept)
    (resource,) = brought.composed.content["resources"]
    assert (resource["package"], resource["title"]) == ("golf-more", "Golf & more")
    assert look((folder / "packages" / "golf-more.zip").read_bytes()).contents.title == "Golf & more"
    course = folder / "course.yaml"
    course.write_text(course.read_text("utf-8").replace("kind: activity", "kind: simulation"), "utf-8")
    given.write_bytes(packed(manifest(ITEM, RESOURCE.format("scormtype")), ["a/start.html", "new.js"]))
    known = {key: placed.place for key, placed in already(folder).items()}
    again = bring(given, known=known, store=lambda name, data: cast(None, (kept / name).write_bytes(data)))
    updated = save(folder, again.composed, again.report, kept)
    assert updated.replaced == ["packages/golf-more"]
    assert "kind: simulation" in course.read_text("utf-8"), "the author's word stays"
    assert "new.js" in look((folder / "packages" / "golf-more.zip").read_bytes()).members


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed(b'<?xml version="1.0"?>\n', []), "not well-formed"),
        (packed(b"<html/>", []), "no manifest"),
        (packed(manifest(ITEM, ""), []), "nothing that can be started"),
        (packed(b'<!DOCTYPE m [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><manifest>&c;</manifest>', []),
         "nothing that can be started"),
    ],
)  # fmt: skip
def test_a_broken_package_is_told(data: bytes, said: str) -> None:
    with pytest.raises(Unusable, match=said):
        read(data)


def test_packages_of_other_kinds_are_left_to_their_readers() -> None:
    for space in ("http://www.imsglobal.org/xsd/imscc/imscp_v1p1 imscc_flat_v1p1", "imsqti_xmlv2p1"):
        opened = open_bytes("x.zip", packed(f'<manifest xmlns="{space}">{"x" * 600}</manifest>'.encode(), []))
        assert READER.fits(opened) < 0.5
    assert READER.fits(open_bytes("x.txt", b"hello")) == 0


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
def test_real_packages() -> None:
    report = Report(source="golf")
    _, one = READER.read(open_path(SAMPLES / "singlescobasic.zip"), report)
    assert isinstance(one, Package)
    assert (one.kind, starts(one), len(inside(one))) == ("scorm-1.2", [("item_1", "shared/launchpage.html")], 46)
    assert (report.lines, report.changes) == ([], {})
    for name in ("badscorm.zip", "validscorm.zip"):
        opened = open_path(SAMPLES / name)
        assert READER.fits(opened) >= 0.5
        with pytest.raises(Unusable, match=r"imsmanifest\.xml, line"):
            list(READER.read(opened, report))
