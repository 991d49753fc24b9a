"""A course put together from two sources, by the pages alone: from an author's files to a learner's right answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chiron.engine.people.person import Person, Role
from tests.browser.conftest import PHONE, WIDE, Open, whole
from tests.browser.house import Served
from tests.browser.steps import answer, past_example, sent
from tests.browser.test_access import looked_at
from tests.web.test_imports import CELLS

AT = "/teacher/drafts"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "content"
FIRST = "Where we begin"
"""What the first skill of the course is called in the end."""
TOWNS = """$CATEGORY: Geography/Capitals

::France:: What is the capital of France? {=Paris ~London ~Rome}

::Spain:: What is the capital of Spain? {=Madrid ~Lisbon ~Rome}

$CATEGORY: Geography/Rivers

::Seine:: Which river is in Paris? {=Seine ~Thames ~Tiber}

::Thames:: Which river is in London? {=Thames ~Seine ~Tiber}

$CATEGORY: Numbers/Sums

::Two:: 2+2 = {#4}

::Three:: 2+3 = {#5}
"""


@dataclass(frozen=True)
class Pair:
    """A bank of questions and a text. ``find`` are words of the titles of two skills of the bank at least, ``one`` a
    title of them; ``unit`` is a unit of the text.
    """

    bank: Callable[[Page], None]
    text: Callable[[Page], None]
    bank_title: str
    text_title: str
    find: str
    unit: str
    patience: float = 60


def _given(name: str, data: str) -> Callable[[Page], None]:
    file = {"name": name, "mimeType": "text/plain", "buffer": data.encode()}
    return lambda page: page.get_by_label("File", exact=True).set_input_files(file)  # type: ignore[arg-type]


def _lying(path: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_label("File", exact=True).set_input_files(SHARED / path)


SMALL = Pair(_given("towns.gift", TOWNS), _given("cells.md", CELLS), "towns", "Cells", "i", "Cells")
REAL = Pair(
    _lying("oatutor/oatutor-content.tgz"),
    _lying("openstax_cnxml/intro-python-programming.tgz"),
    "OATutor",
    "python",
    "solving linear equation",
    "Loops",
    600,
)
THERE = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"{SHARED} is not here: the pair of real sources was NOT put together."
)


def brought(page: Page, give: Callable[[Page], None], patience: float) -> None:
    """Give a file, and wait until it is read."""
    page.goto("/teacher/imports")
    give(page)
    page.get_by_role("button", name="Upload and read it").click()
    expect(page.get_by_role("heading", name="What came")).to_be_visible(timeout=patience * 1000)


def begun(page: Page, title: str) -> str:
    """Begin an empty course; where its outline is."""
    page.goto("/teacher/courses")
    page.get_by_role("link", name="Put a course together").click()
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url


def opened(page: Page, draft: str, title: str) -> None:
    """Look through a source for the draft."""
    page.goto(f"{draft}/add")
    page.get_by_role("link", name=title).first.click()
    whole(page)


def said(page: Page, words: str) -> None:
    """Wait until the page tells what was done."""
    expect(page.locator("#said")).to_contain_text(words)
    whole(page)


def rows(page: Page) -> list[str]:
    """The titles of the open unit's skills, or what is found, in order."""
    return page.locator(".outline-rows .title").all_inner_texts()


@pytest.mark.parametrize("pair", [SMALL, pytest.param(REAL, marks=[THERE, pytest.mark.slow])], ids=["small", "real"])
def test_from_two_sources_to_a_learners_answer(visit: Open, served: Served, pair: Pair) -> None:
    author = served.staff(Role.AUTHOR)
    page = visit("/teacher/imports", who=author)
    brought(page, pair.bank, pair.patience)
    brought(page, pair.text, pair.patience)
    title = f"A course of two {len(pair.unit)}"
    draft = begun(page, title)
    from_the_bank(page, draft, pair)
    from_the_text(page, draft, pair)
    put_in_order(page, draft)
    tried(page, served, author, draft)
    course = published(page, draft)
    who = served.learner(course)
    well_answered(visit("/courses", who=who), served, who, course)


def from_the_bank(page: Page, draft: str, pair: Pair) -> None:
    """Two skills of the bank come in, with their items."""
    opened(page, draft, pair.bank_title)
    page.locator("#find").fill(pair.find)
    page.get_by_role("button", name="Find", exact=True).click()
    picks = page.get_by_role("checkbox", name=re.compile("^Bring in"))
    for number in (0, 1):
        picks.nth(number).check()
    page.get_by_role("button", name="Bring in what is ticked").click()
    said(page, "Brought in: 2 skills")
    expect(page.get_by_text("is in the draft")).to_have_count(2)


def from_the_text(page: Page, draft: str, pair: Pair) -> None:
    """A unit of readings comes in."""
    opened(page, draft, pair.text_title)
    page.get_by_role("checkbox", name=f"Bring in {pair.unit}", exact=True).check()
    page.get_by_role("button", name="Bring in what is ticked").click()
    said(page, "reading")
    page.goto(f"{draft}?find={pair.unit[:3]}")
    page.locator(".outline-rows .with-icon .title").first.click()
    expect(page.get_by_role("heading", name="What learners read")).to_be_visible()
    assert looked_at(page, everything=False) == []


def put_in_order(page: Page, draft: str) -> None:
    """A unit of one's own, order by keys, a name, what is needed, an item out and back, an item looked at."""
    page.goto(draft)
    whole(page)
    page.get_by_label("New unit").fill("What we begin with")
    page.keyboard.press("Enter")
    said(page, "“What we begin with” added")
    page.goto(draft)
    for name in ("first", "second"):
        box = page.get_by_role("checkbox", name=re.compile("^Pick")).first
        expect(box, name).to_be_visible()
        box.check()
        page.get_by_label("Unit to move them to").select_option(label="What we begin with")
        page.get_by_role("button", name="Move to").click()
        said(page, "moved to “What we begin with”")
        page.goto(draft)
    page.get_by_role("link", name="What we begin with").click()
    whole(page)
    before = rows(page)
    page.locator(".outline-rows .title").nth(1).focus()
    page.keyboard.press("Alt+ArrowUp")
    said(page, "moved up")
    assert rows(page)[:2] == [before[1], before[0]]
    expect(page.locator(".outline-rows .title").first).to_be_focused()
    page.get_by_role("button", name=re.compile("^Undo")).click()
    said(page, "Undone")
    assert rows(page) == before
    page.get_by_role("button", name=re.compile("^Redo")).click()
    said(page, "Done again")
    page.locator(".outline-rows .title").nth(1).click()
    page.get_by_role("group", name="What it needs").get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Keep what it needs").click()
    said(page, "needs changed")
    page.get_by_role("checkbox", name="Pick item 1", exact=True).check()
    page.get_by_role("button", name="Take out", exact=True).click()
    said(page, "1 item taken out")
    page.goto(f"{draft}/taken")
    page.get_by_role("checkbox", name="Pick item 1", exact=True).check()
    page.get_by_role("button", name="Put back where they were").click()
    said(page, "1 item put back")
    page.goto(draft)
    page.get_by_role("link", name="What we begin with").click()
    page.locator(".outline-rows .title").first.click()
    page.get_by_label("Title", exact=True).fill(FIRST)
    page.get_by_role("button", name="Keep", exact=True).click()
    said(page, f"“{FIRST}” changed")
    page.locator(".stem a").first.click()
    expect(page.get_by_role("heading", name="What learners do not see")).to_be_visible()


def tried(page: Page, served: Served, author: Person, draft: str) -> None:
    """The author answers as a learner would, and goes back."""
    page.goto(draft)
    page.get_by_role("button", name="Try it as a learner").click()
    page.wait_for_url(re.compile("/learn/trial-"))
    expect(page.get_by_role("region", name="Trial")).to_contain_text("Only you can see it")
    trial = page.url.split("/learn/")[1].split("/")[0]
    well_answered(page, served, author, trial)
    page.get_by_role("link", name="Back to the outline").click()
    expect(page).to_have_url(draft)
    page.go_back()
    page.get_by_role("button", name="End the trial").click()
    expect(page).to_have_url(draft)


def well_answered(page: Page, served: Served, who: Person, course: str) -> None:
    """Go from the map to a question of the first skill that Chiron checks, and answer it right."""
    page.goto(f"/learn/{course}/map?view=list")
    page.locator("tr", has_text=FIRST).get_by_role("button", name="Practise").click()
    past_example(page)
    for _ in range(8):
        step = served.open_step(who, course)
        if step is None or step.kind != "open":
            break
        sent(page, "button:has-text('Another question')")  # Of these a person is the judge.
    assert answer(page, served, who, course)
    expect(page.locator(".steps .verdict").last).to_have_text("Right.")


def published(page: Page, draft: str) -> str:
    """Put it on the shelf; the course's id."""
    page.goto(f"{draft}/publish")
    expect(page.get_by_text("It is new on the shelf")).to_be_visible()
    page.get_by_role("button", name="Publish it").click()
    page.wait_for_url(re.compile("/teacher/courses/[a-z0-9-]+$"))
    return page.url.rpartition("/")[2]


def test_the_plain_way_does_the_same(visit: Open, served: Served) -> None:
    """Without scripts, on a phone: moved, undone, refused with what was typed; another tab's form is told so."""
    page = visit(AT, who=served.author("towns.gift", TOWNS.encode()), size=PHONE, scripts=False)
    source = page.locator("#from option[value^='import:']", has_text="towns").first.get_attribute("value")
    page.get_by_label("Begin with").select_option(source)
    page.get_by_role("button", name="Begin", exact=True).click()
    draft = page.url
    assert rows(page) == ["Capitals", "Rivers"]
    page.get_by_role("button", name="Move down: Capitals").click()
    said(page, "“Capitals” moved down.")
    assert rows(page) == ["Rivers", "Capitals"]
    assert page.url.endswith(page.locator("li", has_text="Capitals").last.get_attribute("id") or "-")
    page.get_by_role("button", name=re.compile("^Undo")).click()
    assert rows(page) == ["Capitals", "Rivers"]

    other = page.context.new_page()
    other.goto(draft)
    other.get_by_role("checkbox", name="Pick Capitals").check()
    other.get_by_role("button", name="Take out", exact=True).click()
    page.get_by_role("link", name="Capitals", exact=True).click()
    expect(page.get_by_text("no longer in the course")).to_be_visible()
    other.get_by_role("button", name=re.compile("^Undo")).click()

    page.goto(draft)
    page.get_by_role("link", name="Rivers", exact=True).click()
    page.get_by_role("checkbox", name=re.compile("^Capitals")).check()
    page.get_by_role("button", name="Keep what it needs").click()
    said(page, "needs changed")
    page.goto(draft)
    page.get_by_role("link", name="Capitals", exact=True).click()
    page.get_by_label("Find a skill by its title").fill("rivers")
    page.get_by_role("button", name="Find").last.click()
    page.get_by_role("checkbox", name=re.compile("^Rivers")).check()
    page.get_by_role("button", name="Keep what it needs").click()
    expect(page.locator("#needs .error")).to_contain_text("circle")
    expect(page.get_by_role("checkbox", name=re.compile("^Rivers"))).to_be_checked()
    page.get_by_role("checkbox", name="Pick item 1", exact=True).check()
    page.get_by_role("button", name="To another skill").click()
    page.get_by_role("radio", name=re.compile("^Sums")).check()
    page.get_by_role("button", name="Move them there").click()
    said(page, "1 item moved to “Sums”")


def test_nothing_is_wrong_with_its_pages(visit: Open, served: Served) -> None:
    """Each page of a draft by axe, wide, on a phone, dark, in contrast; empty, and with faults beside the things."""
    page = visit(AT, who=served.author("towns.gift", TOWNS.encode()), size=WIDE)
    draft = begun(page, "A long title of a course about rivers that others wrote and nobody has read to its end yet")
    found = looked_at(page, everything=False)
    for rest in ("/add", "/taken", "/publish"):
        page.goto(f"{draft}{rest}")
        found += looked_at(page, everything=False)
    opened(page, draft, "towns")
    page.get_by_role("checkbox", name="Bring in Geography").check()
    page.get_by_role("button", name="Bring in what is ticked").click()
    said(page, "Brought in: 2 skills, 4 items.")
    found += looked_at(page)
    page.goto(draft)
    page.get_by_label("New skill in this unit").fill("Mountains")
    page.keyboard.press("Enter")
    said(page, "“Mountains” added")
    page.get_by_role("checkbox", name="Pick Rivers").check()
    page.get_by_role("button", name="Take out", exact=True).click()
    said(page, "“Rivers” taken out")
    for rest in ("/publish", "", "?find=capitals", "/taken", "/about", "/history"):
        page.goto(f"{draft}{rest}")
        whole(page)
        found += looked_at(page, everything=rest in ("", "/publish"))
    page.goto(draft)
    expect(page.locator(".outline-fault")).not_to_have_count(0)
    page.get_by_role("link", name="Capitals", exact=True).click()
    found += looked_at(page)
    page.get_by_role("checkbox", name="Pick item 1", exact=True).check()
    page.get_by_role("button", name="To another skill").click()
    expect(page.get_by_role("group", name="To which skill?")).to_be_visible()
    expect(page.get_by_label("Find a skill by its title")).to_be_focused()
    found += looked_at(page, everything=False)
    assert not found, "\n".join(found)
