"""Learners' histories on their way: read by one worker alone, within bounds, and never one upload for another."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from pathlib import Path
from time import time
from uuid import UUID, uuid4

import pytest

from chiron.core.errors import InvalidInput
from chiron.core.learning.reviewed_elsewhere import MOST
from chiron.engine.library.importing import apart, histories
from chiron.engine.library.importing.formats.anki.history import Log

SCHOOL, ADA = uuid4(), uuid4()


def kept(home: Path, name: str = "deck.apkg") -> Path:
    histories.keep(home, SCHOOL, ADA, "tiny", ["a:1"], name, io.BytesIO(b"nothing"))
    return histories.folder(home, SCHOOL, ADA)


async def nobody(_school: UUID, _person: UUID) -> str:
    return "brought"


async def there(_school: UUID, _person: UUID) -> bool:
    return True


def killed(place: Path, said: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the place of the child, one that unpacks something and is killed."""
    place.write_text(
        f"#!{sys.executable}\nimport os, pathlib, signal, sys, tempfile\n"
        "from chiron.engine.library.importing import histories\n"
        "def read(path, cards):\n"
        f"    pathlib.Path({str(said)!r}).write_text(tempfile.mkdtemp())\n"
        "    os.kill(os.getpid(), signal.SIGXCPU)\n"
        "histories.read = read\nhistories.main(sys.argv[3:])\n"
    )
    place.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(place))


def test_what_a_killed_child_unpacked_goes_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = kept(tmp_path / "home")
    killed(tmp_path / "killed", tmp_path / "said", monkeypatch)
    assert asyncio.run(histories.once(SCHOOL, tmp_path / "home", nobody)) == apart.STOPPED
    place = Path((tmp_path / "said").read_text())
    assert at in place.parents
    assert not place.exists()
    assert sorted(each.name.partition("-")[0] for each in at.iterdir()) == ["asked.json", "found", "upload"]
    assert list((at / histories.UPLOAD).iterdir()) == [], "the file goes as soon as it is read"


async def test_one_worker_alone_reads_an_upload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(tmp_path)
    began, go, times = asyncio.Event(), asyncio.Event(), 0

    async def slow(_at: Path, _seconds: int) -> dict[str, object]:
        nonlocal times
        times += 1
        began.set()
        await go.wait()
        return {"told": "No."}

    monkeypatch.setattr(histories, "read_apart", slow)
    first = asyncio.create_task(histories.once(SCHOOL, tmp_path, nobody))
    await began.wait()
    assert await histories.schools(there, tmp_path) == [], "nobody waits for what is being done"
    assert await histories.once(SCHOOL, tmp_path, nobody) is None
    go.set()
    assert await first == "No."
    assert times == 1


async def test_whoever_died_over_it_holds_it_no_longer_than_the_lease(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = kept(tmp_path)
    monkeypatch.setattr(histories, "read_apart", lambda *_: asyncio.sleep(0, {"told": "No."}))
    (at / histories.CLAIM).write_text(json.dumps({"by": "gone", "until": time() + 60}))
    assert await histories.once(SCHOOL, tmp_path, nobody) is None
    (at / histories.CLAIM).write_text(json.dumps({"by": "gone", "until": time() - 1}))
    assert await histories.schools(there, tmp_path) == [SCHOOL]
    assert await histories.once(SCHOOL, tmp_path, nobody) == "No."
    assert not (at / histories.CLAIM).exists()


async def test_a_newer_upload_outlives_the_reading_of_the_older(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tmp_path, "old.apkg")
    old = histories.waiting(tmp_path, SCHOOL, ADA)

    async def meanwhile(_at: Path, _seconds: int) -> dict[str, object]:
        kept(tmp_path, "new.apkg")
        return {"told": "The old one."}

    with monkeypatch.context() as patched:
        patched.setattr(histories, "read_apart", meanwhile)
        assert await histories.once(SCHOOL, tmp_path, nobody) == "replaced"
    waits = histories.waiting(tmp_path, SCHOOL, ADA)
    assert waits is not None
    assert old is not None
    assert (waits.name, waits.told) == ("new.apkg", "")
    histories.want(tmp_path, SCHOOL, ADA, old.id)
    histories.forget(tmp_path, SCHOOL, ADA, old.id)
    assert await histories.once(SCHOOL, tmp_path, nobody) not in ("brought", apart.STOPPED), "the new one is read"
    found = histories.waiting(tmp_path, SCHOOL, ADA)
    assert found is not None
    assert "no Anki" in found.told


async def test_an_upload_without_its_file_is_told_once(tmp_path: Path) -> None:
    at = kept(tmp_path)
    for file in (at / histories.UPLOAD).glob("*/*"):
        file.unlink()
    assert await histories.once(SCHOOL, tmp_path, nobody) == apart.STOPPED
    assert await histories.once(SCHOOL, tmp_path, nobody) is None


def test_what_is_wanted_is_not_read_for_the_page_and_no_more_than_a_course_takes_for_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = kept(tmp_path)
    waits = histories.waiting(tmp_path, SCHOOL, ADA)
    assert waits is not None
    assert not histories.ready(tmp_path, SCHOOL, ADA)
    told = {"reviews": {"a:1": [[1, 3, 1.0]]}, "left": {}, "cards": 1}
    (at / f"{histories.FOUND}-{waits.id}.json").write_text(json.dumps(told))
    assert histories.ready(tmp_path, SCHOOL, ADA)
    histories.want(tmp_path, SCHOOL, ADA, waits.id)
    assert not histories.ready(tmp_path, SCHOOL, ADA)
    seen, read = histories.waiting(tmp_path, SCHOOL, ADA), histories.waiting(tmp_path, SCHOOL, ADA, wanted=True)
    assert seen is not None
    assert read is not None
    assert (seen.wanted, seen.ready, seen.reviews) == (True, False, {})
    assert (read.wanted, read.ready, len(read.reviews)) == (True, True, 1)
    many = Log({"a:1": [(n, 3, 1.0) for n in range(MOST + 1)]})
    monkeypatch.setattr(histories, "history", lambda _opened: many)
    with pytest.raises(InvalidInput, match="are the most"):
        histories.read(at / histories.ASKED)
