"""The page of what was learnt from a course's answers, filled: accessible and within the screen at every width."""

from __future__ import annotations

from playwright.sync_api import expect

from chiron.engine.fits.making import make
from chiron.engine.people.person import Role
from tests.browser.conftest import PHONE, SMALL, WIDE, Open
from tests.browser.house import ALGEBRA, Served
from tests.browser.pages import too_wide, violations
from tests.fits.test_fits import AtOnce, quiet

AT = f"/teacher/fits/{ALGEBRA}"
ANY = {"better": True, "no-better": True, "too-few": True}


def test_the_page_of_a_fit(visit: Open, served: Served) -> None:
    rooms = served.rooms
    served.wait(make(rooms.database, served.school, ALGEBRA, AtOnce(), rooms.clock, quiet, ANY))
    host, found = served.staff(Role.OPERATOR), list[str]()
    page = visit(AT, who=host)
    expect(page.locator("h1")).to_have_text("Learnt from answers")
    expect(page.locator("table").first).to_be_visible()
    for width, height in (WIDE, PHONE, SMALL):
        page.set_viewport_size({"width": width, "height": height})
        found += too_wide(page) + violations(page)
    page.get_by_role("button", name="Learn it anew").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    found += too_wide(page) + violations(page)
    page.locator('form[action$="/use"]:has(input[value=usual]) button').click()
    expect(page.get_by_text("It is in use now.")).to_be_visible()
    assert not found, "\n".join(found)
