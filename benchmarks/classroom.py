"""A demo school to measure on: its data, a learner signed in, and a small browser that fills in forms."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psutil

from chiron.core.learning.decide import current_step
from chiron.core.learning.generate import ItemStep, generate
from chiron.engine.people import schools, sign_in, store
from chiron.engine.people.person import Person
from chiron.engine.records.cluster import Endpoint, prepare
from chiron.engine.records.database import Database
from chiron.faces.web.house import SITTING_COOKIE, House
from chiron.main.app import house_of
from chiron.main.demo import seed
from chiron.main.settings import Settings

COURSE = "foundations-of-algebra"
LEARNER = "hana"
IDLE = 3.0
"""Seconds after which an idle connection is not used again."""


@dataclass(frozen=True, slots=True)
class Classroom:
    """The seeded records, their house on connections of its own, and a learner whose sitting ``token`` opens."""

    runner: asyncio.Runner
    endpoint: Endpoint
    house: House
    person: Person
    token: str
    skills: tuple[str, ...]

    def open_step(self) -> ItemStep | None:
        """The step that the learner has open, with its key; None where none is."""
        return self.runner.run(self._open_step())

    async def _open_step(self) -> ItemStep | None:
        async with self.house.database.school(self.person.school) as conn:
            found = await self.house.tutoring.folds.gather(conn, self.person, COURSE)
        item = found.state.item
        if item is None or item.finished:
            return None
        return current_step(item, generate(found.frame.course, item.skill, item.template, item.seed))


@contextlib.contextmanager
def classroom(home: Path) -> Iterator[Classroom]:
    """Seed the demo school in ``home`` and sign a learner in."""
    settings = Settings(home=home, demo=True)
    with asyncio.Runner() as runner:
        endpoint = runner.run(prepare(home, None))
        database = runner.run(Database.open(endpoint.app_url, minimum=1, maximum=2))
        try:
            house = house_of(settings, database)
            yield Classroom(runner, endpoint, house, *runner.run(_enter(house)))
        finally:
            runner.run(database.close())
            runner.run(endpoint.close())


async def _enter(house: House) -> tuple[Person, str, tuple[str, ...]]:
    """Seed, and open a sitting: the learner, its token, and the course's skills."""
    await seed(house)
    school = await schools.only(house.database)
    assert school is not None
    async with house.database.school(school.id) as conn:
        account = await store.find_account(conn, LEARNER)
        assert account is not None
        course, _ = await house.shelf.course(conn, COURSE)
        return account[0], await sign_in.begin(conn, account[0], house.clock()), tuple(course.skills)


@dataclass
class Form:
    """A form of a page: where it goes and what it holds."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._open = Form(given.get("action") or "")
            self.found.append(self._open)
        if tag == "input" and self._open and given.get("type") == "hidden" and given.get("name"):
            self._open.fields.setdefault(str(given["name"]), []).append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


class Browser:
    """Keeps one connection open and one cookie, as a browser does; swaps by htmx where asked."""

    def __init__(self, address: str, token: str = "") -> None:
        """Talk to the server at ``address``, signed in by ``token`` if there is one."""
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        self._cookie = {"Cookie": f"{SITTING_COOKIE}={token}"} if token else {}
        self._last = time.monotonic()
        self.page = ""
        self.status = 0
        self.sent: Mapping[str, str] = {}

    def get(self, path: str) -> str:
        """Load a page, past redirections."""
        return self._go("GET", path, None, {})

    def post(self, path: str, fields: Mapping[str, Sequence[str]], swap: bool = False) -> str:
        """Send a form; with ``swap`` as htmx does."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        return self._go("POST", path, urlencode(fields, doseq=True), headers | ({"HX-Request": "true"} if swap else {}))

    def form(self, ending: str) -> Form | None:
        """The page's first form whose address ends so."""
        return next((form for form in self.forms() if form.action.endswith(ending)), None)

    def forms(self) -> list[Form]:
        """Every form of the page."""
        reader = _Forms()
        reader.feed(self.page)
        return reader.found

    def _go(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> str:
        if time.monotonic() - self._last > IDLE:
            self._connection.close()  # the server will have, or is about to; the next request opens it again
        self._last = time.monotonic()
        self._connection.request(method, path, body, {**self._cookie, **headers})
        answer = self._connection.getresponse()
        text = answer.read().decode("utf-8")
        self.status, self.sent = answer.status, dict(answer.getheaders())
        if answer.status in {302, 303}:
            return self.get(answer.headers["Location"])
        if "HX-Redirect" in answer.headers:
            return self.get(answer.headers["HX-Redirect"])
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path} was answered {answer.status}: {text[:300]}")
        self.page = text
        return text


def cpu(process: psutil.Process) -> float:
    """Seconds of processor time that a process has used, to the nanosecond where the system tells."""
    tasks = Path(f"/proc/{process.pid}/task")
    try:
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e9
    except (OSError, ValueError):
        times = process.cpu_times()
        return float(times.user + times.system)
