"""What rules of a class add to a graded turn: the same turns with five rules in use, and with none."""

from __future__ import annotations

from statistics import median
from uuid import uuid4

from benchmarks.classroom import COURSE, Browser, Classroom
from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.turn import MOST, WARM, answered, go_on, serving
from chiron.core.learning.rules.conditions import Condition, Row
from chiron.core.learning.rules.rule import Rule, to_json
from chiron.engine.people import arrangements, classes
from chiron.engine.people.arrangements import Scope, Wanted

TURNS = 120
RULES = (
    Rule("", 0, "Wrong", Condition("all", (Row("wrong", "at-least", 3),)), "message", text="Draw.", often="question"),
    Rule("", 0, "Hints", Condition("all", (Row("hints", "at-least", 3),)), "alert", text="Many hints.", often="day"),
    Rule("", 0, "Evening", Condition("all", (Row("hour", "at-least", 0),)), "message", text="Hello.", often="day"),
    Rule("", 0, "Shown", Condition("all", (Row("stage", "at-least", "demonstrated"), Row("did", "is", "right"))),
         "message", text="Well done.", often="week"),
    Rule("", 0, "Units", Condition("all", (Row("words", "contains", "unit, units"),)), "message", text="Look it up."),
)  # fmt: skip
"""As teachers set them. The third is so in every turn, and has spoken already: its limit is looked at each time."""


async def set_rules(room: Classroom) -> None:
    """Switch the rules on for the learner's class."""
    async with room.house.database.school(room.person.school) as conn:
        (here, *_) = await classes.store.of_person(conn, room.person.id, "learner")
        (teacher, *_) = await classes.store.members(conn, here.id, "teacher")
        for rule in RULES:
            wanted = Wanted("rule", Scope(here.id, COURSE), "on", to_json(rule))
            await arrangements.change(conn, teacher, uuid4(), wanted, room.house.clock())


def turns(progress: Progress, ruled: bool) -> list[float]:
    """Processor seconds of each graded turn."""
    found: list[float] = []
    with serving() as (room, process, address):
        if ruled:
            room.runner.run(set_rules(room))
        browser = Browser(address, room.token)
        browser.get(f"/learn/{COURSE}/today")
        go_on(room, browser, 0)
        for number in range(MOST):
            if len(found) == TURNS + WARM:
                break
            spent = answered(room, browser, process, number)
            if spent is not None:
                found.append(spent)
                if len(found) % 40 == 0:
                    progress(f"{len(found)} turns {'with' if ruled else 'without'} rules")
    return found[WARM:]


@benchmark(
    "turn.ruled",
    "CPU of one graded turn where five rules of a class are in use, one of them so each time",
    "ms",
    goal=Goal(1.2, of="ratio"),
    reference="the same turns without rules",
)
def ruled(progress: Progress) -> Figure:
    """The medians of both, one after the other on one machine."""
    without, with_them = turns(progress, False), turns(progress, True)
    worst = sorted(with_them)[int(len(with_them) * 0.95)] * 1000
    return Figure(median(with_them) * 1000, median(without) * 1000, f"95 % of turns within {worst:.1f} ms")
