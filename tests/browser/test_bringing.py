"""A learner's own Anki reviews, by the pages alone: a file is chosen, looked over, brought and taken out."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from chiron.engine.library.importing.bringing import bring
from chiron.engine.library.importing.updating import save
from chiron.engine.library.reading import read_course
from tests.browser.conftest import PHONE, Open
from tests.browser.house import Served
from tests.browser.test_access import looked_at
from tests.browser.test_ways import begins_afresh, go
from tests.library.importing.anki_fakes import packed
from tests.web.test_bringing import AT, deck

PICTURES = os.environ.get("CHIRON_PICTURES")
"""A folder for pictures of the pages, for whoever looks at them."""


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def test_reviews_go_from_a_file_to_the_page_and_out_again(visit: Open, served: Served, tmp_path: Path) -> None:
    made = tmp_path / "biology.apkg"
    made.write_bytes(packed(deck(round(datetime.now(UTC).timestamp() * 1000)), 3, tmp_path))
    brought = bring(made)
    save(tmp_path / "course", brought.composed, brought.report, tmp_path)
    course = read_course(tmp_path / "course")
    served.with_school(lambda conn: served.rooms.shelf.publish(conn, course))
    who = served.learner("biology")
    page = visit(AT, who=who)
    picture(page, "bring-empty-1280")
    assert looked_at(page, everything=False) == []
    page.get_by_label("Your deck or collection").set_input_files(made)
    page.get_by_role("button", name="Upload and look it over").click()
    expect(page.get_by_role("button", name="Bring them")).to_be_visible()
    expect(page.get_by_text("12 new reviews of 3 cards can be brought")).to_be_visible()
    assert looked_at(page, everything=False) == []
    picture(page, "bring-preview-1280")
    phone = visit(AT, who=who, size=PHONE)
    expect(phone.get_by_role("button", name="Bring them")).to_be_visible()
    picture(phone, "bring-preview-360")
    go(phone, "button:has-text('Bring them')")
    begins_afresh(phone, "Bring your reviews from Anki")
    expect(phone).to_have_url(re.compile("done=brought"))
    expect(phone.get_by_text("3 of 4")).to_be_visible()
    picture(phone, "bring-brought-360")
    page = visit("/learn/biology/map?view=list&skill=cells", who=who)
    expect(page.locator("#evidence")).to_contain_text("12 reviews from Anki, the last on")
    assert looked_at(page, everything=False) == []
    picture(page, "bring-map-1280")
    page = visit(AT, who=who)
    assert looked_at(page, everything=False) == []
    picture(page, "bring-brought-1280")
    go(page, "button:has-text('Take all of them out')")
    begins_afresh(page, "Bring your reviews from Anki")
    expect(page.get_by_role("heading", name="What you brought")).to_have_count(0)
