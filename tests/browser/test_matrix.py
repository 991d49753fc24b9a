"""The teacher's matrix is one stop for Tab, and the arrow keys go from cell to cell."""

from __future__ import annotations

from playwright.sync_api import expect

from chiron.engine.people import classes
from tests.browser.conftest import Open
from tests.browser.house import ALGEBRA, Served
from tests.browser.pages import violations

STOPS = "all => all.filter(each => each.tabIndex === 0).length"


def test_the_matrix_is_one_stop_and_arrows_go_from_cell_to_cell(visit: Open, served: Served) -> None:
    room = served.with_school(classes.of_school)[0].id
    page = visit(f"/teacher?class={room}&course={ALGEBRA}", who=served.person("Ms Okoro"))
    expect(page.get_by_role("grid")).to_be_visible()
    links = page.locator("mastery-grid a")
    assert links.count() > 24
    assert links.evaluate_all(STOPS) == 1
    assert page.locator("mastery-grid").evaluate("each => each.tabIndex") == -1
    cell = page.locator("mastery-grid td.cell a")
    across = page.locator("mastery-grid tbody tr").first.locator("td.cell a").count()
    cell.first.focus()
    for key, there in (
        ("ArrowRight", cell.nth(1)),
        ("ArrowDown", cell.nth(across + 1)),
        ("ArrowLeft", cell.nth(across)),
        ("Home", page.locator("mastery-grid tbody th a").nth(1)),
        ("Control+End", cell.last),
        ("ArrowRight", cell.last),
        ("Control+Home", page.locator("mastery-grid tbody th a").first),
    ):
        page.keyboard.press(key)
        expect(there).to_be_focused()
        assert links.evaluate_all(STOPS) == 1
    assert violations(page) == []
    page.keyboard.press("Enter")
    # The row's name leads to everybody in that skill, each a link: what there is without scripts, too.
    expect(page.get_by_role("link", name="All skills")).to_be_visible()
    expect(page.locator("table.flows tbody tr")).to_have_count(across)
    assert violations(page) == []
