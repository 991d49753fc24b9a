"""HTML of strangers to Markdown: the same words in the page, and nothing that runs."""

from __future__ import annotations

import html
import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from chiron.engine.library.importing.embedded import embedded
from chiron.engine.library.importing.html import to_markdown
from chiron.engine.library.importing.texts import plain
from chiron.faces.web.markdown import inline_markdown, markdown

_WORDS = st.text("ab1Z *_`$[]()<>&\\~#|!.-+=:;'\"\n{}^@é数\u200b\x00", max_size=14)
_LINE_TAGS = ("b", "i", "u", "s", "span", "code", "sub", "sup", "q", "a", "em", "strong", "label", "font")
_BLOCK_TAGS = (
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "h1",
    "h3",
    "table",
    "tr",
    "td",
    "th",
    "dl",
    "dt",
    "dd",
)
_VOID = ("<br>", "<hr>", "<img src=x alt='pic'>", "<!-- gone -->", "<wbr>")


def _tagged(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(_LINE_TAGS + _BLOCK_TAGS),
        st.lists(inner, max_size=4),
    )


_MARKUP = st.recursive(_WORDS.map(html.escape) | st.sampled_from(_VOID), _tagged, max_leaves=25)


def _letters(text: str) -> list[str]:
    """What is read, whatever parts it: letters, digits and signs in their order."""
    text = unicodedata.normalize("NFKC", text).translate(str.maketrans("“”‘’−", "\"\"''-"))
    return [char for char in text if not char.isspace() and unicodedata.category(char) not in {"Cc", "Cf"}]


def _read(page: str) -> str:
    root = etree.fromstring(f"<div>{page}</div>".encode(), etree.HTMLParser(encoding="utf-8", remove_comments=True))
    return "" if root is None else "".join(root.itertext())


def _source(markup: str) -> str:
    """The words of the source, with those of a picture."""
    return _read(re.sub(r"<img [^>]*>", "pic", markup).replace("\x00", "").replace("\u200b", ""))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_MARKUP)
def test_the_page_says_what_the_source_says(markup: str) -> None:
    if re.search(r"\\\(|\\\[|\$\$", _source(markup)):
        return  # formulas: they have tests of their own
    text = to_markdown(markup).text
    shown = _read(re.sub(r"<math[^>]*><mrow><msu[bp]><mrow></mrow>|</msu[bp]></mrow></math>", "", markdown(text)))
    said, meant = ([char for char in _letters(text) if char != '"'] for text in (shown, _source(markup)))
    if "<table" in markup:  # what stands in a table but in no cell comes before it
        said, meant = sorted(said), sorted(meant)
    assert said == meant, text


@settings(max_examples=300, deadline=None)
@given(_WORDS, _WORDS)
def test_plain_text_stays_plain(first: str, second: str) -> None:
    text = plain(f"{first}\n{second}")
    assert _letters(_read(markdown(text))) == _letters(f"{first}\n{second}")
    assert _letters(_read(inline_markdown(text))) == _letters(f"{first}\n{second}")
    assert not re.search(r"<(?!/?p>|br)", markdown(text)), "no mark becomes markup"


_HOSTILE = st.sampled_from([
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>", "<svg onload=alert(1)><script>1</script></svg>",
    "<iframe srcdoc='<script>'>",
    "<a href='data:text/html,<script>'>x</a>", "<style>@import 'x'</style>", "<object data='javascript:x'></object>",
    "<math><mi xlink:href='javascript:x'>x</mi></math>", "[x](javascript:alert(1))", "![x](http://a.b/c.png)",
    "\\(\\href{javascript:x}{y}\\)", "&lt;script&gt;", "<p style='background:url(javascript:x)' onclick=x>a</p>",
    "<a href='http://x.y\" onclick=\"x'>z</a>", "<img alt='](javascript:x)' src=a>", "<a href='vbscript:x'>k</a>",
    "<form action=x><button formaction='javascript:x'>b</button></form>", "<template><script>1</script></template>",
    "<noscript><p title='</noscript><script>x</script>'></noscript>", "<base href='//evil'>",
    "<link rel=import href=x>",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_HOSTILE | _MARKUP, max_size=5))
def test_nothing_runs(parts: list[str]) -> None:
    page = markdown(to_markdown("".join(parts)).text)
    root = etree.fromstring(f"<div>{page}</div>".encode(), etree.HTMLParser(encoding="utf-8"))
    for element in root.iter(etree.Element):
        assert element.tag not in {"script", "style", "iframe", "object", "svg", "form", "button", "base", "link"}
        for name, value in element.attrib.items():
            assert not str(name).startswith("on")
            assert not (name in {"href", "src"} and re.match(r"\s*(java|vb|data)", str(value), re.IGNORECASE))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a <b>bold </b>word</p>", "a **bold** word"),
        ("x<i>y</i>z", "x*y*z"),
        ("foo<b>(bar)</b>baz", "foo(bar)baz"),
        ("<i>:<b>1</b></i>", ":***1***"),
        ("<b>a <i>b</i> c</b>", "**a *b* c**"),
        ("<h2>C #</h2>", r"## C \#"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n+ b"),
        ("<ol start='3'><li>a</li><li><p>b</p><p>c</p></li></ol>", "3. a\n\n4. b\n\n   c"),
        ("<pre><code class='language-python'>if a:\n  b</code></pre>", "```python\nif a:\n  b\n```"),
        ("<pre>```</pre>", "````\n```\n````"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td colspan='2'>x|y</td></tr></table>",
         "| a | b |\n| --- | --- |\n| x\\|y |  |"),
        ("<table><tr><td rowspan='2'>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
         "|  |  |\n| --- | --- |\n| a | b |\n|  | c |"),
        ("H<sub>2</sub>O, x<sup>10</sup>", "H₂O, x¹⁰"),
        ("4<sup>th</sup>", r"4${}^{\text{th}}$"),
        ("a<br>- b", "a  \n\\- b"),
        ("a<br><br>b", "a\n\nb"),
        ("costs $5 and $6", r"costs \$5 and \$6"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<a href='https://a.b/c d(e)'>x</a>", "[x](https://a.b/c%20d%28e%29)"),
        ("a<code>b`c</code>", "a``b`c``"),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "**Term**\n\nMeaning"),
        ("<p>&nbsp;</p><p>x&nbsp;y</p>", "x y"),
        ("", ""),
        ("<p></p>", ""),
    ],
)  # fmt: skip
def test_what_becomes_what(markup: str, text: str) -> None:
    assert to_markdown(markup).text == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (r"\(x^2\) and \[y\]", "$x^2$ and $$y$$"),
        ("$$a &lt; b$$", "$$a < b$$"),
        (r"\(a<b\)", "$a<b$"),
        (r"\(a<br>+b\)", "$a +b$"),
        (r"\(a\text{ costs $3}\)", r"$a\text{ costs 3}$"),
        ("<script type='math/tex'>x_1</script>", "$x_1$"),
        ("<script type='math/tex; mode=display'>x_1</script>", "$$x_1$$"),
        ("<span class='MathJax_Preview'>p</span><span class='MathJax'>q</span><script type='math/tex'>x</script>",
         "$x$"),
        ("<span class='katex'><span class='katex-mathml'><math><semantics><mrow><mi>y</mi></mrow><annotation "
         "encoding='application/x-tex'>x^2</annotation></semantics></math></span><span class='katex-html'>x2</span>"
         "</span>",
         "$x^2$"),
        ("<math><mfrac><mn>1</mn><mi>x</mi></mfrac></math>", r"$\frac{1}{x}$"),
        ("<math display='block'><mi>x</mi></math>", "$$x$$"),
        ("<math><mi>a</mi></math><math><mi>b</mi></math>", "$a$ $b$"),
        ("<img class='texrender' src='/filter/tex/pix.php/1.gif' alt='\\frac{1}{2}'>", r"$\frac{1}{2}$"),
        ("<img class='equation_image' src='/equation_images/x' data-equation-content='x+1' alt='LaTeX: x+1'>", "$x+1$"),
        ("<img class='Wirisformula' data-mathml='«math»«mi»x«/mi»«/math»' src='data:image/png;base64,A'>", "$x$"),
        ("<span class='nolink'><span class='filter_mathjaxloader_equation'>\\(z\\)</span></span>", "$z$"),
        ("<mjx-container><svg></svg><mjx-assistive-mml><math><mi>x</mi></math></mjx-assistive-mml></mjx-container>",
         "$x$"),
        ("<p>a <math><mspace width='1em'/><mi>x</mi></math> b</p>", r"a $\quad x$ b"),
    ],
)  # fmt: skip
def test_formulas_are_found(markup: str, text: str) -> None:
    assert to_markdown(markup).text == text


def test_what_is_lost_is_named() -> None:
    told = to_markdown(
        "<p onclick='x'>a<script>1</script><style>b</style><input name='c'><a href='page.html'>there</a>"
        "<img src='no.png' alt='A cat'><span style='display:none'>secret</span></p>"
    )
    assert told.text == "athere*A cat*"
    assert set(told.lost) == {
        "event handlers", "scripts", "styles", "a form's fields", "the link to page.html", "the picture no.png",
        "hidden text",
    }  # fmt: skip


def test_pictures_and_recordings_stand_by_their_keys() -> None:
    def media(address: str) -> str | None:
        return {"cat.png": "m1", "a.mp3": "m2"}.get(address)

    told = to_markdown("<img src='cat.png' alt='A [small] cat'> <audio controls><source src='a.mp3'></audio>", media)
    assert told.text == r"![A \[small\] cat](media:m1) [a.mp3](media:m2)"
    assert told.lost == ()


def test_a_drawing_in_the_page_is_offered_as_a_file() -> None:
    seen: list[str] = []

    def media(address: str) -> str | None:
        seen.append(address)
        return "m1"

    told = to_markdown(
        "<svg viewBox='0 0 1 1' onload='x'><title>A dot</title><script>y</script><path d='M0'/></svg>", media
    )
    assert told.text == "![A dot](media:m1)"
    name, drawing = embedded(seen[0]) or ("", b"")
    assert name.endswith(".svg")
    assert b"viewBox" in drawing
    assert b"onload" not in drawing
    assert b"script" not in drawing


@pytest.mark.parametrize("address", ["data:text/html,<b>x</b>", "data:image/png;base64,###", "data:", "x.png",
                                     "data:image/png;base64,"])  # fmt: skip
def test_addresses_that_hold_no_file_of_a_known_kind(address: str) -> None:
    assert embedded(address) is None


def test_an_element_of_xhtml_is_read_with_its_namespace() -> None:
    root = etree.fromstring('<x xmlns="http://www.w3.org/1999/xhtml">a <p>b <em>c</em></p><m:math '
                            'xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mi>y</m:mi></m:math></x>')  # fmt: skip
    assert to_markdown(root).text == "a\n\nb *c*\n\n$y$"
    listed = etree.fromstring("<ul><li>a</li></ul>")
    assert to_markdown(listed).text == "- a"


def test_what_is_nested_without_end_is_read_as_far_as_it_goes_and_told() -> None:
    told = to_markdown("<p>before</p>" + "<div>" * 5000 + "deep")
    assert told.text == "before"
    assert told.lost == ("what is nested deeper than 256 elements",)
    for tag in ("<ul><li>", "<ol><li>x", "<blockquote>"):
        listed = to_markdown(tag * 100 + "inner")
        assert "inner" in markdown(listed.text)
        assert listed.lost == ("the deepest levels of lists",)


def test_a_table_as_wide_as_the_world_is_cut() -> None:
    told = to_markdown(
        "<table><tr><td colspan='99999'>a</td><td colspan='999999'>b</td></tr><tr><td>c<td>d</tr></table>"
    )
    assert len(told.text) < 2000
    assert told.lost == ("a table's columns beyond 64",)
