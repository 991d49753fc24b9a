"""Every string goes through translation, and the languages behave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from jinja2.ext import babel_extract
from starlette.requests import HTTPConnection

import chiron.core.learning.interactions as kinds
from chiron.faces.web import language, wording
from chiron.faces.web.house import speak
from chiron.faces.web.page import TEMPLATES

WIDGETS = Path(kinds.__file__).parent
PAGES = sorted([*TEMPLATES.rglob("*.html"), *WIDGETS.rglob("widget.html")])
SPOKEN_ATTRIBUTES = ("aria-label", "placeholder", "title", "alt", "aria-description", "aria-roledescription")
PARTS_OF_NAMES = {"Chiron", "· Chiron"}


def bare(text: str) -> str:
    """The template without comments, expressions, statements and drawings."""
    text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}", "", text, flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}", "", text, flags=re.DOTALL)


def bare_texts(path: Path) -> Iterator[str]:
    text = bare(path.read_text(encoding="utf-8"))
    for name in SPOKEN_ATTRIBUTES:
        yield from re.findall(rf'\b{name}="([^"]*)"', text)
    text = re.sub(r"<!--.*?-->|<[^>]*>", "\n", text, flags=re.DOTALL)
    yield from re.sub(r'[\w-]+="[^"]*"', "", text).split("\n")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_words_stand_outside_translation(path: Path) -> None:
    words = [re.sub(r"&\w+;|&#\d+;", "", text).strip() for text in bare_texts(path)]
    # A letter alone is a mathematical sign or the drawing of a key, not a word.
    loose = [text for text in words if re.search(r"[A-Za-z]{2,}", text) and text not in PARTS_OF_NAMES]
    assert loose == []


def messages(path: Path) -> list[object]:
    options = {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "trimmed": "true", "silent": "false"}
    source = BytesIO(path.read_bytes())
    return list(
        extract(babel_extract, source, keywords={"_": None, "gettext": None, "ngettext": (1, 2)}, options=options)
    )


def test_templates_can_be_extracted() -> None:
    found = [message for path in PAGES for message in messages(path)]
    assert len(found) > 200


def test_the_pseudo_language_dresses_words_and_keeps_places_and_markup() -> None:
    with language.using("qps"):
        made = language.gettext("%(n)s of <strong>%(all)s</strong> {time} &amp;")
    assert made.startswith("[")
    assert all(part in made for part in ("%(n)s", "<strong>%(all)s</strong>", "{time}", "&amp;"))
    assert "öf" in made
    assert len(made) > len("%(n)s of <strong>%(all)s</strong> {time} &amp;")


def test_directions() -> None:
    assert language.languages()["qps-rtl"].direction == "rtl"
    assert language.languages()["en"].direction == "ltr"
    assert {each.tag for each in language.offered()}.isdisjoint({"qps", "qps-rtl"})


@pytest.mark.parametrize(
    ("wanted", "accepted", "found"),
    [
        (None, "", "en"),
        ("qps", "en", "qps"),
        ("xx", "qps-rtl;q=0.5, qps;q=0.9", "qps"),
        (None, "de-DE, de;q=0.9", "en"),
        (None, "en-US,en;q=0.5", "en"),
        (None, "qps;q=abc, qps-rtl", "qps-rtl"),
        ("<script>", ";;;,,,q=", "en"),
    ],
)
def test_choosing(wanted: str | None, accepted: str, found: str) -> None:
    assert language.choose(wanted, accepted).tag == found


def test_a_catalogue_is_read_and_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nl.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "Today"\nmsgstr "Vandaag"\n\n'
        'msgid "%(num)d skill"\nmsgid_plural "%(num)d skills"\n'
        'msgstr[0] "%(num)d vaardigheid"\nmsgstr[1] "%(num)d vaardigheden"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(language, "LOCALES", tmp_path)
    language.languages.cache_clear()
    try:
        with language.using("nl"):
            assert language.gettext("Today") == "Vandaag"
            assert language.gettext("Map") == "Map"
            assert language.ngettext("%(num)d skill", "%(num)d skills", 1, num=1) == "1 vaardigheid"
            assert language.ngettext("%(num)d skill", "%(num)d skills", 3, num=3) == "3 vaardigheden"
            assert language.day(date(2026, 12, 18)) == "18 december"
        assert [each.tag for each in language.offered()] == ["en", "nl"]
    finally:
        monkeypatch.undo()
        language.languages.cache_clear()


def test_dates_and_figures_as_people_write_them() -> None:
    now = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)
    with language.using("en", "Europe/Amsterdam"):
        assert language.day(date(2026, 12, 18)) == "18 December"
        assert language.clock(now) == "11:42"
        assert language.when(now, now) == "today 11:42"
        assert language.when(datetime(2026, 11, 19, 9, tzinfo=UTC), now) == "yesterday"
        assert language.when(datetime(2026, 11, 18, 9, tzinfo=UTC), now) == "Wed"
        assert language.when(datetime(2026, 10, 2, 9, tzinfo=UTC), now) == "2 Oct"
        assert language.percent(0.44, 0.78) == "44–78%"
        assert language.percent(0.625) == "62%"


def test_an_unknown_zone_is_utc() -> None:
    with language.using("en", "Mars/Olympus"):
        assert language.clock(datetime(2026, 1, 1, 12, tzinfo=UTC)) == "12:00"


def test_the_cores_sentences_have_no_gaps_in_their_placeholders() -> None:
    for source in wording.SOURCES:
        for sentence in source.values():
            assert re.fullmatch(r"(?:[^{}]|\{[a-z0-9]+\})*", sentence)


@pytest.mark.parametrize(("query", "tag"), [(b"", "es"), (b"language=en", "en"), (b"language=xx", "es")])
async def test_the_browsers_language_is_in_use_before_anybody_is_known(query: bytes, tag: str) -> None:
    headers = [(b"accept-language", b"es-MX,es;q=0.9,en;q=0.5")]
    await speak(HTTPConnection({"type": "http", "headers": headers, "query_string": query}))
    assert language.current().tag == tag
