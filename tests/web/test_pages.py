"""Every sample page, in every language: whole, without inline script or style, and with its words translated."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser

import httpx
import pytest

from tests.web.gallery import app, contexts

LANGUAGES = ("en", "qps", "qps-rtl")
VOID = {"meta", "link", "input", "br", "img", "hr", "path", "circle", "rect", "use", "stop", "line"}


class Reader(HTMLParser):
    """Gathers tags, ids and what is wrong with a page's form."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self.fors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if attributes.get("id"):
            self.ids.append(str(attributes["id"]))
        if tag == "label" and attributes.get("for"):
            self.fors.append(str(attributes["for"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as found:
        yield found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(contexts()))
async def test_pages_are_whole(client: httpx.AsyncClient, name: str, language: str) -> None:
    response = await client.get(f"/{name}?language={language}")
    assert response.status_code == 200
    reader = Reader()
    reader.feed(response.text)
    assert reader.faults == []
    assert reader.open == []
    assert sorted({each for each in reader.ids if reader.ids.count(each) > 1}) == []
    assert set(reader.fors) <= set(reader.ids)
    for tag, attributes in reader.tags:
        assert tag != "style"
        assert tag != "script" or set(attributes) == {"type", "src"}
        assert not [each for each in attributes if each.startswith("on")]
    if name not in {"sign-in", "first-run"}:
        root = next(attributes for tag, attributes in reader.tags if tag == "html")
        assert root["lang"] == language
        assert root["dir"] == ("rtl" if language == "qps-rtl" else "ltr")


@pytest.mark.parametrize("name", [name for name in contexts() if name != "components"])
async def test_one_filled_button_a_screen(client: httpx.AsyncClient, name: str) -> None:
    text = (await client.get(f"/{name}")).text
    narrow = text.count('class="only-narrow"')
    filled = len(re.findall(r'class="button filled', text))
    assert filled <= 1 + (1 if narrow else 0)


async def test_every_form_that_changes_something_is_guarded(client: httpx.AsyncClient) -> None:
    for name in contexts():
        for form in re.findall(r"<form\b.*?</form>", (await client.get(f"/{name}")).text, flags=re.DOTALL):
            if 'method="post"' in form:
                assert 'name="csrf"' in form, form[:200]


async def test_the_settings_stand_on_the_root_element(client: httpx.AsyncClient) -> None:
    query = "theme=dark&contrast=more&letters=easier&motion=reduced&reading_size=200"
    root = re.search(r"<html[^>]*>", (await client.get(f"/today?{query}")).text)
    assert root is not None
    for part in (
        'data-theme="dark"',
        'data-contrast="more"',
        'data-letters="easier"',
        'data-motion="reduced"',
        "--reading: 2.0",
    ):
        assert part in root[0]


async def test_odd_settings_fall_back(client: httpx.AsyncClient) -> None:
    root = re.search(r"<html[^>]*>", (await client.get("/today?theme=pink&reading_size=9000")).text)
    assert root is not None
    assert 'data-theme="device"' in root[0]
    assert "--reading" not in root[0]
