"""Anki packages: written, read again by Chiron's own reader, opened by Anki itself where it is installed."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from fractions import Fraction
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chiron.core.learning.course import Course, Origin
from chiron.engine.library.exporting import anki as to_anki
from chiron.engine.library.exporting.anki_cards import BANK, JUDGED, NO_HINTS, OPTIONS, OTHER, WRONG
from chiron.engine.library.exporting.exported import Exported, Left
from chiron.engine.library.exporting.fixed import Fixed, fixed_items
from chiron.engine.library.importing.arriving import Media, Question
from chiron.engine.library.importing.formats.anki import READER
from chiron.engine.library.importing.texts import in_one_line, plain
from chiron.engine.library.reading import read_course
from tests.library.importing.moodle_fakes import arrivals

CELL = Path(__file__).parents[3] / "courses" / "the-living-cell"
WHY = "Anki itself (PyPI anki, AGPL) is not among the test packages; install it to have it open what is written"


@cache
def cell() -> Course:
    return read_course(CELL)


def fixed(kind: str, fields: dict[str, Any], prompt: str = "What?", solution: str = "So.", **more: Any) -> Fixed:
    return Fixed(**{
        "key": "cell-theory/t/1", "title": "t 1", "section": ("Unit", "Skill"), "prompt": prompt, "asks": "",
        "kind": kind, "fields": fields, "hints": (), "solution": solution, **more,
    })  # fmt: skip


def back(exported: Exported) -> dict[str, Question]:
    """What Chiron reads of a package, by the guid of the note."""
    found, _ = arrivals(READER, exported.data, "course.apkg")
    return {one.key.removesuffix(":1"): one for one in found if isinstance(one, Question)}


def of(exported: Exported, one: Fixed) -> Question:
    return back(exported)[to_anki.guid(cell().id, one.key)]


def fields_of(exported: Exported) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(exported.data)) as archive, closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(archive.read("collection.anki2"))
        return [held.split("\x1f") for (held,) in base.execute("SELECT flds FROM notes ORDER BY id")]


def answers(fields: Any) -> list[Any]:
    """What is right in the gaps of a text or table, in order."""
    gaps = fields["gaps"].values() if "gaps" in fields else (
        cell for row in fields["rows"] for cell in row["cells"] if isinstance(cell, dict)
    )  # fmt: skip
    return [Fraction(gap["answer"]) if "answer" in gap else gap["accept"][0] for gap in gaps]


def alike(was: Any, now: str) -> bool:
    """Whether an answer is what it was; a number may stand with its unit, a word among others."""
    if isinstance(was, Fraction):
        return Fraction(now.split()[0]) == was
    return bool(now.split(" / ")[0] == was)


# -- read again by Chiron


def test_a_whole_course_comes_back() -> None:
    every = list(fixed_items(cell(), 1))
    exported = to_anki.written(every, cell())
    whole = {to_anki.guid(cell().id, one.key): one for one in every if isinstance(one, Fixed)}
    found = back(exported)
    assert exported.count == len(whole) > 250
    assert list(found) == list(whole), "the same questions in the same order"
    assert exported.left == tuple(one for one in every if isinstance(one, Left))
    listed: dict[str, set[str]] = {}
    for line in exported.changed:
        listed.setdefault(line.key, set()).add(line.why)
    pairs: list[tuple[Any, str]] = []
    for key, one in whole.items():
        question = found[key]
        (step,) = question.steps
        said = in_one_line(one.prompt.partition("\n")[0])
        assert question.section == (cell().title, *one.section)
        assert JUDGED in listed[one.key] or one.kind == "open"
        assert (WRONG in listed.get(one.key, ())) == any(mark in str(one.fields) for mark in ("'feedback': '",))
        assert (NO_HINTS in listed.get(one.key, ())) == bool(one.hints)
        if one.kind in ("cloze", "table"):
            gaps = [gap.get("answer") or gap["accept"][0] for gap in step.fields["gaps"].values()]
            assert len(gaps) == len(answers(one.fields)), one.key
            pairs += zip(answers(one.fields), gaps, strict=True)
        elif one.kind in ("choice", "multiple-choice"):
            assert OPTIONS in listed[one.key]
            assert all(
                in_one_line(option["text"])[:20] in in_one_line(question.prompt) for option in one.fields["options"]
            )
        else:
            assert in_one_line(question.prompt).startswith(said), one.key
        if one.kind == step.kind == "numeric":
            pairs.append((one.fields["answer"], step.fields["answer"]))
    assert len(pairs) > 60
    assert [pair for pair in pairs if not alike(*pair)] == []


def test_numbers_words_and_gaps_keep_their_keys() -> None:
    cases = [
        fixed("numeric", {"answer": Fraction(46)}),
        fixed("numeric", {"answer": Fraction(-5, 4)}),
        fixed("text", {"accept": ["nucleus"]}),
        fixed("text", {"accept": ["cell wall", "wall"]}),
        fixed("cloze", {"text": "One [gap-1], **two** [gap-2] and [gap-3].", "gaps": {
            "gap-1": {"accept": ["a {{b}}::c"]}, "gap-2": {"bank": ["salt", "sugar"], "accept": ["sugar"]},
            "gap-3": {"answer": Fraction(5, 2)},
        }}),
    ]  # fmt: skip
    steps = [of(to_anki.written([one], cell()), one).steps[0] for one in cases]
    assert [(step.kind, Fraction(step.fields["answer"])) for step in steps[:2]] == [
        ("numeric", Fraction(46)), ("numeric", Fraction(-5, 4)),
    ]  # fmt: skip
    assert [(step.kind, step.fields["accept"]) for step in steps[2:4]] == [
        ("text", ["nucleus"]), ("text", ["cell wall / wall", "cell wall", "wall"]),
    ]  # fmt: skip
    assert steps[4].kind == "cloze"
    assert list(steps[4].fields["gaps"].values()) == [
        {"accept": ["a {{b}}::c"]}, {"accept": ["sugar"]}, {"answer": "2.5"},
    ]  # fmt: skip
    assert [step.solution for step in steps[4:]] == ["So."]
    assert [hint.text for hint in steps[0].hints] == ["So."], "the back of a card is opened bit by bit"


SIGNS = "ab1 é(){}~=#:\\*_[]<>&@$-|\"'%/.,!"
WORDS = st.text(alphabet=SIGNS, min_size=1, max_size=12).map(lambda text: in_one_line(f"w{text}v"))
TEXTS = st.lists(
    WORDS.map(plain)
    | st.sampled_from(
        ["$x^2$", r"$\{1, 2\}$", r"$\frac{a_1}{{b}}$", "**bold**", "$a < b$", "\\[sound:a\\]", "{{c1::a}}", r"\\(x\\)"]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS, WORDS)
def test_whatever_stands_in_it_comes_back(prompt: str, text: str, word: str) -> None:
    number = fixed("numeric", {"answer": Fraction(7)}, prompt)
    gaps = fixed("cloze", {"text": f"{text} [gap-1].", "gaps": {"gap-1": {"accept": [word]}}}, prompt, key="a/b/1")
    exported = to_anki.written([number, gaps], cell())
    assert in_one_line(of(exported, number).prompt) == in_one_line(prompt)
    shown = fields_of(exported)[1][0]
    assert shown.count("{{c1::") == shown.count("}}") == shown.count("{{") == 1
    assert (
        unescape(shown.partition("{{c1::")[2].partition("}}")[0].replace("<span>", "").replace("</span>", "")) == word
    )


# -- what stands in it


def test_the_same_bytes_twice_and_names_that_stay() -> None:
    one, two = to_anki.export(cell()), to_anki.export(cell())
    assert one.data == two.data
    with zipfile.ZipFile(io.BytesIO(one.data)) as archive:
        assert archive.namelist()[:2] == ["collection.anki2", "media"]
        assert {each.date_time[0] for each in archive.infolist()} == {1980}
    assert to_anki.guid("a", "b") == to_anki.guid("a", "b") != to_anki.guid("a", "c") != to_anki.guid("b", "c")
    more = set(back(to_anki.export(cell(), 2)))
    assert set(back(one)) < more, "further items leave those before them as they are"


def test_media_decks_tags_and_the_source_go_along() -> None:
    drawn = fixed(
        "numeric", {"answer": Fraction(2)}, "![A bee](media/bee.png) [Hum](media/hum.mp3) ![Gone](media/gone.png)",
        drawing='<svg viewBox="0 0 1 1" fill="var(--ink)"></svg>', described='A "line" & more',
    )  # fmt: skip
    exported = to_anki.written([drawn], cell(), {"bee.png": b"png", "hum.mp3": b"ID3"}.get)
    found, _ = arrivals(READER, exported.data, "course.apkg")
    media = {one.place.rpartition(": ")[2]: one.data for one in found if isinstance(one, Media)}
    (drawing,) = [name for name in media if "drawing" in name]
    assert media == {
        "the-living-cell-bee.png": b"png", "the-living-cell-hum.mp3": b"ID3",
        drawing: b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" fill="#444444"></svg>',
    }  # fmt: skip
    question, answer, solution, source = fields_of(exported)[0]
    assert 'alt="A &quot;line&quot; &amp; more"' in question
    assert "Hum [sound:the-living-cell-hum.mp3]" in question
    assert "<em>Gone</em>" in question
    assert (answer, solution) == ("2", "<p>So.</p>")
    assert cell().title in source
    assert cell().licence in source
    assert "A file that its text shows is missing." in [line.why for line in exported.changed]
    with zipfile.ZipFile(io.BytesIO(exported.data)) as archive, closing(sqlite3.connect(":memory:")) as base:
        assert sorted(json.loads(archive.read("media")).values()) == sorted(media)
        base.deserialize(archive.read("collection.anki2"))
        decks, version = base.execute("SELECT decks, ver FROM col").fetchone()
        assert f"{cell().title}::Unit::Skill" in {deck["name"] for deck in json.loads(decks).values()}
        assert version == 11
        unit = next(unit for unit in cell().units if any(skill.id == "cell-theory" for skill in unit.skills))
        assert base.execute("SELECT tags FROM notes").fetchall() == [(f" {unit.id} cell-theory ",)]


def test_what_is_otherwise_is_said() -> None:
    several = {
        "options": [{"text": "$a$", "right": True}, {"text": "b", "feedback": "No."}, {"text": "c", "right": True}]
    }
    bank = {"text": "[gap-1]", "gaps": {"gap-1": {"bank": ["a", "b"], "accept": ["a"]}}}
    forms = {"accept": ["one two three", "four five six", "seven eight"]}
    items = ["one", "two", "three"]
    every: list[Fixed | Left] = [
        fixed("multiple-choice", several, key="s/a/1"), fixed("cloze", bank, key="s/b/1"),
        fixed("text", forms, key="s/c/1"), fixed("order", {"items": items}, key="s/d/1"),
        fixed("match", {"pairs": [{"left": "1", "right": "i"}], "extra": ["v"]}, key="s/e/1"),
        fixed("open", {"rubric": "Names *it*."}, key="s/f/1", hints=("Look.",)), Left("s/g/1", "No such thing."),
    ]  # fmt: skip
    exported = to_anki.written(every, cell())
    assert exported.left == (Left("s/g/1", "No such thing."),)
    assert [(line.key[2], line.why) for line in exported.changed if line.why != JUDGED] == [
        ("a", OPTIONS), ("a", WRONG), ("b", BANK), ("c", OTHER), ("f", NO_HINTS),
    ]  # fmt: skip
    shown = fields_of(exported)
    assert shown[0][1] == r"<ul><li>\(a\)</li><li>c</li></ul>"
    assert shown[0][2].endswith("<ul><li>✗ b — No.</li></ul>")
    assert "{{c1::a::a / b}}" in shown[1][0]
    assert (shown[2][1], "✓ four five six / seven eight" in shown[2][2]) == ("one two three", True)
    assert shown[3][1] == "<ol><li>one</li><li>two</li><li>three</li></ol>"
    assert "<li>one</li><li>two</li><li>three</li>" not in shown[3][0]
    assert shown[4][1] == "<ul><li>1 → i</li></ul>"
    assert shown[5][1] == "<p>Names <em>it</em>.</p>"


def test_numbers_and_directions_are_those_of_the_course() -> None:
    locale = cell().locale.model_copy(update={"decimal": ",", "direction": "rtl"})
    course = cell().model_copy(update={"locale": locale})
    one = fixed("quantity", {"answer": Fraction(5, 2), "unit": "g", "tolerance": Fraction(1, 10)}, solution="")
    question, answer, solution, _ = fields_of(to_anki.written([one], course))[0]
    assert question == '<div dir="rtl"><p>What?</p></div>'
    assert (answer, solution) == ('<div dir="rtl">2,5 g</div>', "")


def test_what_others_wrote_is_told_with_its_licence() -> None:
    unit = cell().units[0]
    skill = unit.skills[0]
    origin = Origin(title="Open <Biology>", licence="CC-BY-NC-4.0", authors=("A. Ruiz",), url="https://b.example/?a&b")
    template = skill.templates[0].model_copy(update={"origin": origin})
    skills = (skill.model_copy(update={"templates": (template, *skill.templates[1:])}), *unit.skills[1:])
    course = cell().model_copy(update={"units": (unit.model_copy(update={"skills": skills}), *cell().units[1:])})
    source = fields_of(to_anki.export(course))[0][-1]
    told = '<a href="https://b.example/?a&amp;b">Open &lt;Biology&gt;</a> · A. Ruiz · CC-BY-NC-4.0<br>'
    assert source.startswith(f"{told}{cell().title} · ")


# -- opened by Anki


@contextmanager
def collection(folder: Path) -> Iterator[Any]:
    """An empty collection of Anki's own."""
    module = pytest.importorskip("anki.collection", reason=WHY)
    made = module.Collection(str(folder / "collection.anki2"))
    try:
        yield made
    finally:
        made.close()


def taken(into: Any, exported: Exported, folder: Path) -> Any:
    """What Anki says of a package that it imports."""
    module = pytest.importorskip("anki.collection", reason=WHY)
    path = folder / "course.apkg"
    path.write_bytes(exported.data)
    options = module.ImportAnkiPackageOptions()
    request = module.ImportAnkiPackageRequest(package_path=str(path), options=options)
    return into.import_anki_package(request).log


def test_anki_takes_a_whole_course_and_knows_it_again(tmp_path: Path) -> None:
    exported = to_anki.export(cell())
    with collection(tmp_path) as into:
        log = taken(into, exported, tmp_path)
        assert (log.found_notes, len(log.new)) == (exported.count, exported.count)
        assert (into.note_count(), into.card_count()) == (exported.count, exported.count)
        again = taken(into, exported, tmp_path)
        assert (len(again.new), len(again.updated), len(again.duplicate)) == (0, 0, exported.count)
        more = taken(into, to_anki.export(cell(), 2), tmp_path)
        assert (len(more.duplicate), len(more.new) > 50) == (exported.count, True)
        assert into.note_count() == into.card_count() == exported.count + len(more.new)
        decks = {deck.name for deck in into.decks.all_names_and_ids()}
        unit = cell().units[0]
        assert f"{cell().title}::{unit.title}::{unit.skills[0].title}" in decks
        assert into.find_cards(f"tag:{unit.skills[0].id}")
        assert into.media.check().missing == []
        assert "Database rebuilt and optimized." in into.fix_integrity()[0]


def test_anki_updates_a_card_that_was_mended_and_keeps_its_reviews(tmp_path: Path) -> None:
    old, new = (fixed("numeric", {"answer": Fraction(2)}, solution=text) for text in ("Wrong.", "Mended."))
    other = fixed("text", {"accept": ["x"]}, key="cell-theory/first/1")
    with collection(tmp_path) as into:
        taken(into, to_anki.written([old], cell()), tmp_path)
        (number,) = into.find_cards("")
        card = into.get_card(number)
        card.start_timer()
        into.sched.answerCard(card, 3)
        log = taken(into, to_anki.written([other, new], cell(), at=to_anki.AT + 60), tmp_path)
        assert (len(log.updated), len(log.new), into.note_count()) == (1, 1, 2)
        card = into.get_card(number)
        assert (card.note()["Solution"], card.reps) == ("<p>Mended.</p>", 1)


def test_anki_shows_fronts_backs_and_gaps(tmp_path: Path) -> None:
    number = fixed("numeric", {"answer": Fraction(4, 3)}, "What is $x$? ![A bee](media/bee.png) {{Answer}}")
    gaps = fixed(
        "cloze",
        {"text": "Cells burn [gap-1].", "gaps": {"gap-1": {"bank": ["salt", "s{{u}}gar"], "accept": ["s{{u}}gar"]}}},
        r"Since $\frac{a}{{b}}$ {{c1::no}}:", key="cell-theory/u/1",
    )  # fmt: skip
    with collection(tmp_path) as into:
        taken(into, to_anki.written([number, gaps], cell(), {"bee.png": b"png"}.get), tmp_path)
        assert into.card_count() == 2, "a mark of a gap in a solution makes no card"
        front, gapped = (into.get_card(one) for one in into.find_cards("", order="n.id"))
        assert "Wha" in front.question()
        assert r"\(x\)" in front.question()
        assert r"\frac{4}{3}" not in front.question()
        assert r"\(\frac{4}{3}\)" in front.answer()
        assert cell().licence in front.answer()
        assert (Path(into.media.dir()) / "the-living-cell-bee.png").read_bytes() == b"png"
        asked, told = unescape(gapped.question()), unescape(gapped.answer())
        assert "[salt / s{{u}}gar]" in asked
        assert r"Since \(\frac{a}{{b}}\) {{c1::no}}:" in asked
        assert ">s{{u}}gar<" in told
