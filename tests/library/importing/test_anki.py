"""Anki packages of every generation, as a learner exports them and as a stranger might."""

from __future__ import annotations

import base64
import contextlib
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.engine.library.importing.arriving import About, Media, Question, Review
from chiron.engine.library.importing.composing import Composer
from chiron.engine.library.importing.formats.anki import READER, protobuf, templates
from chiron.engine.library.importing.opening import Unusable, open_path
from chiron.engine.library.importing.reporting import Report
from chiron.faces.web.markdown import markdown
from tests.library.importing.anki_fakes import (
    BASIC,
    BOTH,
    CLOZE,
    PNG,
    Deck,
    Kind,
    collection,
    kinds,
    one,
    packed,
    questions,
    read,
    stub,
    zipped,
)

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "content" / "anki"

EVERY = (
    Deck(media={"cell.png": PNG, "say.mp3": b"ID3", "unused.png": PNG})
    .add(BASIC, "What makes ATP?", "the <b>mitochondrion</b>")
    .add(BASIC, "How many chromosomes has a human cell?", "46")
    .add(BASIC, "Is a virus a cell?", "No")
    .add(BASIC, r"Differentiate \(x^2\).", r"\(2x\)")
    .add(BASIC, "<img src='cell.png' alt='A cell'> Which part? [sound:say.mp3]", "nucleus")
    .add(BOTH, "cat", "gato", cards=(0, 1))
    .add(CLOZE, "{{c1::Paris}} lies on the {{c2::Seine::river}}.", "In France.", cards=(0, 1))
    .add(CLOZE, "{{c1::12}} months, {{c1::52}} weeks")
    .add(BASIC, "Why do leaves look green?", "<ul><li>They reflect green light.</li><li>They absorb red.</li></ul>")
)


@pytest.mark.parametrize("generation", [1, 2, 3])
def test_every_generation_gives_the_same_cards(generation: int, tmp_path: Path) -> None:
    found, report = read(packed(EVERY, generation, tmp_path))
    asked = [one for one in found if isinstance(one, Question)]
    assert found[0] == About("Biology")
    assert [one.key for one in asked] == [
        "note0:1", "note1:1", "note2:1", "note3:1", "note4:1", "note5:1", "note5:2", "note6:1", "note6:2", "note7:1",
        "note8:1",
    ]  # fmt: skip
    assert {one.section for one in asked} == {("Biology", "Cells")}
    assert [kind for kind, _ in kinds(asked)] == [
        "text", "numeric", "choice", "expression", "text", "text", "text", "cloze", "cloze", "cloze", "open",
    ]  # fmt: skip
    assert [(one.key, one.data) for one in found if isinstance(one, Media)] == [("cell.png", PNG), ("say.mp3", b"ID3")]
    assert asked[4].prompt == "![A cell](media:cell.png) Which part? [say.mp3](media:say.mp3)"
    assert [(line.key, line.what, line.why) for line in report.lines] == [
        ("unused.png", "media", "No card that came shows it.")
    ]


def test_what_comes_can_be_asked_and_graded(tmp_path: Path) -> None:
    found, report = read(packed(EVERY, 3, tmp_path))
    composer = Composer(report)
    composer.take_all(found)
    composer.compose()
    report.close()
    assert [line for line in report.lines if line.fate == "left out" and line.what == "item"] == []
    assert (report.steps, report.gradable) == (11, 10)


def test_gaps_become_a_question_for_each_number(tmp_path: Path) -> None:
    deck = Deck().add(CLOZE, "{{c1::Paris}} lies on the <b>{{c2::Seine::river}}</b> [or so].", "Extra", cards=(0, 1))
    found, _ = questions(deck, tmp_path)
    assert kinds(found) == [
        ("cloze", {"text": r"[g1] lies on the **Seine** \[or so\].", "gaps": {"g1": {"accept": ["Paris"]}}}),
        ("cloze", {"text": r"Paris lies on the [g1] **(river)** \[or so\].", "gaps": {"g1": {"accept": ["Seine"]}}}),
    ]
    assert found[0].solution == "Paris lies on the **Seine** \\[or so\\].  \nExtra"
    assert found[0].title == "… lies on the Seine [or so]."


def test_gaps_in_one_another_and_in_formulas(tmp_path: Path) -> None:
    deck = (
        Deck()
        .add(CLOZE, "{{c1::the {{c2::powerhouse}} of the cell}} x", cards=(0, 1))
        .add(CLOZE, r"\( \frac{d}{dx} x^3 = {{c1::3x^2}} \)")
        .add(CLOZE, "<table><tr><td>a</td><td>{{c1::b}}</td></tr></table>")
        .add(CLOZE, "{{c1::" + "very long words " * 30 + "}} end")
        .add(CLOZE, "{{c1::a}} {{c3::never closed")
        .add(CLOZE, "<table><tr><td>{{c1::b}}</td><td>{{c1::7}}</td></tr></table>")
    )
    found, _ = questions(deck, tmp_path)
    assert kinds(found)[0] == ("cloze", {"text": "[g1] x", "gaps": {"g1": {"accept": ["the powerhouse of the cell"]}}})
    assert kinds(found)[1][1]["text"] == "the [g1] of the cell x"
    assert found[2].prompt == r"$\frac{d}{dx} x^3 = \boxed{?}$"
    assert kinds(found)[2][0] == "expression"
    assert kinds(found)[3] == ("text", {"accept": ["b"]})
    assert "\\[…\\]" in found[3].prompt
    assert kinds(found)[4][0] == "open"
    assert kinds(found)[5][1]["text"] == "[g1] {{c3::never closed"
    assert kinds(found)[6] == (
        "cloze", {"text": "1: [g1]\n\n2: [g2]", "gaps": {"g1": {"accept": ["b"]}, "g2": {"answer": "7"}}}
    )  # fmt: skip


def test_templates_have_conditions_hints_and_typing(tmp_path: Path) -> None:
    kind = Kind(
        "Rich", ("Word", "Meaning", "Picture", "Clue"),
        [("{{#Picture}}see {{Picture}}{{/Picture}}{{^Picture}}no picture{{/Picture}} {{Word}} {{hint:Clue}}"
          "{{type:Meaning}} {{tts en_US:Word}} {{Gone}}", "{{FrontSide}}<hr id=answer>{{Meaning}} <i>{{Tags}}</i>")],
    )  # fmt: skip
    deck = Deck(tags=" a::b c ").add(kind, "perro", "dog (animal)", "<br>", "It barks").add(kind, "dos", "2", "P", "")
    (first, second), report = questions(deck, tmp_path)
    assert first.prompt == "no picture perro"
    assert [hint.text for hint in first.steps[0].hints] == ["It barks"]
    assert kinds([first, second]) == [("text", {"accept": ["dog (animal)"]}), ("numeric", {"answer": "2"})]
    assert first.solution == "dog (animal) *a::b c*"
    assert second.prompt == "see P dos"
    assert [(line.key, line.what) for line in report.lines] == [("a::b", "tag"), ("c", "tag")]
    told = " ".join(sentence for _, sentence in report.changes["note0:1"])
    assert "fields that its note type has not" in told
    assert "voice" in told


@pytest.mark.parametrize(
    ("back", "kind", "fields"),
    [
        ("1,024", "numeric", None),
        ("colour / color", "text", {"accept": ["colour / color", "colour", "color"]}),
        ("x@y", "text", {"accept": ["x@@y"]}),
        ("f(x) here", "text", None),
        ("True", "choice", None),
        ("[latex]$\\frac{1}{2}$[/latex]", "numeric", None),
        ("[$]x+1[/$]", "expression", None),
        ("<anki-mathjax>y</anki-mathjax>", "expression", None),
        ("A long explanation. " * 30, "open", None),
        ("<pre>code\n  here</pre>", "open", None),
    ],
)
def test_an_answer_has_the_kind_that_can_grade_it(back: str, kind: str, fields: Any, tmp_path: Path) -> None:
    found = kinds([one(Deck().add(BASIC, "Question?", back), tmp_path)])[0]
    assert found[0] == kind
    if fields is not None:
        assert found[1] == fields


def test_a_card_without_a_front_or_back_or_type_is_told(tmp_path: Path) -> None:
    occluded = Kind("Image Occlusion", ("Occlusion", "Image"), [("{{cloze:Occlusion}}", "x")], cloze=True, stock=6)
    deck = (
        Deck().add(BASIC, " <br> ", "b").add(BASIC, "a", "").add(BASIC, "a", "b", cards=(0, 4))
        .add(BASIC, "c", "d", cards=())
        .add(occluded, "{{c1::image-occlusion:rect:left=.1}}", "<img src=x.png>").add(CLOZE, "no gap")
        .add(BASIC, "<img src='gone.png'>", "b").add(BASIC, "See <img src='gone.png' alt='it'>", "b")
    )  # fmt: skip
    deck.extra = "UPDATE notes SET mid = 7 WHERE id = 1003; INSERT INTO cards (id, nid, did, ord) VALUES (5, 99, 2, 0);"
    found, report = questions(deck, tmp_path)
    assert [one.key for one in found] == ["note2:1", "note7:1"]
    left = {line.key: line.why for line in report.lines}
    assert left["note0:1"] == "Its front is empty."
    assert left["note1:1"] == "Its back is empty."
    assert left["note2:5"] == "Its note type has no such card."
    assert left["note3"] == "No card."
    assert "image occlusion" in left["note4:1"].lower()
    assert left["note5:1"] == "Its note has no gap of its number."
    assert left["note6:1"] == "Its front is empty but for what does not come."
    assert left["gone.png"] == "It is missing in the package."
    assert left["card 5"] == "Its note is missing."
    assert report.changes["note7:1"][0][1] == "Left out of its text: the picture."


def test_pictures_within_the_text_come_and_those_of_other_sites_are_told(tmp_path: Path) -> None:
    inside = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    deck = Deck().add(
        BASIC, f"a <img src='{inside}' alt='dot'> <img src='https://x.example/b.png'>", f"b <img src='{inside}'>"
    )
    found, report = read(packed(deck, 3, tmp_path))
    (medium,) = (one for one in found if isinstance(one, Media))
    assert (medium.data, medium.key[-4:]) == (PNG, ".png")
    assert f"![dot](media:{medium.key})" in next(one.prompt for one in found if isinstance(one, Question))
    assert [(line.key, line.what) for line in report.lines] == [("https://x.example/b.png", "media")]


def test_alternatives_of_the_add_on_become_choices(tmp_path: Path) -> None:
    names = ("Question", "Title", "QType (0=kprim,1=mc,2=sc)", "Q_1", "Q_2", "Q_3", "Answers", "Sources", "Extra 1")
    kind = Kind("AllInOne", names, [("<script>x</script>{{Question}}", "{{Question}}")])
    deck = (
        Deck()
        .add(kind, "Which are even?", "", "1", "2", "3", "4", "1 0 1", "", "Even: by 2.")
        .add(kind, "Which is odd?", "Numbers", "2", "2", "3", "", "2", "", "")
        .add(kind, "Which is odd?", "", "1", "2", "3", "4", "yes no", "", "")
    )
    found, report = questions(deck, tmp_path)
    assert kinds(found) == [
        ("multiple-choice", {"options": [{"text": "2", "right": True}, {"text": "3"}, {"text": "4", "right": True}]}),
        ("choice", {"options": [{"text": "2"}, {"text": "3", "right": True}]}),
    ]
    assert (found[0].solution, found[1].prompt) == ("Even: by 2.", "Numbers\n\nWhich is odd?")
    assert [line.key for line in report.lines] == ["note2:1"]


def test_scripts_in_fields_and_templates_never_come(tmp_path: Path) -> None:
    kind = Kind("Bad", ("Front", "Back"), [("<script>alert(1)</script>{{Front}}", "{{Back}}<img src=x onerror=y>")])
    found = one(
        Deck().add(kind, "<svg onload=x></svg>What<style>b</style>?", "It <a href='javascript:x'>is</a>"), tmp_path
    )
    whole = str(markdown(found.prompt)) + str(markdown(found.solution))
    assert "script" not in whole
    assert "onerror" not in whole
    assert (found.prompt, found.solution) == ("What?", "It is")


def test_a_back_that_says_the_front_again_and_a_gap_in_a_link(tmp_path: Path) -> None:
    kind = Kind("Plain", ("Front", "Back"), [("{{Front}}", "{{Front}}<br>{{Back}}")])
    deck = Deck().add(kind, "What is it?", "water").add(CLOZE, "<a href='https://x.example'>see {{c1::this}} page</a>")
    found, _ = questions(deck, tmp_path)
    assert kinds(found) == [("text", {"accept": ["water"]}), ("text", {"accept": ["this"]})]


def test_two_notes_with_one_id_both_come(tmp_path: Path) -> None:
    deck = Deck(guids=("same", "same")).add(BASIC, "a", "b").add(BASIC, "c", "d")
    found, report = questions(deck, tmp_path)
    assert [one.key for one in found] == ["same:1", "same:1~2"]
    assert "its id, too" in report.changes["same:1~2"][0][1]


def test_a_learners_reviews_come_with_their_cards(tmp_path: Path) -> None:
    deck = Deck().add(BASIC, "a", "b").add(BASIC, "", "")
    deck.log = [
        (1_700_000_000_000, 10_000, 3, -600, 8_500, 0), (1_700_000_600_000, 10_000, 4, 4, 2_000, 1),
        (1_700_000_600_001, 10_000, 0, 9, 0, 4), (1_700_000_700_000, 10_010, 3, 1, 1, 1),
        (1_700_000_700_001, 77, 3, 1, 1, 1),
    ]  # fmt: skip
    found, report = read(packed(deck, 3, tmp_path), "all.colpkg")
    reviews = [one for one in found if isinstance(one, Review)]
    assert reviews == [
        Review("review 1700000000000", "note0:1", 1_700_000_000_000, 3, 8.5, 600 / 86_400),
        Review("review 1700000600000", "note0:1", 1_700_000_600_000, 4, 2.0, 4.0),
    ]
    told = [line.key for line in report.lines if line.what == "review"]
    assert told == ["1 of the log", "2 of the log"]


def test_a_newer_schema_is_read_as_the_nearest_and_told(tmp_path: Path) -> None:
    found, report = questions(Deck(version=23).add(BASIC, "a", "b"), tmp_path)
    assert len(found) == 1
    assert "schema that is not known here (23)" in report.changes["deck.apkg"][0][1]


def test_a_modern_package_whose_collection_is_broken_is_not_read_by_its_stub(tmp_path: Path) -> None:
    files = {"collection.anki21b": b"\x28\xb5\x2f\xfdbroken", "collection.anki2": stub(tmp_path / "x"), "media": b"{}"}
    with pytest.raises(Unusable, match=r"anki21b in deck\.apkg is broken"):
        read(zipped(files))
    with pytest.raises(Unusable, match="no Anki collection"):
        read(zipped({"collection.anki2": b"SQLite format 3\0" + b"x" * 5000}))


def test_a_collection_that_unpacks_without_end_is_refused() -> None:
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(200 * 1024**2))
    with pytest.raises(Unusable, match="more than it can honestly hold"):
        read(zipped({"collection.anki21b": bomb}))


def test_views_and_endless_questions_of_the_database_are_not_run(tmp_path: Path) -> None:
    endless = (
        "DROP TABLE notes; CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)"
        " SELECT id, 'g' guid, 100 mid, '' tags, 'a' flds FROM n;"
    )
    with pytest.raises(Unusable, match="no tables of notes and cards"):
        read(packed(Deck(extra=endless).add(BASIC, "a", "b"), 3, tmp_path))


def test_a_list_of_media_that_is_broken_costs_only_the_media(tmp_path: Path) -> None:
    data = collection(Deck().add(BASIC, "a", "b"), modern=False, path=tmp_path / "x")
    found, report = read(zipped({"collection.anki2": data, "media": b"{broken"}))
    assert sum(isinstance(one, Question) for one in found) == 1
    assert [line.what for line in report.lines] == ["media"]


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, 40_000), noise=st.binary(min_size=1, max_size=200))
def test_a_damaged_database_is_no_other_error_than_unusable(
    place: int, noise: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = bytearray(_whole(tmp_path_factory))
    place %= len(data)
    data[place : place + len(noise)] = noise
    with contextlib.suppress(Unusable):
        read(zipped({"collection.anki21": bytes(data), "media": b"{}"}))


_MADE: list[bytes] = []


def _whole(factory: pytest.TempPathFactory) -> bytes:
    if not _MADE:
        _MADE.append(collection(EVERY, modern=True, path=factory.mktemp("anki") / "x"))
    return _MADE[0]


@given(st.binary(max_size=60))
def test_bytes_that_are_no_message_are_a_value_error(data: bytes) -> None:
    try:
        for number, value in protobuf.fields(data):
            assert number >= 0
            assert isinstance(value, int | bytes)
    except ValueError:
        pass


@given(st.text("{}c1:,ab", max_size=40))
def test_whatever_is_written_as_gaps_is_read(text: str) -> None:
    shown = templates.revealed(templates.parsed(text))
    rest = iter(text)
    assert all(char in rest for char in shown), "what is shown stands in the text, in its order"
    if "::" not in text:
        assert shown == text


def test_packages_in_a_folder_are_read_one_after_another(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in (1, 2):
        deck = Deck(guids=(f"g{number}",)).add(BASIC, f"a{number}", "b")
        (tmp_path / "in" / f"{number}.apkg").write_bytes(packed(deck, number, tmp_path))
    (tmp_path / "in" / "3.apkg").write_bytes(b"broken")
    opened = open_path(tmp_path / "in")
    report = Report(source="in")
    assert READER.fits(opened) > 0.5
    found = [one.key for one in READER.read(opened, report) if isinstance(one, Question)]
    assert found == ["g1:1", "g2:1"]
    assert [line.key for line in report.lines] == ["3.apkg"]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
def test_real_packages_come() -> None:
    for path in sorted(SAMPLES.glob("*.apkg")):
        report = Report(source=path.name)
        found = list(READER.read(open_path(path), report))
        cards = [one for one in found if isinstance(one, Question)]
        told = [line for line in report.lines if line.what == "item"]
        assert len(cards) + len(told) == 1, path.name
