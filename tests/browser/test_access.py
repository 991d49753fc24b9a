"""Every page, by axe (WCAG 2.2 AA) at two widths, in dark, and at 320 px without a sideways scroll."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, SMALL, WIDE, Open, Served

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIRST = {
    None: ["/sign-in", "/join", "/no-such-page"],
    "Amara": ["/learn/foundations-of-algebra/today", "/learn/foundations-of-algebra/practice", "/courses", "/settings"],
    "Ms Okoro": ["/teacher", "/inbox", "/teacher/class"],
}
MOST = 40
"""Pages a role, after which the walk stops: enough to see every kind."""
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
SKIPPED = re.compile(r"\.csv$|/sign-out|/components")


def kind(address: str) -> str:
    """The kind of page that an address shows: ids, skills and choices of one kind look alike."""
    parts = urlsplit(address)
    path = ID.sub("*", parts.path)
    path = re.sub(r"/lessons/[^/]+", "/lessons/*", path)
    names = sorted(re.findall(r"(?:^|&)([a-z_]+)=", parts.query))
    views = re.findall(r"(?:view|show|filter|kind)=[a-z-]+", parts.query)
    return f"{path}?{'&'.join([*names, *views])}"


def walk(visit: Open, served: Served, who: str | None) -> list[str]:
    """Addresses of one page of every kind that this person can reach by links."""
    page = visit("/", who=who)
    waiting, seen, found = list(FIRST[who]), set[str](), list[str]()
    while waiting and len(found) < MOST:
        address = waiting.pop(0)
        if kind(address) in seen or SKIPPED.search(urlsplit(address).path):
            continue
        seen.add(kind(address))
        answer = page.goto(address)
        if answer is None or answer.status >= 500:
            pytest.fail(f"{address} answered {answer.status if answer else 'nothing'}")
        found.append(address)
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        waiting += [link.removeprefix(served.address) for link in links if link.startswith(served.address)]
    return [re.sub(r"#.*", "", address) for address in found]


def violations(page: Page) -> list[str]:
    """What axe finds, a line each."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(f"async () => (await axe.run(document, {{runOnly: {RULES}}})).violations")
    return [
        f"{page.url} {page.viewport_size}: {each['id']}: {each['help']}: {node['html'][:160]}"
        for each in found
        for node in each["nodes"][:3]
    ]


@pytest.mark.parametrize("who", list(FIRST), ids=["nobody", "learner", "teacher"])
def test_axe_finds_nothing_on_any_page(visit: Open, served: Served, who: str | None) -> None:
    addresses = walk(visit, served, who)
    assert len(addresses) >= len(FIRST[who])
    page, found = visit("/", who=who), list[str]()
    for width, height in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        for address in addresses:
            page.goto(address)
            found += violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", ["Amara", "Ms Okoro"])
def test_dark_and_high_contrast_are_clean_too(visit: Open, served: Served, who: str) -> None:
    found = list[str]()
    for dark in (True, False):
        page = visit("/", who=who, dark=dark)
        for address in FIRST[who]:
            page.goto(address)
            page.evaluate("document.documentElement.dataset.contrast = 'more'")
            found += violations(page)
            page.evaluate("document.documentElement.dataset.contrast = 'device'")
            found += violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", list(FIRST), ids=["nobody", "learner", "teacher"])
def test_nothing_scrolls_sideways_at_320(visit: Open, served: Served, who: str | None) -> None:
    addresses = walk(visit, served, who)
    page, found = visit("/", who=who, size=SMALL), list[str]()
    for address in addresses:
        page.goto(address)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            found.append(f"{address} is {over} px too wide at 320")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("tongue", ["qps", "qps-rtl"])
def test_pages_hold_in_a_longer_language_and_right_to_left(visit: Open, served: Served, tongue: str) -> None:
    served.change("UPDATE person SET language = %s", tongue)
    try:
        page = visit("/sign-in")
        page.locator("form button", has_text="Amara").or_(page.locator("button", has_text="Ámárá")).first.click()
        found = list[str]()
        for width, height in (WIDE, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            for address in (
                *FIRST["Amara"],
                "/learn/foundations-of-algebra/map",
                "/learn/foundations-of-algebra/progress",
            ):
                page.goto(address)
                assert page.locator("html").get_attribute("dir") == ("rtl" if tongue == "qps-rtl" else "ltr")
                over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if over > 0:
                    found.append(f"{address} is {over} px too wide at {width} in {tongue}")
        assert not found, "\n".join(found)
    finally:
        served.change("UPDATE person SET language = 'en'")
