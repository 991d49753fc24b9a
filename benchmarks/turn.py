"""What a turn costs: processor time of the serving process, from the request's first byte to the answer's last."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from uuid import uuid4

import psutil

from benchmarks import bare as bare_app
from benchmarks.classroom import COURSE, Browser, Classroom, classroom, cpu
from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.servers import bare, chiron
from chiron.core.learning.interactions import interaction

TURNS = 150
WARM = 15
KINDS = {"numeric", "choice"}
MOST = 5000
"""Steps of any kind that are answered for the turns that count."""


@contextmanager
def serving() -> Iterator[tuple[Classroom, psutil.Process, str]]:
    """A demo school's Chiron, started as a user starts it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        with classroom(home) as room, chiron(home) as (process, address):
            yield room, process, address


def answered(
    room: Classroom,
    browser: Browser,
    process: psutil.Process,
    number: int,
    kinds: Collection[str] = KINDS,
    spending: Callable[[psutil.Process], float] = cpu,
) -> float | None:
    """Answer the open step, every other time wrongly; the processor seconds, None where the step is of another kind."""
    step, form = room.open_step(), browser.form("/practice/answer")
    if step is None or form is None:
        go_on(room, browser, number)
        return None
    kind = interaction(step.kind)
    right, wrong = kind.right(step.task, step.key), kind.mistakes(step.task, step.key)
    given = wrong[0] if number % 2 and wrong else right
    fields = {**form.fields, **(given or {"unsure": ["yes"]})}
    before = spending(process)
    browser.post(form.action, {name: list(values) for name, values in fields.items()}, swap=True)
    spent = spending(process) - before
    return spent if given and step.kind in kinds else None


def go_on(room: Classroom, browser: Browser, number: int) -> None:
    """To the next item, or into a new sitting, skill after skill, where this one is over."""
    following = browser.form("/practice/next")
    if following is not None:
        browser.post(following.action, following.fields, swap=True)
    if browser.form("/practice/answer") is None and browser.form("/practice/study") is None:
        browser.get(f"/learn/{COURSE}/today")
        csrf = next(form.fields["csrf"] for form in browser.forms() if "csrf" in form.fields)
        skill = room.skills[number % len(room.skills)]
        begin = {"csrf": csrf, "key": [uuid4().hex], "purpose": ["skill"], "skill": [skill]}
        browser.post(f"/learn/{COURSE}/practice/start", begin)
    example = browser.form("/practice/study")
    if example is not None:  # a worked example, read before the item
        browser.post(example.action, example.fields)


def alternately(
    progress: Progress, turns: int, spend: Callable[[Classroom, Browser, psutil.Process, int], float | None], most: int
) -> tuple[list[float], list[float]]:
    """Seconds of ours and of the bare endpoint for ``turns`` turns, taken alternately; fewer where ``most`` tries gave
    no more. ``spend`` answers one open step and says what it cost, None where it was no turn to be counted.
    """
    ours: list[float] = []
    theirs: list[float] = []
    with serving() as (room, process, address):
        os.environ[bare_app.URL] = room.endpoint.owner_url
        with bare() as (plain_process, plain_address):
            browser, plain = Browser(address, room.token), Browser(plain_address)
            browser.get(f"/learn/{COURSE}/today")
            go_on(room, browser, 0)
            # Counted by calls: a step that is of another kind must be answered rightly too, or it stays for ever.
            for number in range(most):
                if len(ours) == turns:
                    break
                spent = spend(room, browser, process, number)
                if spent is None:
                    continue
                ours.append(spent)
                before = cpu(plain_process)
                plain.post("/write", {"answer": ["3/4"], "key": ["0" * 32]})
                theirs.append(cpu(plain_process) - before)
                if len(ours) % 20 == 0:
                    progress(f"{len(ours)} of {turns} turns")
    return ours, theirs


@benchmark(
    "turn.graded",
    "CPU of one graded turn (numeric or choice): HTTP in to last byte",
    "ms",
    goal=Goal(3, of="ratio"),
    reference="bare FastAPI endpoint that writes one row",
)
def graded(progress: Progress) -> Figure:
    """The median over many turns of both, taken alternately on one machine, PostgreSQL's own time apart."""
    ours, theirs = alternately(progress, TURNS + WARM, answered, MOST)
    assert len(ours) == TURNS + WARM, f"only {len(ours)} numbers and choices were asked for"
    worst = sorted(ours[WARM:])[int(len(ours[WARM:]) * 0.95)] * 1000
    return Figure(median(ours[WARM:]) * 1000, median(theirs[WARM:]) * 1000, f"95 % of turns within {worst:.1f} ms")
