"""Learners' own histories on their way: uploaded by them, read one at a time by the worker, looked over, then brought.

What is uploaded is a stranger's file: a child process with bounds reads it, and the file goes as soon as it is read.
All of it lies below the data folder, in ``histories/SCHOOL/PERSON``, one at a time for each person, for no longer than
``KEPT``; the folder of somebody who is no longer there goes with the next look.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import suppress
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

FOLDER, UPLOAD, ASKED, READING, FOUND, WANTED = (
    "histories", "upload", "asked.json", "reading.json", "found.json", "wanted"
)  # fmt: skip
KEPT = timedelta(days=2)
"""How long a history waits for its learner."""
SECONDS = 300
"""Of processor time for reading one."""
_BOUND = 2 * MOST
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
    wanted: bool = False
    """Its learner said yes, and it is so long that it is brought behind the scenes."""


def folder(home: Path, school: UUID, person: UUID) -> Path:
    """Where a person's history lies."""
    return home / FOLDER / str(school) / str(person)


def keep(home: Path, school: UUID, person: UUID, course: str, cards: Iterable[str], name: str, file: BinaryIO) -> None:
    """Keep a file to be read, in the place of one that waited before. ``cards`` are those that the course has.

    Raises InvalidInput where it cannot be kept.
    """
    at = folder(home, school, person)
    forget(home, school, person)
    try:
        (at / UPLOAD).mkdir(parents=True)
        file.seek(0)
        with (at / UPLOAD / name).open("xb") as kept:
            shutil.copyfileobj(file, kept, 1 << 20)
        if not (at / UPLOAD / name).stat().st_size:
            raise InvalidInput("The file is empty. Choose another one.", field="file")
        # Written last: what has it is whole.
        (at / ASKED).write_text(json.dumps({"name": name, "course": course, "cards": sorted(cards)}), "utf-8")
    except OSError as error:
        forget(home, school, person)
        raise InvalidInput(f"The file could not be kept: {error.strerror}.", field="file") from None
    except InvalidInput:
        forget(home, school, person)
        raise


def forget(home: Path, school: UUID, person: UUID) -> None:
    """Take what waits away."""
    shutil.rmtree(folder(home, school, person), ignore_errors=True)


def waiting(home: Path, school: UUID, person: UUID) -> Waiting | None:
    """What waits of a person; None where nothing does."""
    at = folder(home, school, person)
    try:
        asked = json.loads((at / ASKED).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    with suppress(OSError, ValueError):
        found = _read(json.loads((at / FOUND).read_text("utf-8")), asked)
        return replace(found, wanted=(at / WANTED).is_file())
    return Waiting(asked["name"], asked["course"])


def _read(found: Json, asked: Json) -> Waiting:
    name, course = str(asked["name"]), str(asked["course"])
    if "told" in found:
        return Waiting(name, course, ready=False, told=str(found["told"]))
    reviews = {card: [Review(*one) for one in every] for card, every in found["reviews"].items()}
    return Waiting(name, course, True, reviews=reviews, left=Counter(found["left"]), cards=int(found["cards"]))


def want(home: Path, school: UUID, person: UUID) -> None:
    """Have what waits brought behind the scenes."""
    (folder(home, school, person) / WANTED).touch()


def refuse(home: Path, school: UUID, person: UUID, told: str) -> None:
    """Say in the place of what waits why it was not brought."""
    at = folder(home, school, person)
    (at / READING).write_text(json.dumps({"told": told}), "utf-8")
    (at / READING).replace(at / FOUND)
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
        elif (_unread(at) or (at / WANTED).is_file()) and school not in found:
            found.append(school)
    return found


Bring = Callable[[UUID, UUID], Awaitable[str]]
"""Brings what waits of a school's person; what came of it."""


async def once(school: UUID, home: Path, bring: Bring, seconds: int = SECONDS) -> str | None:
    """Read one history of a school, or bring one, if one waits; what came of it."""
    for at in await asyncio.to_thread(_every, home):
        if at.parent.name != str(school):
            continue
        if (at / WANTED).is_file():
            return await bring(school, UUID(at.name))
        if _unread(at):
            found = await read_apart(at, seconds)
            (at / READING).write_text(json.dumps(found), "utf-8")
            (at / READING).replace(at / FOUND)
            shutil.rmtree(at / UPLOAD, ignore_errors=True)
            return str(found.get("told") or "read")
    return None


def _every(home: Path) -> list[Path]:
    found = [at for at in (home / FOLDER).glob("*/*") if at.is_dir()]
    return sorted((at for at in found if _id(at.name) and _id(at.parent.name)), key=_age, reverse=True)


def _id(name: str) -> bool:
    with suppress(ValueError):
        return str(UUID(name)) == name
    return False


def _age(at: Path) -> float:
    with suppress(OSError):
        return time() - at.stat().st_mtime
    return 0.0


def _unread(at: Path) -> bool:
    return (at / ASKED).is_file() and not (at / FOUND).is_file()


async def read_apart(at: Path, seconds: int = SECONDS, memory: int = apart.MEMORY) -> dict[str, Json]:
    """Read what was uploaded in a child process with bounds: reviews by card, or a sentence on what is wrong."""
    result = at / READING
    path = next((at / UPLOAD).iterdir())
    command = [sys.executable, "-m", __name__, str(path), str(at / ASKED), str(result), str(seconds), str(memory)]
    quiet = asyncio.subprocess.DEVNULL
    child = await asyncio.create_subprocess_exec(*command, stdin=quiet, stdout=quiet, stderr=quiet)
    try:
        async with asyncio.timeout(seconds * 3):
            await child.wait()
        found: dict[str, Json] = json.loads(await asyncio.to_thread(result.read_text, "utf-8"))
    except TimeoutError:
        return {"told": apart.TOO_LONG}
    except (OSError, ValueError):
        return {"told": apart.STOPPED}
    finally:
        if child.returncode is None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()
    return found


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
    path, asked, result = (Path(each) for each in arguments[:3])
    apart.bounded(int(arguments[3]), int(arguments[4]))
    try:
        found = read(path, frozenset(json.loads(asked.read_text("utf-8"))["cards"]))
    except MemoryError:
        found = {"told": apart.TOO_LARGE}
    except ChironError as error:
        found = {"told": error.message}
    except OSError as error:
        found = {"told": f"The file could not be read: {error.strerror}."}
    result.write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
