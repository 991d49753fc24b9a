"""Strangers' archives and folders: what is safe comes, the rest is told, and nothing eats the memory."""

from __future__ import annotations

import gzip
import io
import os
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.engine.library.importing.bounds import Refused, safe
from chiron.engine.library.importing.opening import Bounds, Opened, Unusable, open_bytes, open_path

MB = 1024**2


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def whole(opened: Opened) -> dict[str, bytes]:
    return {name: opened.bytes(name) for name in opened.names()}


FILES = {"b/two.txt": b"second" * 500, "a.txt": b"first", "b/\u00e9t\u00e9.txt": "\u00e9".encode()}


@pytest.mark.parametrize(
    "data",
    [zipped(FILES), zipped(FILES, zipfile.ZIP_STORED), zipped(FILES, zipfile.ZIP_BZIP2),
     zipped(FILES, zipfile.ZIP_LZMA),
     tarred(FILES), tarred(FILES, "w:gz"), tarred(FILES, "w:bz2"), tarred(FILES, "w:xz")],
)  # fmt: skip
def test_archives_of_every_kind_come_whole_and_in_order(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "given.bin"
    path.write_bytes(data)
    for opened in (open_bytes("given.bin", data), open_path(path)):
        assert whole(opened) == FILES
        assert list(opened.names()) == list(FILES)
        assert opened.size("a.txt") == 5
        assert opened.beginning("b/two.txt", 6) == b"second"
        assert list(opened.refused()) == []
        with pytest.raises(KeyError):
            opened.bytes("c.txt")


def test_a_single_file_stands_under_its_name_and_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "questions.txt"
    with path.open("wb") as file:
        file.write(b"::one::")
        file.truncate(2 * 1024**3)
    opened = open_path(path)
    assert opened.names() == ("questions.txt",)
    assert opened.size("questions.txt") == 2 * 1024**3
    assert opened.beginning("questions.txt", 7) == b"::one::"
    with pytest.raises(Unusable, match="2,048 MB"):
        opened.bytes("questions.txt")


def test_a_document_stands_whole_but_opens_when_asked(tmp_path: Path) -> None:
    data = zipped({"word/document.xml": b"<x/>"})
    path = tmp_path / "essay.docx"
    path.write_bytes(data)
    assert open_path(path).names() == ("essay.docx",)
    assert open_bytes("essay.docx", open_path(path).bytes("essay.docx")).names() == ("word/document.xml",)


def test_a_folder_is_read_in_the_order_in_which_people_count_and_without_its_links(tmp_path: Path) -> None:
    for name in ("page-10.md", "page-2.md", "deep/x.md", ".git/config", ".DS_Store"):
        (tmp_path / "notes" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "notes" / name).write_text(name)
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "notes" / "link.md").symlink_to(tmp_path / "secret")
    (tmp_path / "notes" / "loop").symlink_to(tmp_path / "notes")
    os.mkfifo(tmp_path / "notes" / "pipe")
    opened = open_path(tmp_path / "notes")
    assert opened.names() == ("page-2.md", "page-10.md", "deep/x.md")
    refused = dict(opened.refused())
    assert refused["link.md"] == refused["loop"] == "it is a link"
    assert refused["pipe"] == "it is no plain file"
    assert len(refused) == 5


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/passwd", "C:\\x", "c:/x", "\\\\server\\x", "a\x00b",
                                  "a\nb", "..\\x", "", ".", "x/" * 70 + "y", "y" * 2000])  # fmt: skip
def test_names_that_lead_outside_are_refused(name: str) -> None:
    with pytest.raises(Refused):
        safe(name)


@settings(max_examples=200)
@given(st.text("ab./\\:C\x00\n\u0301", max_size=20))
def test_a_safe_name_stays_inside(name: str) -> None:
    try:
        path = safe(name)
    except Refused:
        return
    assert os.path.normpath(path) == path
    assert path.split("/")[0] not in {"", ".."}
    assert "\\" not in path
    assert safe(path) == path


def test_names_that_lead_outside_are_told_and_the_rest_comes() -> None:
    evil = {"../out.txt": b"1", "/abs.txt": b"2", "C:\\win.txt": b"3", "ok\\sub.txt": b"4", "__MACOSX/._x": b"5"}
    for data in (zipped(evil), tarred(evil)):
        opened = open_bytes("x", data)
        assert whole(opened) == {"ok/sub.txt": b"4"}
        assert [name for name, _ in opened.refused()] == ["../out.txt", "/abs.txt", "C:\\win.txt", "1 files"]


def test_links_and_devices_of_a_tar_are_refused() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (("sym", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("dev", tarfile.CHRTYPE),
                           ("fifo", tarfile.FIFOTYPE)):  # fmt: skip
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
        member = tarfile.TarInfo("ok")
        member.size = 2
        archive.addfile(member, io.BytesIO(b"ok"))
    opened = open_bytes("x.tar", out.getvalue())
    assert opened.names() == ("ok",)
    assert [name for name, _ in opened.refused()] == ["sym", "hard", "dev", "fifo"]


def test_a_link_in_a_zip_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("ok", "ok")
    assert open_bytes("x.zip", out.getvalue()).names() == ("ok",)


def test_of_two_files_with_one_name_the_later_comes() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", "old")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", "new")
    opened = open_bytes("x.zip", out.getvalue())
    assert whole(opened) == {"a": b"new"}
    assert "twice" in dict(opened.refused())["a"]


def test_names_in_utf_8_without_its_flag_and_in_code_page_437_are_read() -> None:
    data = bytearray(zipped({"XX.txt": b"1", "YYY.txt": b"2"}))
    data = bytearray(bytes(data).replace(b"XX.txt", "é.txt".encode()).replace(b"YYY.txt", b"\x81ber"[:3] + b".txt"))
    assert open_bytes("x.zip", bytes(data)).names() == ("é.txt", "übe.txt")


def test_an_encrypted_member_is_told() -> None:
    data = bytearray(zipped({"a": b"1", "b": b"2"}))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + place] |= 1
    opened = open_bytes("x.zip", bytes(data))
    assert whole(opened) == {"b": b"2"}
    assert dict(opened.refused()) == {"a": "it is encrypted"}


def test_a_bomb_is_refused_by_its_ratio_and_the_rest_comes() -> None:
    opened = open_bytes("x.zip", zipped({"bomb": bytes(60 * MB), "ok": b"1"}))
    assert opened.names() == ("ok",)
    assert "200 times" in dict(opened.refused())["bomb"]


def test_a_bomb_that_lies_about_its_size_is_cut_at_its_word() -> None:
    data = bytearray(zipped({"bomb": bytes(60 * MB)}))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 1000)
    opened = open_bytes("x.zip", bytes(data))
    assert opened.size("bomb") == 1000
    with pytest.raises(Unusable, match=r"bomb in x\.zip is broken"):
        opened.bytes("bomb")


def test_members_that_share_their_bytes_are_refused_but_the_first() -> None:
    data = zipped({"a": b"0123456789" * 10})
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[start:end]
    entries = b"".join(entry[:-1] + letter for letter in (b"a", b"b", b"c"))
    tail = bytearray(data[end:])
    tail[8:12], tail[12:16] = struct.pack("<HH", 3, 3), struct.pack("<I", len(entries))
    opened = open_bytes("x.zip", data[:start] + entries + bytes(tail))
    assert opened.names() == ("a",)
    assert all("zip bomb" in why for _, why in opened.refused())


def test_the_total_is_bounded() -> None:
    bounds = Bounds(total=10, file=8)
    for data in (zipped({"a": b"12345678", "b": b"123", "c": b"1", "d": b"123456789"}),
                 tarred({"a": b"12345678", "b": b"123", "c": b"1", "d": b"123456789"})):  # fmt: skip
        opened = open_bytes("x", data, bounds)
        assert opened.names() == ("a", "c")
        assert len(list(opened.refused())) == 2


def test_too_many_names_are_refused_at_once(tmp_path: Path) -> None:
    files = {f"{number}": b"" for number in range(300)}
    for data in (zipped(files), tarred(files)):
        with pytest.raises(Unusable, match="more than 100 files"):
            open_bytes("x", data, Bounds(files=100))
    for name in files:
        (tmp_path / name).touch()
    with pytest.raises(Unusable, match="more than 100 files"):
        open_path(tmp_path, Bounds(files=100))


def test_a_compressed_tar_that_unfolds_without_end_is_cut() -> None:
    bomb = gzip.compress(tarred({"ok": b"1", "zeros": bytes(60 * MB)}))
    opened = open_bytes("x.tgz", bomb)
    assert whole(opened) == {"ok": b"1"}
    assert any("unpacks to more than" in why for _, why in opened.refused())


def test_a_zip_cut_off_gives_what_stands_before_the_break() -> None:
    noise = {f"{number}.bin": zlib.crc32(bytes([number])).to_bytes(4, "big") * 300 for number in range(5)}
    data = zipped(noise, zipfile.ZIP_STORED)
    opened = open_bytes("x.zip", data[:5000])
    assert whole(opened) == {name: noise[name] for name in ("0.bin", "1.bin", "2.bin", "3.bin")}
    assert "4.bin" in dict(opened.refused())
    assert "cut off" in dict(opened.refused())["x.zip"]


def test_a_zip_written_as_a_stream_and_cut_off_is_read_too() -> None:
    class Stream(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        archive.writestr("a", b"one" * 100)
        archive.writestr("b", os.urandom(1000))
        archive.writestr("c", os.urandom(1000))
    cut = bytes(stream.data[: stream.data.rindex(b"PK\x03\x04") + 500])
    opened = open_bytes("x.zip", cut)
    assert opened.names() == ("a", "b")
    assert opened.bytes("a") == b"one" * 100


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_cut_off_gives_what_stands_before_the_break(mode: str) -> None:
    data = tarred({"a": os.urandom(3000), "b": os.urandom(3000), "c": os.urandom(30000)}, mode)
    opened = open_bytes("x.tar", data[: len(data) // 2])
    assert opened.names() == ("a", "b")
    assert len(opened.bytes("b")) == 3000
    assert list(opened.refused())


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=4), st.sampled_from(["zip", "tar", "tgz"]))
def test_broken_bytes_are_no_other_error_than_unusable(place: int, noise: bytes, kind: str) -> None:
    files = {"a.txt": b"first", "b.txt": b"second"}
    data = bytearray({"zip": zipped(files), "tar": tarred(files), "tgz": tarred(files, "w:gz")}[kind])
    data[place : place + len(noise)] = noise
    try:
        opened = open_bytes("x", bytes(data))
        for name in opened.names():
            opened.beginning(name)
            opened.bytes(name)
    except Unusable:
        pass


def test_what_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"no\.zip"):
        open_path(tmp_path / "no.zip")
    with pytest.raises(Unusable):
        open_bytes("x.zip", b"PK\x03\x04garbage")
    assert open_bytes("x.zip", zipped({})).names() == ()
    assert open_bytes("x.txt", b"").bytes("x.txt") == b""
