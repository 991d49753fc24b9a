"""A stranger's kind of step, from its wheel: marked by keyboard and pointer, written without scripts."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chiron.engine.people.person import Person
from tests.browser.conftest import OURS, PHONE, START, Open
from tests.browser.house import Served, look_inside
from tests.browser.steps import begin, sent
from tests.cli.serving import chiron
from tests.samples.stranger import COURSE, installed, put, run

ID, SKILL = "marking-numbers", "whole-numbers"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Chiron says at its start."""
    return tmp_path_factory.mktemp("told") / "log"


@pytest.fixture(scope="module")
def served(told: Path) -> Iterator[Served]:
    """Chiron with the sample's wheel beside it, and a broken stranger's too; the course is on the shelf."""
    with tempfile.TemporaryDirectory(prefix="chiron-stranger-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        put(place / "broken", "broken_kind", "broken-kind", text="raise RuntimeError('not today')")
        where = [str(installed(place)), str(place / "broken"), *filter(None, [OURS.get("PYTHONPATH")])]
        path, home = {**OURS, "PYTHONPATH": ":".join(where)}, place / "home"
        with chiron(START, home, told, **path) as (_, address):
            done = run(f"chiron course publish {COURSE} --samples 20", place, CHIRON_HOME=str(home), **path)
            assert done.returncode == 0, done.stdout + done.stderr
            with look_inside(address, home) as found:
                yield found


def number(served: Served, who: Person) -> int:
    """The number to mark now; in this process its kind is not installed, so that only the words tell."""
    step = served.open_step(who, ID)
    assert step is not None
    found = re.search(r"\$(-?\d+)\$", step.prompt)
    assert found is not None
    return int(found[1])


def at_the_line(visit: Open, served: Served, who: Person, **how: object) -> tuple[Page, int]:
    """The stranger's step, after ours before it."""
    page = begin(visit, who, SKILL, ID, **how)
    wanted = number(served, who)
    page.locator("#answer").fill(str(abs(wanted)))
    sent(page)
    expect(page.get_by_label("The number you mark").first).to_be_visible()
    return page, wanted


def test_the_line_is_marked_by_keyboard_alone(visit: Open, served: Served) -> None:
    """A page that htmx swapped in loads the module too, and its element writes into the form."""
    who = served.learner(ID)
    page, wanted = at_the_line(visit, served, who)
    line = page.get_by_role("slider", name="The number you mark")
    expect(line).to_have_attribute("aria-valuetext", "–")
    for _ in range(60):
        page.keyboard.press("Tab")
        if line.evaluate("line => line === document.activeElement"):
            break
    expect(line).to_be_focused()
    page.keyboard.press("End")
    expect(line).to_have_attribute("aria-valuenow", "10")
    page.keyboard.press("Home")
    for _ in range(10 - wanted):
        page.keyboard.press("ArrowUp")
    field = page.locator('#answer-form [name="answer"]')
    expect(field).to_have_value(str(-wanted))
    page.keyboard.press("Tab")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".step.not-yet")).to_contain_text("The distance from zero is right. Look at the side.")
    line = page.get_by_role("slider")
    line.focus()
    page.keyboard.press("Home")
    for _ in range(10 + wanted):
        page.keyboard.press("ArrowRight")
    expect(line).to_have_attribute("aria-valuenow", str(wanted))
    sent(page)
    expect(page.locator(".steps .verdict").last).to_have_text("Right.")


def test_the_line_is_marked_by_a_finger(visit: Open, served: Served) -> None:
    who = served.learner(ID)
    page, wanted = at_the_line(visit, served, who, size=PHONE, touch=True)
    line = page.get_by_role("slider")
    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    assert box is not None
    line.tap(position={"x": box["width"] * (wanted + 10) / 20, "y": 20})
    expect(page.locator('#answer-form [name="answer"]')).to_have_value(str(wanted))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_number_is_written(visit: Open, served: Served) -> None:
    who = served.learner(ID)
    page, wanted = at_the_line(visit, served, who, scripts=False)
    expect(page.get_by_role("slider")).to_have_count(0)
    field = page.get_by_label("The number you mark")
    field.fill("eleven")
    page.locator("#check").click()
    expect(page.locator("#answer-error")).to_contain_text("Write one number, such as 3 or -2.")
    expect(field).to_have_value("eleven")
    field.fill(str(wanted))
    page.locator("#check").click()
    expect(page.locator(".steps .verdict")).to_have_text(["Right.", "Right."])


def test_the_broken_one_was_named_once_at_the_start(served: Served, told: Path) -> None:
    lines = [line for line in told.read_text().splitlines() if "broken-kind" in line]
    assert lines == [
        "  The kind of step 'broken-kind' of broken_kind 1.0 is left out: "
        "broken_kind.grader cannot be imported: RuntimeError: not today."
    ]
