"""An author sees what is other between two versions of a course, tries the old one, and puts it back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from chiron.core.learning.content import fingerprint
from chiron.core.learning.course import Course
from chiron.engine.people.person import Person, Role
from chiron.engine.records.database import Connection
from tests.browser.conftest import Open
from tests.browser.house import Served
from tests.browser.test_access import looked_at
from tests.core.changing import Author
from tests.core.tiny import tiny

ID = "equations-by-version"
AT = f"/teacher/versions/{ID}"


def versions() -> tuple[Course, Course]:
    """A course, and what an author made of it."""
    author = Author(tiny())
    author.tree.update(id=ID, title="Equations by version")
    before = author.course
    author.rename("second", "renamed")
    skill = author.skill("renamed")
    skill.update(title="Two steps", lesson="## Balance\n\nAn equation is like a balance: do the same on both sides.\n")
    skill["templates"][0]["prompt"] = "Solve the equation $x + @b = @c$ for $x$."
    author.move("renamed", "three", "third")
    author.remove("first")
    return before, author.course


@pytest.fixture
def ines(served: Served) -> Iterator[Person]:
    """An author at a school that has both on the shelf, one after the other."""
    before, after = versions()
    made = served.staff(Role.AUTHOR)

    async def publish(conn: Connection) -> None:
        await served.rooms.shelf.publish(conn, before, by=made.id, note="First")
        await served.rooms.shelf.publish(conn, after, by=made.id, note="Shorter, with a balance")

    async def withdraw(conn: Connection) -> None:
        await served.rooms.shelf.withdraw(conn, ID)

    served.with_school(publish)
    yield made
    served.with_school(withdraw)


def test_what_is_other_is_read_and_an_old_version_comes_back(visit: Open, ines: Person) -> None:
    found, first = list[str](), fingerprint(versions()[0])[:12]
    page = visit(f"/teacher/courses/{ID}", who=ines)
    page.get_by_role("link", name="Versions: what was published when").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Versions")
    found += looked_at(page)
    page.get_by_role("link", name="What is other").first.click()
    expect(page.locator("ins", has_text="like").first).to_be_visible()
    found += looked_at(page)
    page.go_back()
    page.get_by_role("link", name=f"Look at it {first}").first.click()
    found += looked_at(page, everything=False)
    page.get_by_role("link", name="Second", exact=True).click()
    page.locator(f"main a[href$='/{first}/second/one']").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(page.url.split("/teacher/")[0] + f"{AT}/{first}/back")
    expect(page.get_by_role("heading", name="What changes for whom")).to_be_visible()
    found += looked_at(page)
    page.get_by_label("What is new in it").fill("It was too short")
    page.get_by_role("button", name="Put it on the shelf").click()
    expect(page.get_by_text("an older version came back").first).to_be_visible()
    assert not found, "\n".join(found)
