"""Decks that Anki itself writes, in every way in which it exports them: nothing is lost, whichever way was taken."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from chiron.engine.library.importing.bringing import Brought, bring
from chiron.engine.library.importing.histories import read
from chiron.engine.library.importing.opening import Unusable

WHY = "Anki itself (PyPI anki, AGPL) is not among the test packages; install it to have it write decks"
EXPORTS = ("new.apkg", "legacy.apkg", "new.colpkg", "legacy.colpkg")


def png(width: int = 4, height: int = 3) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff\0\0" * width for _ in range(height))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Writing:
    """Anki's collection being filled."""

    def __init__(self, col: Any) -> None:
        self.col = col

    def add(self, kind: str, deck: str, *fields: str, tags: tuple[str, ...] = ()) -> None:
        note = self.col.new_note(self.col.models.by_name(kind))
        for name, value in zip(note.keys(), fields, strict=False):
            note[name] = value
        note.tags = list(tags)
        self.col.add_note(note, self.col.decks.id(deck))

    def answer(self, deck: str, *ratings: int) -> None:
        self.col.decks.select(self.col.decks.id(deck))
        for rating in ratings:
            card = self.col.sched.getCard()
            card.start_timer()
            self.col.sched.answerCard(card, rating)


def filled(col: Any, folder: Path) -> None:
    """Notes of every kind that Anki brings, answered, set by hand, crammed."""
    made = Writing(col)
    col.media.write_data("célula-ñ.png", png())
    col.media.write_data("a b&c.png", png(5))
    col.media.write_data("say hello.mp3", b"ID3\x03\0\0\0\0\0\0\xff\xfb\x90\0" + bytes(413))
    made.add("Basic", "Bio::Cells", "What makes ATP?", "the <b>mitochondrion</b>", tags=("leech", "chapter1"))
    made.add("Basic", "Bio::Cells", "Mass of a penny?", "6 g")
    made.add("Basic", "Bio::Cells", 'Which? <img src="célula-ñ.png"> <img src="a b&amp;c.png">', "nucleus")
    made.add("Basic", "Bio::Cells", "Who speaks? [sound:say hello.mp3]", "a parrot")
    made.add("Basic", "Bio::Cells", r"Solve [latex]\begin{align*} a &= b \end{align*}[/latex]", "[$]x^2[/$]")
    made.add("Basic", "Bio::Cells", r"Differentiate \(x^2\)", "<anki-mathjax>2x</anki-mathjax>")
    made.add("Basic (and reversed card)", "Lang::Spanish", "cat", "el gato")
    made.add("Basic (optional reversed card)", "Lang::Spanish", "dog", "el perro", "y")
    made.add("Basic (optional reversed card)", "Lang::Spanish", "cow", "la vaca")
    made.add("Basic (type in the answer)", "Lang::Spanish", "house", "la casa")
    made.add("Cloze", "Geo", "{{c1::Paris}} lies on the {{c2::Seine::river}}.", "France")
    made.add("Cloze", "Geo", "{{c1::A {{c2::nested}} gap}} here")
    made.add("Cloze", "Geo", r"Formula \({{c1::E}} = mc^{{c2::2}}\)")
    (folder / "heart.png").write_bytes(png(40, 30))
    col.add_image_occlusion_notetype()
    kind = next(each for each in col.models.all() if each.get("originalStockKind") == 6)
    hidden = "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.1}}"
    col.add_image_occlusion_note(kind["id"], str(folder / "heart.png"), hidden, "The heart", "", [])
    made.answer("Bio", 3, 1, 4, 3)
    col.sched.set_due_date([col.find_cards("ATP")[0]], "3")
    crammed = col.decks.new_filtered("Cram")
    deck = col.decks.get(crammed)
    deck |= {"terms": [["deck:Lang", 20, 0]], "resched": False}
    col.decks.save(deck)
    col.sched.rebuild_filtered_deck(crammed)
    made.answer("Cram", 3, 3)
    col.sched.schedule_cards_as_new(col.find_cards("penny"))


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same collection, exported in every way."""
    anki = pytest.importorskip("anki.collection", reason=WHY)
    folder = tmp_path_factory.mktemp("anki")
    col = anki.Collection(str(folder / "col.anki2"))
    filled(col, folder)
    for name in EXPORTS[:2]:
        wanted = anki.ExportAnkiPackageOptions(
            with_scheduling=True, with_deck_configs=True, with_media=True, legacy=name.startswith("legacy")
        )
        col.export_anki_package(out_path=str(folder / name), options=wanted, limit=None)
    for name in EXPORTS[2:]:
        col.export_collection_package(str(folder / name), include_media=True, legacy=name.startswith("legacy"))
        col = anki.Collection(str(folder / "col.anki2"))
    col.close()
    return {name: folder / name for name in EXPORTS}


def asked(found: Brought) -> dict[str, tuple[str, str, Any]]:
    """Card -> prompt, kind and key of what became of it."""
    return {
        template["origin"]["id"]: (template["prompt"], step["kind"], step.get("answer", step.get("accept")))
        for unit in found.composed.content["units"]
        for skill in unit["skills"]
        for template in skill["templates"]
        for step in template["steps"]
    }


def test_every_way_of_exporting_gives_the_same(exports: dict[str, Path]) -> None:
    shown: dict[str, set[str]] = {name: set() for name in EXPORTS}
    told = {name: bring(path, store=lambda file, _, n=name: shown[n].add(file)) for name, path in exports.items()}  # type: ignore[misc]
    every = [asked(found) for found in told.values()]
    assert every[0] == every[1] == every[2] == every[3]
    assert len(every[0]) == 18
    assert {("Mass of a penny?", "quantity", "6"), ("cow", "text", None)} <= {
        (prompt, kind, key if kind == "quantity" else None) for prompt, kind, key in every[0].values()
    }
    for name, found in told.items():
        assert shown[name] == {"celula-n.png", "a-b-c.png", "say-hello.mp3"}
        left = {line.what: line.why for line in found.report.lines if line.fate == "left out"}
        assert "image occlusion" in left["item"].casefold()
        assert "its learner" in left["review"]
        assert [unit["title"] for unit in found.composed.content["units"]] == ["Bio", "Lang", "Geo"]


def test_every_way_gives_the_same_reviews(exports: dict[str, Path]) -> None:
    every = [read(path) for path in exports.values()]
    assert all(one == every[0] for one in every)
    keys = asked(bring(exports["new.apkg"]))
    assert set(every[0]["reviews"]) <= set(keys)
    assert sorted(rating for of in every[0]["reviews"].values() for _, rating, _ in of) == [3, 3, 4]
    assert every[0]["left"] == {"cramming": 2, "by-hand": 2, "begun-afresh": 1}


@pytest.mark.parametrize("name", EXPORTS)
def test_a_stub_alone_is_never_taken_for_the_deck(name: str, exports: dict[str, Path], tmp_path: Path) -> None:
    for dropped in ({"collection.anki21b", "collection.anki21"}, {"collection.anki21b", "collection.anki21", "meta"}):
        path = tmp_path / f"stub-{len(dropped)}-{name}"
        with zipfile.ZipFile(exports[name]) as old, zipfile.ZipFile(path, "w") as new:
            for each in set(old.namelist()) - dropped:
                new.writestr(each, old.read(each))
        for way in (bring, read):
            with pytest.raises(Unusable, match="all it holds is a note"):
                way(path)
