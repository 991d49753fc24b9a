"""Finds one page of every kind that somebody can reach by links, and what is wrong with a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from playwright.sync_api import Page

from chiron.main.app import make_app
from chiron.main.settings import Settings

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST = 64
"""Pages a role, after which the walk stops: enough to see every kind."""
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[0-9a-f]{32}")
ADDRESSES = "all => all.map(a => new URL(a.getAttribute('href'), location).href)"
_ALIKE = {"class", "course", "school"}
"""Parts of an address that change what a page is about, but not how it looks."""
_SKIPPED = re.compile(r"\.(csv|zip)$|/sign-out|/components|/static/")


def kind(address: str) -> str:
    """The kind of page that an address shows: ids, skills and choices of one kind look alike."""
    parts = urlsplit(address)
    path = re.sub(r"/(lessons|learn)/[^/]+", r"/\1/*", _ID.sub("*", parts.path))
    path = re.sub(r"/courses/[^/]+(/[^/]+)?", lambda found: "/courses/*" + ("/*" if found[1] else ""), path)
    path = re.sub(r"/items/[^/]+", "/items/*", path)
    path = re.sub(r"/guide/.+", "/guide/*", path)
    names = sorted(set(re.findall(r"(?:^|&)([a-z_]+)=", parts.query)) - _ALIKE)
    views = re.findall(r"(?:^|&)(?:view|show|filter|kind)=[a-z-]+", parts.query)
    return f"{path}?{'&'.join([*names, *views])}"


def pages_of_the_app() -> list[str]:
    """The path of every page: what is got by GET, but files, streams, and what machines ask."""
    found = {
        route.path for route in _routes(make_app(Settings(Path("nowhere"))).routes) if "GET" in (route.methods or ())
    }
    return sorted(path for path in found if not re.search(r"\.(csv|zip)$|/words/|/media/|^/healthz$", path))


def _routes(routes: Iterable[object]) -> Iterator[APIRoute]:
    """Every route, also of routers within routers."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif isinstance(inner := getattr(route, "original_router", None), APIRouter):
            yield from _routes(inner.routes)


def walk(page: Page, address: str, first: Sequence[str]) -> Iterator[str]:
    """Open one page of every kind that can be reached from ``first`` by links, each once; its address, while open."""
    waiting, seen = list(first), set[str]()
    while waiting and len(seen) < MOST:
        path = re.sub(r"#.*", "", waiting.pop(0))
        if kind(path) in seen or _SKIPPED.search(urlsplit(path).path):
            continue
        seen.add(kind(path))
        answer = page.goto(path)
        if answer is None or answer.status >= 500:
            pytest.fail(f"{path} answered {answer.status if answer else 'nothing'}")
        links = page.eval_on_selector_all("a[href]", ADDRESSES)
        waiting += [link.removeprefix(address) for link in links if link.startswith(f"{address}/")]
        yield path


def violations(page: Page, rules: Sequence[str] = (), within: str = "") -> list[str]:
    """What axe finds, a line each; by all our rules, or by the named ones alone; in the whole page, or in what a
    selector finds, which may be nothing.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    wanted = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": RULES}
    found = page.evaluate(LOOK, [wanted, within])
    where = f"{page.url} at {(page.viewport_size or {'width': 0})['width']}"
    return [
        f"{where}: {each['id']}: {each['help']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for each in found
        for node in each["nodes"][:3]
    ]


LOOK = """async ([wanted, within]) => {
  if (within && !document.querySelector(within)) return [];
  const parts = within ? {include: [[within]]} : document;
  return (await axe.run(parts, {runOnly: wanted, resultTypes: ['violations']})).violations;
}"""
STYLED = """known => {
  const seen = new Set(known), fresh = new Set();
  const own = e => e.tagName + [...e.classList].sort().join('.') + [...e.attributes]
    .filter(a => /^(aria-(?!label|described|controls|owns)|data-|disabled|type$|open$)/.test(a.name))
    .map(a => a.name + (/^[a-z-]{1,12}$/.test(a.value) ? a.value : '')).sort().join();
  const go = (e, above) => {
    let path = above;
    for (const char of own(e) + '>') path = (Math.imul(path, 31) + char.charCodeAt(0)) | 0;
    if (!seen.has(path)) { fresh.add(path); e.setAttribute('data-unseen-style', ''); }
    for (const child of e.children) go(child, path);
  };
  go(document.body, 7);
  return [...fresh];
}"""
"""Marks each element whose tag, classes and state, with those of all around it, no page before had."""
UNSEEN = "[data-unseen-style]"
_STYLED: set[int] = set()


@contextmanager
def styles_not_seen(page: Page, everything: bool = False) -> Iterator[str]:
    """A selector of the elements that are styled as none was on a page before, in this process: how strong their
    colours are was looked at there. With ``everything`` that of all elements.
    """
    if everything:
        yield "body"
        return
    _STYLED.update(page.evaluate(STYLED, list(_STYLED)))
    yield UNSEEN
    page.evaluate("for (const e of document.querySelectorAll('[data-unseen-style]')) delete e.dataset.unseenStyle")


TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return null;
  const out = [...document.querySelectorAll('body *')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && (box.right > room + 1 || box.left < -1) && !e.closest('.unseen, .skip');
  });
  return `${document.documentElement.scrollWidth - room} px too wide: ` +
    out.slice(-3).map(e => e.outerHTML.slice(0, 120)).join(' | ');
}"""


def too_wide(page: Page) -> list[str]:
    """Whether the page scrolls sideways, and by what."""
    found = page.evaluate(TOO_WIDE)
    size = page.viewport_size or {"width": 0}
    return [f"{page.url} at {size['width']} is {found}"] if found else []
