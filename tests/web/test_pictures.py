"""Pictures of lessons and problems as they stand in a page."""

from __future__ import annotations

from chiron.core.learning.generate import Drawn
from chiron.faces.web.markdown import lesson_markdown, markdown
from chiron.faces.web.pictures import picture_of

THEMED = '<svg viewBox="0 0 20 10"><rect width="4" height="4" fill="var(--accent)"/></svg>'
COLOURED = '<svg viewBox="0 0 20 10"><rect width="4" height="4" fill="#d33"/></svg>'


def test_a_lessons_drawing_is_one_image_with_words() -> None:
    html = lesson_markdown('## Bars\n\n![Bars of $x^2$ "big"](bars.svg)', {"bars.svg": THEMED})
    assert '<span class="picture" role="img" aria-label="Bars of x^2' in html
    assert 'style="--shape: 2.0"' in html
    assert "<rect" in html
    assert "bars.svg" not in html


def test_a_drawing_with_colours_of_its_own_stands_on_paper() -> None:
    assert 'class="picture on-paper"' in picture_of(Drawn(COLOURED, "A bar"))
    assert 'class="picture"' in picture_of(Drawn(THEMED, "A bar"))


def test_what_cannot_be_shown_is_told_in_words() -> None:
    for bad in ("<svg><script>1</script></svg>", "<svg", '<svg viewBox="0 0 2 2" onload="1"/>'):
        html = str(picture_of(Drawn(bad, "A bar <b>")))
        assert html == "<em>A bar &lt;b&gt;</em>"
    assert picture_of(None) == ""


def test_an_image_without_a_file_is_its_words() -> None:
    assert "<em>A bar 3 cm high.</em>" in markdown("How high?\n\n![A bar 3 cm high.]()")
    assert "<img" not in lesson_markdown("![A bar](https://example.org/a.svg)", {"bars.svg": THEMED})
