"""A teacher's lock by keyboard: set, seen by the learner on every width, and lifted; all of it accessible."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from chiron.engine.fits import trials
from chiron.engine.people import classes
from chiron.engine.records.ids import new_id
from tests.browser.conftest import SMALL, WIDE, Open
from tests.browser.house import ALGEBRA, Served
from tests.browser.pages import too_wide, violations
from tests.browser.steps import AT
from tests.browser.test_access import as_phone, resize

CLOSED = "x-on-both-sides"
"""A skill of the unit that the demo's class has to do."""


def faults(page: Page) -> list[str]:
    """What is wrong with the open page at every width."""
    found = list[str]()
    resize(page, WIDE)
    found += too_wide(page) + violations(page)
    resize(page, SMALL)
    found += too_wide(page)
    as_phone(page)
    found += too_wide(page) + violations(page)
    resize(page, WIDE)
    return found


def test_a_lock_is_set_by_keyboard_and_told_to_the_learner(visit: Open, served: Served) -> None:
    # Other tests make classes and begin courses too: this one is about Amara's.
    room = served.with_school(classes.of_school)[0].id
    teacher = visit(f"/teacher/class?class={room}", who=served.person("Ms Okoro"))
    teacher.get_by_role("link", name="Order, pace and open skills").first.click()
    expect(teacher.locator("h1")).to_have_text("Order, pace and open skills")
    teacher.goto(f"/teacher/locks?class={room}&course={ALGEBRA}")
    expect(teacher.locator("h1")).to_have_text("Order, pace and open skills")
    found = faults(teacher)
    teacher.get_by_role("radio", name="The course’s own order").focus()
    teacher.keyboard.press("Space")
    teacher.get_by_label("New skills in a sitting, at most").focus()
    teacher.keyboard.type("two")
    teacher.keyboard.press("Enter")
    expect(teacher.get_by_role("alert")).to_contain_text("Give a whole number from 0 to 20")
    found += faults(teacher)
    teacher.get_by_label("New skills in a sitting, at most").fill("1")
    last = teacher.locator(f"input[name=open][value={CLOSED}]")
    last.focus()
    teacher.keyboard.press("Space")
    expect(last).not_to_be_checked()
    teacher.get_by_role("button", name="Set it", exact=True).focus()
    teacher.keyboard.press("Enter")
    # The demo's class has equations to do, and one of their skills is closed now.
    expect(teacher.get_by_role("alert")).to_contain_text("This closes an open assignment")
    found += faults(teacher)
    teacher.get_by_role("button", name="Set it all the same").focus()
    teacher.keyboard.press("Enter")
    expect(teacher.get_by_text("At most 1 new skill is begun in a sitting.")).to_be_visible()
    found += faults(teacher)
    learner = visit(f"{AT}/today", who=served.person("Amara"))
    expect(learner.get_by_text("Ms Okoro has set the order for now")).to_be_visible()
    found += faults(learner)
    learner.goto(f"{AT}/map?view=list")
    expect(learner.get_by_text("At most 1 new skill is begun in a sitting.")).to_be_visible()
    found += faults(learner)
    learner.goto(f"/learn/{ALGEBRA}/map?skill={CLOSED}")
    expect(learner.get_by_text("Your teacher has set that this comes later.").first).to_be_visible()
    found += faults(learner)
    teacher.get_by_role("link", name="What was set before").click()
    expect(teacher.locator("h1")).to_have_text("What was set before")
    expect(teacher.get_by_role("cell", name="in force")).to_be_visible()
    found += faults(teacher)
    teacher.get_by_role("link", name="Order, pace and open skills").click()
    teacher.get_by_role("button", name="Lift it").click()
    expect(teacher.get_by_text("Nothing: Chiron chooses freely.")).to_be_visible()
    assert not found, "\n".join(found)


def test_a_trial_is_read_on_any_screen(visit: Open, served: Served) -> None:
    shares = {"steady": 1.0, "gain": 1.0}

    async def start() -> None:
        async with served.rooms.database.school(served.school) as conn:
            now = served.rooms.clock()
            await trials.start(conn, new_id(), ALGEBRA, "Autumn", shares, "reviews", 14, False, now)

    served.wait(start())
    page = visit(f"/teacher/courses/{ALGEBRA}", who=served.person("Ms Okoro"))
    page.get_by_role("link", name="Trials in it").click()
    expect(page.locator("h1")).to_have_text("Trials")
    expect(page.get_by_text("Too early to say anything")).to_be_visible()
    found = faults(page)
    learner = visit(f"{AT}/today", who=served.learner())
    expect(learner.locator("h1")).to_be_visible()
    learner.goto("/my-data")
    expect(learner.get_by_text("Chiron may choose by lot")).to_be_visible()
    found += faults(learner)
    assert not found, "\n".join(found)
