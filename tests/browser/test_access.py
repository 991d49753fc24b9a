"""Every page, by axe (WCAG 2.2 AA and best practice): wide and on a phone, in dark and in high contrast."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from starlette.routing import compile_path

from chiron.core.learning.interactions import interaction, kinds
from chiron.engine.people.person import Person, Role
from tests.browser.conftest import PHONE, SMALL, WIDE, Open
from tests.browser.house import ALGEBRA, PROSE, Served
from tests.browser.pages import kind, pages_of_the_app, styles_not_seen, too_wide, violations, walk
from tests.browser.steps import AT, answer, begin, fill, sent
from tests.thorough import THOROUGH
from tests.web.every_kind import STEPS
from tests.web.test_imports import CELLS

FILE = "cells_and_how_they_divide_as_the_second_year_reads_it_before_the_summer_2026_final_final.md"
TEXT = f"{CELLS}\n![A cell](not-there.png)\n"
"""Gives pages to read and questions to decide on, and leaves a picture out."""
LEARNER = [f"{AT}/today", f"{AT}/practice", f"{AT}/goal", "/courses", "/settings", "/my-data", "/join"]
ITEMS = f"/teacher/courses/{ALGEBRA}/negative-numbers/items"
FIRST: dict[str, list[str]] = {
    "nobody": ["/sign-in", "/join", "/reset", "/no-such-page"],
    "learner": [*LEARNER, "/teacher"],
    "teacher": [
        *("/teacher", "/inbox", "/inbox?show=done", "/teacher/class", "/teacher/courses", "/settings", ITEMS),
        *(f"{ITEMS}/take-away-a-negative?seed=3", "/teacher/rules/try"),
    ],
    "operator": ["/people", "/school", "/people/new", "/people/import", "/inbox", "/inbox?show=done"],
    "guardian": ["/family", "/settings", "/my-data", "/courses"],
    "author": ["/teacher/imports"],
    "beginner": ["/courses", f"{AT}/goal", f"{AT}/map", f"{AT}/progress", f"{AT}/lessons"],
    "new teacher": ["/teacher", "/teacher/class", "/teacher/class/new", "/teacher/assign", "/inbox"],
    "new guardian": ["/family"],
}
"""Where each role's walk begins. Beginners have done nothing, new teachers have no class: what is empty is seen too."""
BY_LAYOUT = [
    "target-size",
    "page-has-heading-one",
    "heading-order",
    "landmark-unique",
    "landmark-one-main",
    "region",
    "scrollable-region-focusable",
    "aria-hidden-focus",
    "empty-heading",
    "link-name",
    "button-name",
    "label",
]
ON_A_PHONE = BY_LAYOUT if THOROUGH else ["target-size", "scrollable-region-focusable", "aria-hidden-focus"]
"""What may be otherwise on a phone: little of it hides or moves a heading, and that is left to thorough runs."""
# A formula that is wider than the page scrolls in its paragraph; Chromium and Firefox let Tab reach such a paragraph.
LARGE = [rule for rule in BY_LAYOUT if rule != "scrollable-region-focusable"] if THOROUGH else []
"""What may be otherwise once letters are larger, beside the width."""
CONTRASTS = [("dark", "no-preference"), ("light", "more"), ("dark", "more")]


def somebody(served: Served, role: str) -> Person | None:
    """A person of the role, with something to see on their pages unless they are new."""
    made: dict[str, Callable[[], Person | None]] = {
        "nobody": lambda: None,
        "learner": lambda: served.person("Amara"),
        "teacher": lambda: served.person("Ms Okoro"),
        "operator": lambda: served.staff(Role.OPERATOR),
        "guardian": lambda: served.guardian(served.person("Amara")),
        "author": lambda: served.author(FILE, TEXT.encode()),
        "beginner": served.learner,
        "new teacher": lambda: served.staff(Role.TEACHER),
        "new guardian": lambda: served.staff(Role.GUARDIAN),
    }
    return made[role]()


def looked_at(page: Page, everything: bool = True) -> list[str]:
    """What is wrong with the open page: wide, on a phone, and at the largest reading size; with ``everything`` also in
    dark and in high contrast, and by colour on a phone too, where something is styled as nothing was before.
    """
    found = violations(page)
    with styles_not_seen(page, THOROUGH) if everything else nullcontext("") as unseen:
        found += by_colour(page, unseen) if everything else []
        as_phone(page)
        found += violations(page, ["color-contrast"], unseen) if everything else []
    found += violations(page, ON_A_PHONE)
    before = page.evaluate("document.documentElement.getAttribute('style')")
    page.evaluate("document.documentElement.style.setProperty('--reading', 2)")
    if LARGE:
        as_phone(page)
    large = [*too_wide(page), *(violations(page, LARGE) if LARGE else [])]
    found += [f"at twice the reading size {each}" for each in large]
    page.evaluate("was => document.documentElement.setAttribute('style', was ?? '')", before)
    resize(page, SMALL)
    found += too_wide(page)
    resize(page, WIDE)
    return found


def by_colour(page: Page, within: str) -> list[str]:
    """What is too faint in dark and in high contrast, of what a selector finds."""
    found = list[str]()
    for scheme, contrast in CONTRASTS:
        page.emulate_media(color_scheme=scheme, contrast=contrast)  # type: ignore[arg-type]
        found += [f"{scheme} {contrast} {each}" for each in violations(page, ["color-contrast"], within)]
    page.emulate_media(color_scheme="light", contrast="no-preference")
    return found


def glanced_at(page: Page) -> list[str]:
    """What is wrong with the open page where one of its kind was looked at before."""
    found = violations(page)
    resize(page, SMALL)
    found += too_wide(page)
    resize(page, WIDE)
    return found


TALL = 4_000
"""Most pages are no longer on a phone."""


def resize(page: Page, size: tuple[int, int]) -> None:
    """Give the window another size."""
    page.set_viewport_size({"width": size[0], "height": size[1]})


def as_phone(page: Page) -> None:
    """A phone tall enough for the whole page: the bar at its foot then lies over nothing."""
    resize(page, (PHONE[0], TALL))
    tall = int(page.evaluate("document.documentElement.scrollHeight"))
    if tall > TALL:
        resize(page, (PHONE[0], tall))


SEEN: dict[str, set[str]] = {}
"""Role -> the paths that its sweep has looked at."""
MET: set[str] = set()
"""Kinds of pages that some sweep has looked at in every light: another role sees the same styles there."""


@pytest.mark.parametrize("role", list(FIRST))
def test_nothing_is_wrong_with_any_page(visit: Open, served: Served, role: str) -> None:
    page = visit("/", who=somebody(served, role))
    found = list[str]()
    SEEN[role] = set()
    for address in walk(page, served.address, FIRST[role]):
        SEEN[role] |= {urlsplit(address).path, urlsplit(page.url).path}
        found += glanced_at(page) if kind(address) in MET else looked_at(page)
        MET.add(kind(address))
    assert len(SEEN[role]) >= len(FIRST[role])
    assert not found, "\n".join(found)


ELSEWHERE = {
    "/": "leads on",
    "/learn/{course}": "leads on",
    "/learn/{course}/summary": "test_walk",
    "/learn/{course}/packages/{name}": "test_packages",
    "/learn/{course}/packages/{name}/{launch}": "test_packages",
    "/school/turn": "test_models",
    "/teacher/learner/{learner}/turn": "test_models",
    "/first-run": "test_apart",
    "/first-run/school": "test_apart",
    "/components": "tests/web/gallery",
    "/learn/{course}/reading": "a fragment: test_formula",
    "/learn/{course}/check": "test_checks",
    "/learn/{course}/check/question/{number}": "test_checks",
    "/learn/{course}/check/result/{sheet}": "test_checks",
    "/learn/{course}/check/reading": "the same fragment",
    "/teacher/checks/{assignment}": "test_checks",
    "/teacher/learner/{learner}/check/{sheet}": "test_checks",
    "/teacher/courses/{course}/{skill}/items/{template}/reading": "the same fragment",
    "/teacher/drafts/trial/{course}": "leads on",
    "/teacher/drafts/{id}": "test_drafts",
    "/teacher/drafts/{id}/about": "test_drafts",
    "/teacher/drafts/{id}/add": "test_drafts",
    "/teacher/drafts/{id}/publish": "test_drafts",
    "/teacher/drafts/{id}/taken": "test_drafts",
    "/teacher/drafts/{id}/history": "test_drafts",
    "/teacher/drafts/{id}/texts/{text}": "test_drafts",
    "/teacher/drafts/{id}/skills/{skill}": "test_drafts",
    "/teacher/drafts/{id}/skills/{skill}/items/{item}": "test_drafts",
    "/teacher/drafts/{id}/skills/{skill}/items/{item}/reading": "the same fragment",
    "/teacher/versions/{course}": "test_versions",
    "/teacher/versions/{course}/difference": "test_versions",
    "/teacher/versions/{course}/{version}": "test_versions",
    "/teacher/versions/{course}/{version}/difference": "test_versions",
    "/teacher/versions/{course}/{version}/back": "test_versions",
    "/teacher/versions/{course}/{version}/{skill}": "test_versions",
    "/teacher/versions/{course}/{version}/{skill}/{template}": "test_versions",
    "/teacher/versions/{course}/{version}/{skill}/{template}/reading": "the same fragment",
    "/teacher/imports/{id}/publish": "test_versions: the same parts",
}
"""Pages that no sweep reaches, and where they are looked at."""


def test_no_page_is_left_out() -> None:
    """Every address of the app that shows a page was looked at by one of the sweeps above."""
    if set(SEEN) != set(FIRST):
        pytest.skip("Not every sweep has run.")
    seen = set[str]().union(*SEEN.values())
    ways = [(path, compile_path(path)[0]) for path in pages_of_the_app()]
    missed = [path for path, way in ways if path not in ELSEWHERE and not any(way.match(each) for each in seen)]
    assert missed == []


MIXED = [
    (PROSE, "cell-theory", {"choice", "order", "text"}),
    (PROSE, "cell-membrane-transport", {"cloze", "match", "multiple-choice", "open"}),
    (ALGEBRA, "one-step-equations", {"numeric"}),
    (ALGEBRA, "like-terms", {"expression"}),
]
MOST_ITEMS = 80
DRAWN = {"graph", "table", "labelling"}
"""Kinds that have tests of their own; test_widgets takes every kind that no sample course asks for."""


def test_every_kind_of_step_and_what_comes_of_it(visit: Open, served: Served) -> None:
    """Each kind of input as it comes, not read, wrong where the author expects it, helped, and right."""
    found = list[str]()
    for course, skill, wanted in MIXED:
        who = served.learner(course)
        page = begin(visit, who, skill, course)
        for _ in range(MOST_ITEMS):
            step = served.open_step(who, course)
            if step is None:
                sent(page)
            elif step.kind in wanted:
                wanted = wanted - {step.kind}
                found += met_whole(page, served, who, course)
            else:
                sent(page, "button:has-text('Another question')")
            if not wanted:
                break
        assert not wanted, f"{skill} never asked for {wanted}"
    assert not found, "\n".join(found)
    assert set(kinds()) <= {kind for _, _, each in MIXED for kind in each} | set(STEPS) | DRAWN


def met_whole(page: Page, served: Served, who: Person, course: str) -> list[str]:
    """What is wrong with the page while one step is taken from its beginning to its end."""
    found, step = looked_at(page, everything=False), served.open_step(who, course)
    assert step is not None
    sent(page)
    found += violations(page, BY_LAYOUT)
    mistakes = interaction(step.kind).mistakes(step.task, step.key)
    if mistakes:
        fill(page, mistakes[0])
        sent(page)
        found += looked_at(page, everything=step.kind == "numeric")
    if page.locator("#hint").count():
        sent(page, "#hint")
        expect(page.locator("article.said-by-tutor").last).to_be_visible()
        page.locator("#talk details summary").last.click()
        found += looked_at(page, everything=False)
    answer(page, served, who, course)
    return found + violations(page)


def test_the_stopped_lesson_and_refused_forms(visit: Open, served: Served) -> None:
    """Pages that no link leads to: the care page, and forms that come back with what is wrong."""
    found = list[str]()
    page = begin(visit, served.learner())
    page.locator("#say").fill("I want to kill myself")
    page.locator("#say").press("Enter")
    expect(page.get_by_role("button", name="Go back to the lesson")).to_be_visible()
    found += looked_at(page)
    page.goto(f"{AT}/goal")
    page.get_by_label("Minutes a week").fill("many")
    page.get_by_role("button", name="Keep this goal").click()
    expect(page.locator(".problem-summary")).to_be_focused()
    expect(page.get_by_label("Minutes a week")).to_have_value("many")
    found += looked_at(page)
    page.goto("/settings/password")
    page.get_by_label("New password").fill("short")
    page.locator("#old_password").fill("wrong")
    with page.expect_navigation():
        page.locator("main form button.filled").click()
    found += looked_at(page)
    page = visit("/join")
    page.locator("#code").fill("zzzzzz")
    with page.expect_navigation():
        page.locator("main form button.filled").click()
    expect(page.locator("#code-error")).to_be_visible()
    found += looked_at(page)
    page.locator("#code").fill(served.code())
    page.locator("main form button.filled").click()
    expect(page.locator("#password")).to_be_visible()
    found += looked_at(page)
    page.goto("/sign-in")
    page.locator("#sign_in_name").fill("nobody")
    page.locator("#password").fill("no such password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("#password-error")).to_be_visible()
    expect(page.locator("#sign_in_name")).to_have_value("nobody")
    found += looked_at(page)
    assert not found, "\n".join(found)
