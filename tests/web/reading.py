"""What tests read off pages and tables."""

from __future__ import annotations

import csv
import html
import io
import re

from tests.web.conftest import Browser


def words(browser: Browser) -> str:
    """The page's text, without tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", browser.page)).split())


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
