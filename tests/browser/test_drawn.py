"""Answers that are drawn: by mouse, touch and keys, and without scripts; wide and on a phone; looked at by axe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import interaction
from chiron.engine.library.reading import read_course
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection
from tests.browser.conftest import PHONE, SMALL, WIDE, Open
from tests.browser.hands import HANDS, Hand, middle, on_grid
from tests.browser.house import Served
from tests.browser.pages import too_wide, violations
from tests.browser.steps import begin, fill, right, sent, wrong
from tests.browser.test_access import looked_at
from tests.browser.test_ways import tab_to

DRAWN = "drawn"
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
BY_HAND = pytest.mark.parametrize("hand", list(HANDS))


@pytest.fixture(scope="module", autouse=True)
def _course(served: Served) -> None:
    """The course whose skills are one widget each."""
    course = read_course(Path(__file__).parent / DRAWN)

    async def publish(conn: Connection) -> None:
        await served.rooms.shelf.publish(conn, course)

    served.with_school(publish)


def opened(visit: Open, served: Served, skill: str, **how: object) -> tuple[Page, Person, ItemStep]:
    """The first question of a skill, and its open step."""
    who = served.learner(DRAWN)
    page = begin(visit, who, skill, DRAWN, **how)
    step = served.open_step(who, DRAWN)
    assert step is not None
    return page, who, step


def judged(page: Page, words: str) -> None:
    """Check the answer, and read the verdict."""
    sent(page)
    expect(page.locator(".steps .verdict").last).to_have_text(words)


def numbers(form: dict[str, list[str]], point: int) -> tuple[float, float]:
    """A point of an answer."""
    return float(form[f"answer.{point}.x"][0]), float(form[f"answer.{point}.y"][0])


def coordinates(page: Page, point: int) -> tuple[str, str]:
    """A point in the table."""
    found = [page.locator(f'[name="answer.{point}.{axis}"]').input_value() for axis in "xy"]
    return found[0], found[1]


def is_at(page: Page, point: int, x: str, y: str) -> None:
    """A point is in the table so, now or soon: a tap's click comes a moment after the finger has gone."""
    for axis, value in (("x", x), ("y", y)):
        expect(page.locator(f'[name="answer.{point}.{axis}"]')).to_have_value(value)


@SIZES
@BY_HAND
def test_points_are_placed_and_dragged(visit: Open, served: Served, size: tuple[int, int], hand: str) -> None:
    page, _, step = opened(visit, served, "points", size=size)
    hold: Hand = HANDS[hand](page)
    form = dict(right(step))
    first, second = numbers(form, 1), numbers(form, 2)
    hold.tap(on_grid(page, *first))
    expect(page.locator('[data-point="1"]')).to_be_visible()
    is_at(page, 1, form["answer.1.x"][0], form["answer.1.y"][0])
    hold.tap(on_grid(page, 0, 0))
    is_at(page, 2, "0", "0")
    expect(page.locator(".plot-tray")).to_be_hidden()
    hold.drag(on_grid(page, 0, 0), on_grid(page, 0.3, second[1] - 0.3))
    is_at(page, 2, form["answer.2.x"][0], form["answer.2.y"][0])
    expect(page.locator("graph-plot [role=status]")).to_contain_text("B: 0,")
    judged(page, "Right.")


@SIZES
@BY_HAND
def test_a_line_and_the_side_of_it(visit: Open, served: Served, size: tuple[int, int], hand: str) -> None:
    page, _, step = opened(visit, served, "sides", size=size)
    hold: Hand = HANDS[hand](page)
    form = dict(right(step))
    for number in (1, 2):
        hold.tap(on_grid(page, *numbers(form, number)))
    expect(page.locator(".drawn-line")).to_have_attribute("d", re.compile("."))
    (x1, y1), (x3, y3) = numbers(form, 1), numbers(form, 3)
    below = (x1, y1 - 2)
    hold.tap(on_grid(page, *below))
    expect(page.locator(".region")).to_have_attribute("points", re.compile("."))
    page.locator('[name="answer.edge"][value=dashed]').check()
    expect(page.locator(".drawn-line")).to_have_class(re.compile("dashed"))
    judged(page, "Partly, not yet")
    expect(page.locator(".step.not-yet .reason")).to_contain_text("Look at which side of it is meant.")
    is_at(page, 3, f"{below[0]:g}", f"{below[1]:g}")
    hold.drag(on_grid(page, *below), on_grid(page, x3, y3))
    judged(page, "Right.")


@SIZES
def test_a_line_by_keys_alone(visit: Open, served: Served, size: tuple[int, int]) -> None:
    page, _, step = opened(visit, served, "lines", size=size)
    form = dict(right(step))
    for number in (1, 2):
        tab_to(page, f'[data-place="{number}"]')
        page.keyboard.press("Enter")
        expect(page.locator(f'[data-point="{number}"]')).to_be_focused()
        x, y = numbers(form, number)
        now = [float(each) for each in coordinates(page, number)]
        for key, count in (("ArrowRight", x - now[0]), ("ArrowUp", y - now[1])):
            for _ in range(abs(int(count))):
                page.keyboard.press(key if count > 0 else {"ArrowRight": "ArrowLeft", "ArrowUp": "ArrowDown"}[key])
        is_at(page, number, f"{x:g}", f"{y:g}")
        named = f"Point {number}: {form[f'answer.{number}.x'][0]}, {form[f'answer.{number}.y'][0]}".replace("-", "−")
        expect(page.locator(f'[data-point="{number}"]')).to_have_attribute("aria-label", named)
        if abs(x - now[0]) + abs(y - now[1]):
            expect(page.locator("graph-plot [role=status]")).to_have_text(named)
    page.keyboard.press("Delete")
    expect(page.locator('[data-place="2"]')).to_be_focused()
    is_at(page, 2, "", "")
    page.locator("#point-2-x").fill(form["answer.2.x"][0])
    page.locator("#point-2-y").fill(form["answer.2.y"][0])
    expect(page.locator('[data-point="2"]')).to_be_visible()
    tab_to(page, "#check")
    page.keyboard.press("Enter")
    expect(page.locator(".steps .verdict").last).to_have_text("Right.")


@SIZES
@BY_HAND
def test_points_stand_on_neighbouring_places(visit: Open, served: Served, size: tuple[int, int], hand: str) -> None:
    page, _, _ = opened(visit, served, "lines", size=size)
    hold: Hand = HANDS[hand](page)
    hold.tap(on_grid(page, 0, 0))
    is_at(page, 1, "0", "0")
    hold.tap(on_grid(page, 1, 0))
    is_at(page, 2, "1", "0")
    hold.tap(on_grid(page, 0, 0))
    is_at(page, 1, "0", "0")
    is_at(page, 2, "1", "0")
    expect(page.locator('[data-point="1"]')).to_be_focused()


def test_what_is_typed_is_drawn_also_between_the_lines(visit: Open, served: Served) -> None:
    page, _, _ = opened(visit, served, "lines")
    page.locator("#point-1-x").fill("1/2")
    page.locator("#point-1-y").fill("−1.5")
    handle = page.locator('[data-point="1"]')
    expect(handle).to_be_visible()
    box = handle.bounding_box()
    assert box is not None
    x, y = on_grid(page, 0.5, -1.5)
    assert abs(box["x"] + box["width"] / 2 - x) < 1
    assert abs(box["y"] + box["height"] / 2 - y) < 1
    handle.press("ArrowRight")
    expect(page.locator('[name="answer.1.x"]')).to_have_value("1")
    page.locator("#point-1-y").fill("99")
    expect(handle).to_be_hidden()
    sent(page)
    expect(page.locator("#plot-error")).to_contain_text("This is not on the grid.")
    is_at(page, 1, "1", "99")


@SIZES
@BY_HAND
def test_labels_are_dragged_and_tapped(visit: Open, served: Served, size: tuple[int, int], hand: str) -> None:
    page, _, step = opened(visit, served, "parts", size=size)
    hold: Hand = HANDS[hand](page)
    form = right(step)
    page.locator("label-drawing").scroll_into_view_if_needed()
    for number, (name, (label,)) in enumerate(form.items()):
        target = name.removeprefix("answer.")
        if number % 2:
            hold.tap(middle(page, f'[data-label="{label}"]'))
            expect(page.locator(f'[data-label="{label}"]')).to_have_attribute("aria-pressed", "true")
            hold.tap(middle(page, f'[data-target="{target}"]'))
        else:
            at = middle(page, f'[data-target="{target}"]')
            hold.drag(middle(page, f'[data-label="{label}"]'), at)
        expect(page.locator(f"#target-{target}")).to_have_value(label)
        expect(page.locator(f'[data-label="{label}"]')).to_have_class("label-chip used")
    judged(page, "Right.")


def test_labels_by_keys_alone(visit: Open, served: Served) -> None:
    page, _, step = opened(visit, served, "parts")
    form = dict(right(step))
    label = form["answer.1"][0]
    tab_to(page, f'[data-label="{label}"]')
    page.keyboard.press("Enter")
    expect(page.locator("label-drawing [role=status]")).to_contain_text("Now choose a number.")
    tab_to(page, '[data-target="1"]')
    page.keyboard.press("Enter")
    expect(page.locator("#target-1")).to_have_value(label)
    expect(page.locator('[data-target="1"]')).to_have_attribute(
        "aria-label", "1 nucleus: the round body at the upper left"
    )
    page.keyboard.press("Delete")
    expect(page.locator("#target-1")).to_have_value("")
    for target in ("1", "2", "3", "4"):
        tab_to(page, f"#target-{target}")
        words = page.locator(f'[data-label="{form[f"answer.{target}"][0]}"]').get_attribute("data-words") or ""
        page.keyboard.type(words)
        expect(page.locator(f"#target-{target}")).to_have_value(form[f"answer.{target}"][0])
    tab_to(page, "#check")
    page.keyboard.press("Enter")
    expect(page.locator(".steps .verdict").last).to_have_text("Right.")


def test_a_table_is_filled_row_by_row_with_tab(visit: Open, served: Served) -> None:
    page, _, step = opened(visit, served, "tables")
    form = dict(right(step))
    gaps = sorted(form)
    tab_to(page, f'[name="{gaps[0]}"]')
    for number, name in enumerate(gaps):
        if number:
            page.keyboard.press("Tab")
        expect(page.locator(f'[name="{name}"]')).to_be_focused()
        page.keyboard.type(form[name][0])
    expect(page.locator('[name="answer.r2c1"]')).to_have_attribute(
        "aria-label", "2, " + step.task["columns"][0].strip("$")
    )
    tab_to(page, "#check")
    page.keyboard.press("Enter")
    expect(page.locator(".steps .verdict").last).to_have_text("Right.")


@SIZES
@pytest.mark.parametrize("skill", ["points", "lines", "sides", "parts", "tables"])
def test_without_scripts_the_form_alone_is_enough(
    visit: Open, served: Served, skill: str, size: tuple[int, int]
) -> None:
    page, _, step = opened(visit, served, skill, size=size, scripts=False)
    assert page.locator("[data-needs-script]:visible, .plot-handle:visible").count() == 0
    fill(page, wrong(step))
    page.locator("#check").click()
    expect(page.locator(".step.not-yet .reason")).not_to_be_empty()
    fields = interaction(step.kind).mistakes(step.task, step.key)[0]
    for name, (value,) in fields.items():
        if name != "answer.edge":
            expect(page.locator(f'#answer-form [name="{name}"]')).to_have_value(value)
    fill(page, right(step))
    page.locator("#check").click()
    expect(page.locator(".steps .verdict").last).to_have_text("Right.")


@pytest.mark.parametrize("skill", ["points", "sides", "parts", "tables"])
def test_nothing_is_wrong_with_drawn_answers(visit: Open, served: Served, skill: str) -> None:
    """Empty, drawn, refused and not yet: wide, on a phone, small, with large letters, dark, in high contrast."""
    page, _, step = opened(visit, served, skill)
    found = looked_at(page)
    sent(page)
    found += violations(page)
    fill(page, wrong(step))
    found += looked_at(page)
    sent(page)
    found += looked_at(page)
    page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    found += too_wide(page) + violations(page, ["target-size"])
    # Where a point is, is the answer: two may be nearer to each other than targets should be (WCAG 2.5.8, essential).
    found = [each for each in found if "target-size" not in each or "plot-handle" not in each]
    assert not found, "\n".join(found)


def test_widgets_that_are_not_asked_for_are_not_loaded(visit: Open, served: Served) -> None:
    loaded: dict[str, set[str]] = {}
    for skill, wanted in (("tables", ".gap-table"), ("lines", ".plot.alive")):
        page, _, _ = opened(visit, served, skill)
        seen = loaded.setdefault(skill, set())
        page.on("request", lambda request, seen=seen: seen.add(request.url))
        page.reload(wait_until="networkidle")
        expect(page.locator(wanted)).to_be_visible()
    parts = {skill: {url for url in urls if "/part." in url} for skill, urls in loaded.items()}
    # The widget, and what it shares with the other one.
    assert len(parts["lines"] - parts["tables"]) == 2
