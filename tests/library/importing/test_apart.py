"""The child that reads what a stranger uploads: what it leaves, how it ends, and what is tidied after it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chiron.core.errors import InvalidInput
from chiron.engine.library import checking
from chiron.engine.library.importing import apart, overview
from chiron.engine.library.importing.bringing import STUMBLED, STUMBLED_OVER_ONE, bring
from chiron.engine.library.importing.composing import Composer
from chiron.engine.library.importing.formats.gift import Gift
from chiron.engine.library.importing.package import pack
from chiron.engine.library.importing.reviewing import PROPOSALS
from tests.library.example import write_example

BANK = "::France:: What is the capital of France? {=Paris ~London}\n\n::Broken:: What is this? {=\n"


def job(place: Path, name: str = "bank.gift", data: bytes = BANK.encode()) -> Path:
    """The folder of an import with what was uploaded."""
    (place / apart.UPLOAD).mkdir(parents=True)
    (place / apart.UPLOAD / name).write_bytes(data)
    return place


async def heard(_seen: int) -> None:
    """Nobody listens."""


async def test_the_child_leaves_what_the_page_shows(tmp_path: Path) -> None:
    folder = job(tmp_path / "job")
    summary = await apart.bring_apart(folder, heard)
    assert summary["gradable"] == 1
    assert sorted(each.name for each in folder.iterdir()) == ["course", "overview.json", "report.json", "upload"]
    seen = overview.overview(folder)
    assert seen is not None
    assert (seen.course, seen.items, seen.faults, seen.more) == ("bank", 1, (), 0)
    assert [line.fate for line in seen.told] == ["left out"]


async def test_an_overview_is_made_anew_when_the_course_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = job(tmp_path / "job")
    await apart.bring_apart(folder, heard)
    made: list[Path] = []
    real = checking.look_over

    def counted(path: Path) -> object:
        made.append(path)
        return real(path)

    monkeypatch.setattr(overview, "look_over", counted)
    assert overview.overview(folder) == overview.overview(folder)
    assert made == []
    (folder / "course" / PROPOSALS).write_text(json.dumps({"proposals": []}), "utf-8")
    first = overview.overview(folder)
    assert overview.overview(folder) == first
    assert len(made) == 1
    (folder / overview.FILE).write_text("{", "utf-8")
    assert overview.overview(folder) == first
    assert overview.overview(tmp_path) is None


async def test_a_package_of_chirons_own_has_an_overview_and_no_report(tmp_path: Path) -> None:
    course = write_example(tmp_path / "example")
    pack(course, tmp_path / "own.zip")
    folder = job(tmp_path / "job", "own.zip", (tmp_path / "own.zip").read_bytes())
    assert (await apart.bring_apart(folder, heard))["package"]
    seen = overview.overview(folder)
    assert seen is not None
    assert seen.items
    assert seen.told == ()


@pytest.mark.parametrize("whole", [True, False])
async def test_what_a_stopped_import_left_is_tidied_and_the_course_put_back(tmp_path: Path, whole: bool) -> None:
    folder = job(tmp_path / "job")
    await apart.bring_apart(folder, heard)
    (folder / f"{apart.KEPT}x").mkdir()
    (folder / ".course-abc").mkdir()
    if whole:
        (folder / ".course-abc-old").mkdir()
    else:  # It was stopped between taking the old course away and putting the new one there.
        (folder / "course" / "mine.txt").write_text("kept")
        (folder / "course").rename(folder / ".course-abc-old")
    await apart.bring_apart(folder, heard)
    assert sorted(each.name for each in folder.iterdir()) == ["course", "overview.json", "report.json", "upload"]
    assert (folder / "course" / "mine.txt").exists() is not whole


async def test_what_a_killed_child_unpacked_goes_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, said = job(tmp_path / "job"), tmp_path / "said"
    killed = tmp_path / "killed"
    killed.write_text(
        f"#!{sys.executable}\nimport os, pathlib, signal, sys, tempfile\n"
        "from chiron.engine.library.importing import apart\n"
        "def brought(folder):\n"
        f"    pathlib.Path({str(said)!r}).write_text(tempfile.mkdtemp())\n"
        "    os.kill(os.getpid(), signal.SIGXCPU)\n"
        "apart.brought = brought\napart.main(sys.argv[3:])\n"
    )
    killed.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(killed))
    with pytest.raises(InvalidInput, match="longer than an import may"):
        await apart.bring_apart(folder, heard)
    place = Path(said.read_text())
    assert folder in place.parents
    assert not os.path.exists(place)  # noqa: ASYNC240 - nobody waits for it


async def test_the_child_ends_with_the_worker_however_that_went(tmp_path: Path) -> None:
    folder = job(tmp_path / "job")
    os.mkfifo(tmp_path / "never")
    (folder / apart.UPLOAD / "bank.gift").unlink()
    (folder / apart.UPLOAD / "bank.gift").symlink_to(tmp_path / "never")
    slow = (
        "import time\nfrom chiron.engine.library.importing import apart\n"
        "apart.brought = lambda folder: (apart._seen(1), time.sleep(600))\n"
        f"apart.main([{str(folder)!r}, '60', '{2**31}'])"
    )
    child = subprocess.Popen(  # noqa: ASYNC220 - it is waited for in a thread
        [sys.executable, "-c", slow], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert json.loads(await asyncio.to_thread(child.stdout.readline)) == {"seen": 1}
    assert child.poll() is None
    child.stdin.close()
    assert await asyncio.to_thread(child.wait) == 1


async def test_a_fault_that_nobody_thought_of_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = job(tmp_path / "job")
    (folder / apart.UPLOAD / "second.gift").write_text("")
    with pytest.raises(InvalidInput, match="stumbled over something in it that nobody thought of"):
        await apart.bring_apart(folder, heard)


def test_a_reader_that_stumbles_loses_no_more_than_it_must(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bank.gift"
    path.write_text(BANK + "\n::Peru:: What is the capital of Peru? {=Lima ~Cusco}\n")
    take = Composer.take

    def stumbling(self: Composer, arrival: object) -> None:
        if getattr(arrival, "key", "") == "France":
            raise KeyError("x")
        take(self, arrival)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Composer, "take", stumbling)
        report = bring(path).report
    assert [(line.key, line.why) for line in report.lines if line.why and line.key != "Broken"] == [
        ("France", STUMBLED_OVER_ONE.format("KeyError"))
    ]
    assert report.count("kept", "item") == 1

    def reads(self: Gift, opened: object, notes: object) -> object:
        yield from list(whole(self, opened, notes))[:2]  # type: ignore[arg-type]
        raise RecursionError

    whole = Gift.read
    monkeypatch.setattr(Gift, "read", reads)
    report = bring(path).report
    assert report.count("kept", "item") == 1
    assert STUMBLED.format("RecursionError") in [line.why for line in report.lines]
