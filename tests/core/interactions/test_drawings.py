"""Drawings of strangers: what could do harm is refused with its line, what tells too much does not reach the page."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.learning.interactions.labelling.allowed import ELEMENTS, GEOMETRY, LOOKS, MOST_CHARACTERS
from chiron.core.learning.interactions.labelling.svg import DrawingRefused, read_drawing

HARM = [
    "<script>alert(1)</script>",
    "<SCRIPT/>",
    '<x:script xmlns:x="http://www.w3.org/2000/svg"/>',
    "<foreignObject><body/></foreignObject>",
    '<image href="https://example.org/a.png"/>',
    '<image href="data:image/png;base64,AAAA"/>',
    '<use href="#a"/>',
    '<a href="javascript:alert(1)"/>',
    "<style>*{background:url(//example.org)}</style>",
    '<animate attributeName="href"/>',
    '<set attributeName="onclick" to="alert(1)"/>',
    "<filter/>",
    "<svg/>",
    '<rect onclick="alert(1)"/>',
    '<rect ONLOAD="alert(1)"/>',
    '<rect x:onload="alert(1)" xmlns:x="http://example.org"/>',
    '<rect fill="url(https://example.org/a#b)"/>',
    '<rect fill="url(//example.org)"/>',
    '<rect style="fill:url(https://example.org/a)"/>',
    '<rect style="background:url(https://example.org/a)"/>',
    '<rect fill="u&#114;l(https://example.org)"/>',
    r'<rect fill="u\72l(https://example.org)"/>',
    '<rect fill="red;background:blue"/>',
    '<rect fill="&quot;&gt;&lt;script&gt;"/>',
    '<rect fill="var(--no-such)"/>',
    '<rect fill="env(x)var(--ink)"/>',
    '<rect fill="url(#nothing)"/>',
    '<rect width="url(#a)" id="a"/>',
    '<linearGradient xlink:href="https://example.org/a#b" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
    '<rect xlink:href="#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
    "<path><g/></path>",
    '<g id="a"/><g id="a"/>',
    '<circle id="a" cx="1e999" r="1"/>',
    "<g>" * 30 + "</g>" * 30,
    "<g/>" * 2000,
]


@pytest.mark.parametrize("inner", HARM)
def test_what_could_do_harm_is_refused(inner: str) -> None:
    with pytest.raises(DrawingRefused) as caught:
        read_drawing(f'<svg viewBox="0 0 9 9">\n{inner}\n</svg>')
    assert 1 <= caught.value.line <= 3
    assert caught.value.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain words",
        "<html/>",
        "<svg>",
        "<svg/>",
        '<svg viewBox="0 0 1"/>',
        '<svg viewBox="0 0 0 9"/>',
        '<svg viewBox="0 0 9 90"/>',
        '<svg viewBox="0 0 1e999 9"/>',
        '<svg viewBox="1e99 0 9 9"/>',
        '<!DOCTYPE svg><svg viewBox="0 0 9 9"/>',
        '<!DOCTYPE svg [<!ENTITY a "aa">]><svg viewBox="0 0 9 9"><text>&a;</text></svg>',
        '<!DOCTYPE svg SYSTEM "https://example.org/a.dtd"><svg viewBox="0 0 9 9"/>',
        '<?xml-stylesheet href="https://example.org/a.css"?><svg viewBox="0 0 9 9"/>',
        '<svg viewBox="0 0 9 9">&nbsp;</svg>',
        '<svg viewBox="0 0 9 9">\0</svg>',
        '<svg viewBox="0 0 9 9"/><svg viewBox="0 0 9 9"/>',
        '<metadata xmlns="http://www.w3.org/2000/svg"/>',
        f'<svg viewBox="0 0 9 9"><text>{"a" * MOST_CHARACTERS}</text></svg>',
    ],
)
def test_what_is_no_drawing_is_refused(text: str) -> None:
    with pytest.raises(DrawingRefused):
        read_drawing(text)


INKSCAPE = """<?xml version="1.0" encoding="UTF-8"?><!-- made by somebody -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
     xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="50" id="svg1">
  <sodipodi:namedview id="base"><b/></sodipodi:namedview><title>The nucleus is left</title>
  <metadata><script>alert(1)</script></metadata>
  <defs><linearGradient id="g1"><stop offset="0" style="stop-color:#ff0000;stop-opacity:1"/></linearGradient>
    <linearGradient id="g2" xlink:href="#g1"/></defs>
  <text x="1" y="2" font-family="Comic">a &lt; b</text>
  <rect id="nucleus" class="nucleus" data-name="nucleus" x="1" y="2" width="10" height="10" transform="rotate(90 6 7)"
        style="fill:url(#g2);stroke:#000000 !important;-inkscape-font-specification:x"/>
</svg>"""


def test_what_tells_too_much_does_not_reach_the_page() -> None:
    found = read_drawing(INKSCAPE)
    for word in ("nucleus", "script", "class", "Comic", "sodipodi", "title", "made by"):
        assert word not in found.markup
    assert 'stroke="currentColor"' in found.markup
    assert "a &lt; b" in found.markup
    assert not found.themed
    assert (found.width, found.height) == (100, 50)
    place = found.places["nucleus"]
    assert (place.x, place.y, place.width, place.height) == (0.06, 0.14, 0.1, 0.2)
    assert read_drawing(found.markup).markup.count("<") == found.markup.count("<")


@pytest.mark.parametrize(
    ("around", "shape", "x", "y"),
    [
        ("translate(2 3)", '<circle id="a" cx="1" cy="1" r="1"/>', 0.3, 0.4),
        ("scale(2)", '<circle id="a" cx="1" cy="2" r="1"/>', 0.2, 0.4),
        ("scale(2 1) translate(1)", '<ellipse id="a" cx="1" cy="2" rx="1" ry="1"/>', 0.4, 0.2),
        ("rotate(90)", '<rect id="a" x="2" y="-4" width="2" height="2"/>', 0.3, 0.3),
        ("matrix(0 1 -1 0 10 0)", '<rect id="a" x="2" y="4" width="2" height="2"/>', 0.5, 0.3),
        ("rotate(180 5 5)", '<circle id="a" cx="1" cy="1" r="1" transform="translate(1 0)"/>', 0.8, 0.9),
    ],
)
def test_shapes_are_found_through_transforms(around: str, shape: str, x: float, y: float) -> None:
    found = read_drawing(f'<svg viewBox="0 0 10 10"><g transform="{around}">{shape}</g></svg>').places["a"]
    assert (found.x, found.y) == pytest.approx((x, y), abs=1e-4)


def test_a_drawing_without_colours_follows_the_theme() -> None:
    drawn = '<svg viewBox="0 0 9 9"><path d="M0 0h9" fill="none" stroke="black"/><rect fill="{}"/></svg>'
    assert read_drawing(drawn.format("var(--sunk)")).themed
    assert not read_drawing(drawn.format("#00ff00")).themed


class _Seen(HTMLParser):
    """Every element and attribute that a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))


SIGN = "~"
PIECES = st.sampled_from(
    (
        "<g>~</g>~<rect ~/>~>~fill=~\"~'~url(~#a~)~id=~<text>~</text>~onload=~&lt;~&#60;script&#62;~<![CDATA[~]]>~<!--"
        '~-->~<?x~style=~:~;~javascript:~red~ ~xmlns=~//~<rect fill="red"/>~<g id="a"/>'
    ).split(SIGN)
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=24))
def test_whatever_passes_holds_only_what_is_allowed(pieces: list[str]) -> None:
    try:
        found = read_drawing(f'<svg viewBox="0 0 9 9">{"".join(pieces)}</svg>')
    except DrawingRefused:
        return
    allowed = {name.casefold() for name in GEOMETRY | LOOKS | {"href", "id", "aria-hidden", "focusable"}}
    for tag, attributes in _Seen(found.markup).tags:
        assert tag in {name.casefold() for name in ELEMENTS}
        for name, value in attributes:
            assert name in allowed
            assert ":" not in (value or "")
