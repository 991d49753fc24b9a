"""Learners' own histories on their way: uploaded by them, read one at a time by the worker, looked over, then brought.

What is uploaded is a stranger's file: a child process with bounds reads it, and the file goes as soon as it is read.
All of it lies below the data folder, in ``histories/SCHOOL/PERSON``, one at a time for each person, for no longer than
``KEPT``; the folder of somebody who is no longer there goes with the next look.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from time import time
from typing import BinaryIO
from uuid import UUID

from chiron.core.errors import ChironError, InvalidInput
from chiron.core.learning.memory.elsewhere import Review
from chiron.core.learning.reviewed_elsewhere import MOST
from chiron.core.words import Json
from chiron.engine.library.importing import apart
from chiron.engine.library.importing.formats.anki.history import history
from chiron.engine.library.importing.opening import open_path

FOLDER, UPLOAD, ASKED, FOUND, WANTED, CLAIM = "histories", "upload", "asked.json", "found", "wanted", "claim"
KEPT = timedelta(days=2)
"""How long a history waits for its learner."""
SECONDS = 60
"""Of processor time for reading one."""
LARGEST = 256 * 1024**2
"""Bytes of a collection, unpacked; a learner's is a tenth of it."""
LEASE = 600.0
"""Seconds after which what one worker does is another's: reading and bringing take far less."""
_BOUND = MOST
"""Reviews of a course's cards that are read from one file."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A learner's history as far as it is. ``told`` says what went wrong with reading it."""

    name: str
    course: str
    ready: bool = False
    told: str = ""
    reviews: dict[str, list[Review]] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)
    cards: int = 0
    """Cards with reviews in the file, those of other courses too."""
    id: str = ""
    """Of this upload among those of its person."""
    wanted: bool = False
    """Its learner said yes, and it is so long that it is brought behind the scenes."""


def folder(home: Path, school: UUID, person: UUID) -> Path:
    """Where a person's history lies."""
    return home / FOLDER / str(school) / str(person)


def keep(home: Path, school: UUID, person: UUID, course: str, cards: Iterable[str], name: str, file: BinaryIO) -> None:
    """Keep a file to be read, in the place of one that waited before. ``cards`` are those that the course has.

    Raises InvalidInput where it cannot be kept.
    """
    at, id = folder(home, school, person), secrets.token_hex(8)
    forget(home, school, person)
    mine = at / UPLOAD / id
    try:
        mine.mkdir(parents=True)
        file.seek(0)
        with (mine / name).open("xb") as kept:
            shutil.copyfileobj(file, kept, 1 << 20)
        if not (mine / name).stat().st_size:
            raise InvalidInput("The file is empty. Choose another one.", field="file")
        # Put there last: what has it is whole.
        _put(at / UPLOAD, _cards(id), sorted(cards))
        _put(at, ASKED, {"id": id, "name": name, "course": course})
    except OSError as error:
        shutil.rmtree(mine, ignore_errors=True)
        raise InvalidInput(f"The file could not be kept: {error.strerror}.", field="file") from None
    except InvalidInput:
        shutil.rmtree(mine, ignore_errors=True)
        raise


def _put(at: Path, name: str, told: Json) -> None:
    """Write a file whole, in the place of one that was there. Raises OSError."""
    new = at / f"{name}-{secrets.token_hex(8)}"
    try:
        new.write_text(json.dumps(told), "utf-8")
        new.replace(at / name)
    finally:
        new.unlink(missing_ok=True)


def forget(home: Path, school: UUID, person: UUID, id: str = "") -> None:
    """Take what waits away; where an upload is named, only that one."""
    at = folder(home, school, person)
    if not id or _asked(at).get("id") == id:
        shutil.rmtree(at, ignore_errors=True)


def _cards(id: Json) -> str:
    return f"{id}.cards"


def _result(at: Path, id: Json) -> Path:
    """Where it is kept what came of reading an upload: never taken for that of another one."""
    return at / f"{FOUND}-{id}.json"


def _wanted(at: Path, id: Json) -> bool:
    """Whether its person said yes to this upload; what they said of another one does not count."""
    with suppress(OSError, ValueError):
        return (at / WANTED).read_text("utf-8") == str(id)
    return False


def _asked(at: Path) -> dict[str, Json]:
    """What was uploaded for which course; empty where nothing was."""
    try:
        found: dict[str, Json] = json.loads((at / ASKED).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if "id" in found else {}


def ready(home: Path, school: UUID, person: UUID) -> bool:
    """Whether something waits to be looked over, which takes reading all of it."""
    at = folder(home, school, person)
    id = _asked(at).get("id")
    return _result(at, id).is_file() and not _wanted(at, id)


def waiting(home: Path, school: UUID, person: UUID, *, wanted: bool = False) -> Waiting | None:
    """What waits of a person; None where nothing does. What they said yes to already is read only where ``wanted``."""
    at = folder(home, school, person)
    asked = _asked(at)
    if not asked:
        return None
    told = Waiting(asked["name"], asked["course"], id=asked["id"], wanted=_wanted(at, asked["id"]))
    if wanted or not told.wanted:
        with suppress(OSError, ValueError):
            found = _read(json.loads(_result(at, told.id).read_text("utf-8")), asked)
            return replace(found, id=told.id, wanted=told.wanted)
    return told


def _read(found: Json, asked: Json) -> Waiting:
    name, course = str(asked["name"]), str(asked["course"])
    if "told" in found:
        return Waiting(name, course, ready=False, told=str(found["told"]))
    reviews = {card: [Review(*one) for one in every] for card, every in found["reviews"].items()}
    return Waiting(name, course, True, reviews=reviews, left=Counter(found["left"]), cards=int(found["cards"]))


def want(home: Path, school: UUID, person: UUID, id: str) -> None:
    """Have an upload brought behind the scenes; nothing where it no longer waits."""
    with suppress(OSError):
        (folder(home, school, person) / WANTED).write_text(id, "utf-8")


def refuse(home: Path, school: UUID, person: UUID, id: str, told: str) -> None:
    """Say in the place of an upload why it was not brought."""
    at = folder(home, school, person)
    with suppress(OSError):
        _put(at, _result(at, id).name, {"told": told})
    (at / WANTED).unlink(missing_ok=True)


There = Callable[[UUID, UUID], Awaitable[bool]]
"""Whether a school still has a person."""


async def schools(there: There, home: Path) -> list[UUID]:
    """Where a history waits to be read; takes away what has waited too long, or whose person is gone."""
    found = list[UUID]()
    for at in await asyncio.to_thread(_every, home):
        school, person = UUID(at.parent.name), UUID(at.name)
        if _age(at) > KEPT.total_seconds() or not await there(school, person):
            shutil.rmtree(at, ignore_errors=True)
        elif _waits(at) and not _busy(at) and school not in found:
            found.append(school)
    return found


Bring = Callable[[UUID, UUID], Awaitable[str]]
"""Brings what waits of a school's person; what came of it."""


async def once(school: UUID, home: Path, bring: Bring, seconds: int = SECONDS) -> str | None:
    """Read one history of a school, or bring one, if one waits; what came of it."""
    for at in await asyncio.to_thread(_every, home):
        if at.parent.name != str(school):
            continue
        with claimed(at) as mine:
            if mine and _wanted(at, _asked(at).get("id")):
                return await bring(school, UUID(at.name))
            if mine and _waits(at):
                return await _read_one(at, seconds)
    return None


async def _read_one(at: Path, seconds: int) -> str:
    id = _asked(at).get("id")
    found = await read_apart(at, seconds)
    if _asked(at).get("id") != id:
        return "replaced"  # Meanwhile its person sent another one, which is read next.
    _put(at, _result(at, id).name, found)
    shutil.rmtree(at / UPLOAD / str(id), ignore_errors=True)
    (at / UPLOAD / _cards(id)).unlink(missing_ok=True)
    return str(found.get("told") or "read")


@contextmanager
def claimed(at: Path, lease: float = LEASE) -> Iterator[bool]:
    """Whether what waits there is this worker's alone to read or bring, until the end of the block or of the lease."""
    mine = secrets.token_hex(8)
    got = _claim(at / CLAIM, mine, lease) if _waits(at) else False
    try:
        yield got
    finally:
        if got and _held(at / CLAIM).get("by") == mine:
            (at / CLAIM).unlink(missing_ok=True)


def _claim(path: Path, by: str, lease: float) -> bool:
    held = _held(path)
    if held and float(held["until"]) < time():
        # Whoever moves it takes it away; it is gone for everybody else.
        with suppress(OSError):
            path.rename(path.with_name(f"{CLAIM}-{by}"))
            path.with_name(f"{CLAIM}-{by}").unlink()
    try:
        with path.open("x", encoding="utf-8") as file:
            json.dump({"by": by, "until": time() + lease}, file)
    except OSError:
        return False
    return True


def _busy(at: Path) -> bool:
    """Whether a worker is at it."""
    held = _held(at / CLAIM)
    return bool(held) and float(held["until"]) >= time()


def _held(path: Path) -> dict[str, Json]:
    """Who holds a claim until when; empty where nobody does. One that was never written to its end is over by age."""
    try:
        found: dict[str, Json] = json.loads(path.read_text("utf-8"))
    except ValueError:
        return {"by": "", "until": time() - _age(path) + LEASE}
    except OSError:
        return {}
    return found


def _every(home: Path) -> list[Path]:
    found = [at for at in (home / FOLDER).glob("*/*") if at.is_dir()]
    return sorted((at for at in found if _id(at.name) and _id(at.parent.name)), key=_age, reverse=True)


def _id(name: str) -> bool:
    with suppress(ValueError):
        return str(UUID(name)) == name
    return False


def _age(at: Path) -> float:
    """Seconds since something was uploaded, or else since the folder or file changed."""
    for each in (at / ASKED, at):
        with suppress(OSError):
            return time() - each.stat().st_mtime
    return 0.0


def _waits(at: Path) -> bool:
    """Whether there is something to be read, or to be brought."""
    id = _asked(at).get("id")
    return id is not None and (_wanted(at, id) or not _result(at, id).is_file())


async def read_apart(at: Path, seconds: int = SECONDS, memory: int = apart.MEMORY) -> dict[str, Json]:
    """Read what was uploaded in a child process with bounds: reviews by card, or a sentence on what is wrong."""
    result, id = at / f"reading-{secrets.token_hex(8)}", str(_asked(at).get("id"))
    try:
        path = next((at / UPLOAD / id).iterdir(), None)
        if path is None:
            return {"told": apart.STOPPED}
        files = path, at / UPLOAD / _cards(id), result, at / apart.TEMPORARY
        command = [sys.executable, "-m", __name__, *map(str, files), str(seconds), str(memory)]
        with apart.temporary(at / apart.TEMPORARY):
            await _ended(command, seconds * 3)
        found: dict[str, Json] = json.loads(await asyncio.to_thread(result.read_text, "utf-8"))
    except TimeoutError:
        return {"told": apart.TOO_LONG}
    except (OSError, ValueError):
        return {"told": apart.STOPPED}
    finally:
        result.unlink(missing_ok=True)
    return found


async def _ended(command: list[str], seconds: float) -> None:
    """Run a child to its end. Raises TimeoutError."""
    quiet = asyncio.subprocess.DEVNULL
    child = await asyncio.create_subprocess_exec(*command, stdin=quiet, stdout=quiet, stderr=quiet)
    try:
        async with asyncio.timeout(seconds):
            await child.wait()
    finally:
        if child.returncode is None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()


def read(path: Path, cards: Collection[str] | None = None) -> dict[str, Json]:
    """The reviews of a file as JSON, of all cards or of these alone.

    Raises InvalidInput where there are none, or too many.
    """
    found = history(open_path(path))
    if not found.reviews:
        why = " Export it with its scheduling: tick “Include scheduling information”." if not found.left else ""
        raise InvalidInput(f"It holds no review of a card.{why}")
    wanted = {card: every for card, every in found.reviews.items() if cards is None or card in cards}
    count = sum(map(len, wanted.values()))
    if count > _BOUND:
        raise InvalidInput(f"It holds {count} reviews; {_BOUND} are the most. Export one deck of it.")
    found.left["no-place"] += sum(map(len, found.reviews.values())) - count
    return {"reviews": wanted, "left": +found.left, "cards": len(found.reviews)}


def main(arguments: list[str]) -> None:
    """The child: read, and write what was found or what went wrong."""
    path, cards, result = (Path(each) for each in arguments[:3])
    tempfile.tempdir = arguments[3]
    apart.bounded(int(arguments[4]), int(arguments[5]), LARGEST)
    try:
        found = read(path, frozenset(json.loads(cards.read_text("utf-8"))))
    except MemoryError:
        found = {"told": apart.TOO_LARGE}
    except ChironError as error:
        found = {"told": error.message}
    except OSError as error:
        found = {"told": f"The file could not be read: {error.strerror}."}
    result.write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
