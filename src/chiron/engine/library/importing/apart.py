"""An import in a process of its own, with bounds of memory and time: what a stranger uploads may be anything.

The folder of a job holds ``upload/`` with the one file that was given. The child writes ``course/`` (all or nothing)
and ``report.json``, and says on its output how far it is and how it ended: one JSON object a line.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import tempfile
import threading
import traceback
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from chiron.core.errors import ChironError, InvalidInput
from chiron.core.words import Json
from chiron.engine.library.importing.bringing import bring
from chiron.engine.library.importing.opening import open_path
from chiron.engine.library.importing.overview import COURSE, REPORT, keep
from chiron.engine.library.importing.package import root, take
from chiron.engine.library.importing.reviewing import PROPOSALS, load, proposed, written
from chiron.engine.library.importing.reviewing_deciding import take_where_said
from chiron.engine.library.importing.updating import manifest, save

UPLOAD = "upload"
MEMORY = 2 * 1024**3
"""Bytes of address space; what an import needs is a good half of it."""
SECONDS = 1200
"""Of processor time."""
TEMPORARY = "tmp"
"""What the child unpacks; it goes with the child, which may be killed before it takes it away itself."""
LARGEST = 4 * 1024**3
"""Bytes of one file that the child may write."""
POLITE = 10
"""Added to the niceness: learners' turns come first."""
KEPT = ".kept-"
"""How what is there only while a file is read is called."""
REASONS = 50
"""Kinds and sentences in the summary; the report has all."""
TOO_LARGE = "It needs more memory than an import may have. Split it, and import the parts."
TOO_LONG = "It takes longer than an import may. Split it, and import the parts."
STUMBLED = "Chiron stumbled over something in it that nobody thought of ({}). Please report it."
STOPPED = "The import was stopped before its end. Start it again; if it stops again, split the file."

Told = Callable[[int], Awaitable[None]]


async def bring_apart(folder: Path, told: Told, seconds: int = SECONDS, memory: int = MEMORY) -> Json:
    """Import what was uploaded into a job's folder; the report's summary. Raises InvalidInput with what to do."""
    command = [sys.executable, "-m", __name__, str(folder), str(seconds), str(memory)]
    with temporary(folder / TEMPORARY):
        return await _heard(command, told, seconds)


@contextmanager
def temporary(folder: Path) -> Iterator[None]:
    """A folder for what a child unpacks, which is taken away afterwards however the child ended."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _heard(command: list[str], told: Told, seconds: int) -> Json:
    pipe = asyncio.subprocess.PIPE
    # Its errors go where the worker's go; its input is closed when the worker is gone, however that went.
    child = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, limit=1 << 26)
    last: Json = None
    try:
        # A child that sleeps uses no processor time; the wall clock stops it.
        async with asyncio.timeout(seconds * 3):
            assert child.stdout is not None
            async for line in child.stdout:
                last = json.loads(line)
                if "seen" in last:
                    await told(int(last["seen"]))
            await child.wait()
    except TimeoutError:
        raise InvalidInput(TOO_LONG) from None
    finally:
        if child.returncode is None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()
    if isinstance(last, dict) and "done" in last:
        return last["done"]
    if isinstance(last, dict) and "failed" in last:
        raise InvalidInput(str(last["failed"]))
    raise InvalidInput(TOO_LONG if child.returncode and -child.returncode == _CPU else STOPPED)


_CPU = 24
"""SIGXCPU."""


def main(arguments: list[str]) -> None:
    """The child: import, write, say how it ended."""
    folder, seconds, memory = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    tempfile.tempdir = str(folder / TEMPORARY)
    bounded(seconds, memory)
    threading.Thread(target=ended_with_the_worker, daemon=True).start()
    try:
        told = {"done": brought(folder)}
    except MemoryError:
        told = {"failed": TOO_LARGE}
    except ChironError as error:
        told = {"failed": error.message}
    except OSError as error:
        # Where the disk is full, or a part is larger than may be.
        told = {"failed": f"The file could not be read or written: {error.strerror}."}
    except Exception as fault:
        traceback.print_exc()
        told = {"failed": STUMBLED.format(type(fault).__name__)}
    _say(told)


def ended_with_the_worker() -> None:
    """End once the worker is gone, however it went: nobody would hear how this ends, and another may begin anew."""
    while os.read(0, 1):
        pass
    os._exit(1)


def bounded(seconds: int, memory: int, largest: int = LARGEST) -> None:
    """Hold this process to so many seconds of processor time, bytes of memory and of a file, as the system can."""
    with suppress(AttributeError, OSError):
        os.nice(POLITE)
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))


def brought(folder: Path) -> Json:
    """Read what was uploaded, and write the course and the report; its summary. Raises ChironError, OSError."""
    (upload,) = (folder / UPLOAD).iterdir()
    course = folder / COURSE
    _tidied(folder)
    opened = open_path(upload)
    if root(opened) is not None:
        count = take(opened, course, again=True)
        (folder / REPORT).unlink(missing_ok=True)
        keep(folder)
        return {"title": opened.name, "format": "Chiron", "package": True, "files": count}
    with tempfile.TemporaryDirectory(prefix=KEPT, dir=folder) as kept:
        media = Path(kept)
        known = {key: placed.place for key, placed in manifest(course).items()}
        found = bring(upload, known=known, store=lambda name, data: _keep(media / name, data), told=_seen)
        queue = proposed(found.composer.about, found.composer.pages, found.composer.words)
        beside = {PROPOSALS: written(queue, load(course))} if queue.by_key else {}
        save(course, found.composed, found.report, media, beside)
        if beside:
            take_where_said(course)
    told = found.report.json()
    new = folder / f"{KEPT}{REPORT}"
    new.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    new.replace(folder / REPORT)
    keep(folder)
    reasons = {fate: found.report.reasons(fate)[:REASONS] for fate in ("changed", "left out")}
    summary = {name: value for name, value in told.items() if name != "lines"} | {"counts": told["counts"][:REASONS]}
    return summary | {"reasons": reasons, "proposals": len(queue.proposals)}


def _tidied(folder: Path) -> None:
    """Take away what an import that was stopped left lying, and put the course back that it was about to replace."""
    course = folder / COURSE
    for left in sorted(folder.iterdir()):
        if left.name.startswith(f".{COURSE}-") and left.name.endswith("-old") and not course.exists():
            left.rename(course)
        elif left.name.startswith((KEPT, f".{COURSE}-")):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def _keep(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _seen(count: int) -> None:
    _say({"seen": count})


def _say(told: Json) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
