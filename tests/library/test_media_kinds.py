"""Files known by their bytes, their sizes by their headers, and nothing left in them of who made them and where."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.engine.library.media.cleaning import cleaned
from chiron.engine.library.media.kinds import Seen, Unknown, look, orientation
from chiron.engine.library.media.taking import file_of

from .media_samples import GPS, MP3, NAME, OPUS, SVG, VTT, WEBM, gif, jpeg, mp4, phones_mp3, phones_mp4, png, webp

KNOWN = {
    "png": (png(300, 200), Seen("image/png", 300, 200)),
    "jpeg": (jpeg(640, 480), Seen("image/jpeg", 640, 480)),
    "jpeg, progressive": (jpeg(7, 9, progressive=True), Seen("image/jpeg", 7, 9)),
    "jpeg, turned": (jpeg(640, 480, turned=6), Seen("image/jpeg", 480, 640)),
    "jpeg, turned, big-endian": (jpeg(640, 480, turned=8, order=">"), Seen("image/jpeg", 480, 640)),
    "jpeg, upside down": (jpeg(640, 480, turned=3), Seen("image/jpeg", 640, 480)),
    "gif": (gif(5, 4), Seen("image/gif", 5, 4)),
    "webp": (webp(30, 20), Seen("image/webp", 30, 20)),
    "mp3": (MP3, Seen("audio/mpeg")),
    "mp3 without a tag": (MP3[10:], Seen("audio/mpeg")),
    "opus": (OPUS, Seen("audio/ogg")),
    "mp4": (mp4(), Seen("video/mp4")),
    "m4a": (mp4().replace(b"ftypisom", b"ftypM4A "), Seen("audio/mp4")),
    "mp4 of a phone": (phones_mp4(), Seen("video/mp4")),
    "mp3 of a phone": (phones_mp3(), Seen("audio/mpeg")),
    "webm": (WEBM, Seen("video/webm")),
    "vtt": (VTT, Seen("text/vtt")),
    "vtt with a mark": (b"\xef\xbb\xbf" + VTT, Seen("text/vtt")),
    "svg": (SVG, Seen("image/svg+xml")),
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_file_is_known_by_its_first_bytes(name: str) -> None:
    data, seen = KNOWN[name]
    assert look(data) == seen


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90\0 a program",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\xff\xff",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBP",
        b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 30,
        OPUS.replace(b"OpusHead", b"\x80theora "),
        WEBM.replace(b"webm", b"matr"),
        mp4().replace(b"ftypisom", b"ftypheic"),
        png(0, 5),
        png(40_000, 2)[:33],
        b"WEBVTTX",
    ],
)
def test_what_is_nothing_of_it_is_refused(data: bytes) -> None:
    with pytest.raises(Unknown):
        look(data)


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    bomb = png(3, 2).replace(struct.pack(">II", 3, 2), struct.pack(">II", 20_000, 20_000))
    with pytest.raises(Unknown, match="20000 by 20000"):
        look(bomb)


@pytest.mark.parametrize("name", ["png", "jpeg", "jpeg, progressive", "jpeg, turned", "gif", "webp", "svg"])
def test_nothing_tells_who_made_a_picture_and_where(name: str) -> None:
    data, seen = KNOWN[name]
    assert name == "svg" or GPS in data or NAME in data
    clean = cleaned(seen.type, data)
    for secret in (GPS, NAME, b"secret", b"Photoshop", b"after the end", b"MPF"):
        assert secret not in clean
    assert look(clean) == seen
    assert cleaned(seen.type, clean) == clean, "cleaning again changes nothing"


def test_a_jpeg_keeps_its_picture_its_colours_and_which_way_is_up() -> None:
    clean = cleaned("image/jpeg", jpeg(turned=6, progressive=True))
    assert b"ICC_PROFILE\0\x01\x01profile" in clean
    assert clean.endswith(b"\x78\xff\xd9")
    assert b"table\xff\xd9inside" in clean, "an end within a table is none"
    start = clean.index(b"Exif\0\0")
    assert orientation(clean[start : start + 40]) == 6
    assert b"Exif" not in cleaned("image/jpeg", jpeg(turned=1))


def test_a_gif_keeps_its_loop_and_a_webp_says_that_nothing_is_left() -> None:
    assert b"NETSCAPE2.0\x03\x01\0\0\0" in cleaned("image/gif", gif())
    clean = cleaned("image/webp", webp())
    assert clean[20] == 0
    assert int.from_bytes(clean[4:8], "little") == len(clean) - 8


def test_a_film_tells_nothing_of_its_place_maker_and_time_and_nothing_in_it_moves() -> None:
    data = phones_mp4()
    clean = cleaned("video/mp4", data)
    assert len(clean) == len(data)
    for secret in (GPS, NAME, b"WHEN", b"when", b"udta"):
        assert secret in data
        assert secret not in clean
    for kept in (b"0123456789abcdefneeded", bytes(range(100)) * 3, b"stco\0\0\0\0\0\0\0\x01\0\0\x03\x00"):
        assert clean.index(kept) == data.index(kept)
    assert cleaned("video/mp4", clean) == clean
    assert look(clean) == Seen("video/mp4")


def test_a_sound_tells_nothing_of_its_maker() -> None:
    clean = cleaned("audio/mpeg", phones_mp3())
    assert clean == MP3[10:]
    assert look(clean) == Seen("audio/mpeg")
    assert cleaned("audio/mpeg", clean) == clean
    only = b"ID3\x04\0\0\0\0\0\x05hello and no frame"
    assert cleaned("audio/mpeg", only) == only, "not ours to judge"


def test_a_drawing_that_runs_something_is_refused() -> None:
    with pytest.raises(Unknown, match="Line 1"):
        file_of(b'<svg viewBox="0 0 9 9"><script>alert(1)</script></svg>')
    foreign = b'<svg viewBox="0 0 9 9" xmlns:h="http://www.w3.org/1999/xhtml"><h:script>alert(1)</h:script></svg>'
    assert b"script" not in file_of(foreign)[1]
    file, kept = file_of(SVG)
    assert (file.width, file.height, file.size) == (40, 20, len(kept))
    assert b'xmlns="http://www.w3.org/2000/svg"' in kept


@pytest.mark.parametrize("name", ["png", "jpeg", "jpeg, progressive", "gif", "webp"])
def test_a_picture_that_is_cut_short_is_refused_or_read_and_never_fails_otherwise(name: str) -> None:
    data, seen = KNOWN[name]
    whole = cleaned(seen.type, data)
    for end in range(len(whole)):
        try:
            assert len(file_of(whole[:end])[1]) <= end + 1, "a last byte of padding may be put back"
        except Unknown:
            continue


@given(st.sampled_from(sorted(KNOWN)), st.integers(0, 2000), st.binary(max_size=8))
def test_no_damage_makes_reading_fail_otherwise(name: str, at: int, bad: bytes) -> None:
    data = KNOWN[name][0]
    at %= len(data)
    try:
        file, kept = file_of(data[:at] + bad + data[at + len(bad) :])
    except Unknown:
        return
    assert file.size == len(kept)


def test_a_picture_larger_than_its_bound_is_refused() -> None:
    with pytest.raises(Unknown, match="larger than 5 MB"):
        file_of(jpeg() + b"\0" * 5 * 1024**2)


def test_a_film_may_be_as_large_as_its_bound_and_no_larger() -> None:
    bound = 50 * 1024**2
    assert file_of(mp4() + bytes(bound - len(mp4())))[0].size == bound
    with pytest.raises(Unknown, match="larger than 50 MB"):
        file_of(mp4() + bytes(bound))
