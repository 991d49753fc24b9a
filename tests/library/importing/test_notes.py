"""Folders of Markdown: what notes say, how they point at one another, and the cards in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from chiron.engine.library.importing.arriving import About, Arrival, Media, Page, Question
from chiron.engine.library.importing.formats.notes import READER
from chiron.engine.library.importing.formats.notes.cards import cards_in
from chiron.engine.library.importing.opening import Unusable, open_path
from tests.library.importing.books import Told
from tests.library.importing.fakes import composed


def vault(folder: Path, **files: str | bytes) -> tuple[list[Arrival], Told]:
    """What a folder gives; ``__`` in a name is a slash, ``_`` a dot."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    told = Told()
    return list(READER.read(open_path(folder), told)), told


def page(folder: Path, text: str) -> str:
    """The text of the one page of a note."""
    (found,) = [one for one in vault(folder, a_md=text)[0] if isinstance(one, Page)]
    return found.text


def cards(folder: Path, text: str) -> list[Question]:
    """The cards of a note."""
    return [one for one in vault(folder, a_md=text)[0] if isinstance(one, Question)]


def test_front_matter_headings_and_folders(tmp_path: Path) -> None:
    text = "---\ntitle: Cells\nauthor: Ada\nlicense: CC-BY-4.0\nmood: fine\n---\nIn short.\n\n## Parts\nOf it.\n"
    arrivals, told = vault(tmp_path, Biology__cell_md=text, b_md="# Two\nText.")
    assert isinstance(arrivals[0], About)
    found = [one for one in arrivals if isinstance(one, Page)]
    assert [(one.key, one.title, one.section, one.text) for one in found] == [
        ("b", "Two", ("Two",), "Text."),
        ("Biology/cell", "Cells", ("Biology", "Cells"), "In short."),
        ("Biology/cell#parts", "Parts", ("Biology", "Cells"), "Of it."),
    ]
    assert found[1].origin is not None
    assert (found[1].origin.licence, found[1].origin.authors) == ("CC-BY-4.0", ("Ada",))
    assert found[2].place == "Biology/cell.md:9"
    assert told.other == [("Biology/cell", "Fields of its front matter that are not known here do not come.")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("See [[Other|that]] and [[Other#Part]].", "See that and Other: Part."),
        ("A ==mark== stays.", "A **mark** stays."),
        ("$5 and $6, but $x^2$.", "\\$5 and \\$6, but $x^2$."),
        ("`[[a]] ==b==`", "`[[a]] ==b==`"),
        ("> [!tip]- Try\n> it", "> **Try**\n>\n> it"),
        ("- [ ] a\n- [x] b", "- ☐ a\n- ☑ b"),
        ("One %%hidden%% two <!-- gone -->.", "One  two ."),
        ("H<sub>2</sub>O<br>and <b>bold</b>", "H₂O\\\nand **bold**"),
        ("[x](javascript:alert(1)) [y](https://y.org)", "x [y](https://y.org)"),
        ("Foot[^a].\n\n[^a]: The foot.", "Foot¹.\n\n¹ The foot."),
        ("```py\nx = '==no=='\n```", "```py\nx = '==no=='\n```"),
        ("Text <script>alert(1)</script>here", "Text here"),
        ("#tag #other\nText #stays", "Text #stays"),
        ("A claim. ^block-1", "A claim."),
        ("\\(a+b\\) is", "$a+b$ is"),
        ("\\[no link\\] here", "\\[no link\\] here"),
        ("`%%` and `<!-- x -->`", "`%%` and `<!-- x -->`"),
    ],
)
def test_obsidian_and_html_become_plain_markdown(tmp_path: Path, text: str, said: str) -> None:
    assert page(tmp_path, text).strip() == said


def test_pictures_are_found_wherever_they_lie_and_come_once(tmp_path: Path) -> None:
    arrivals, told = vault(
        tmp_path, assets__cat_png=b"PNG", in__a_md="![[cat.png|200]] ![A cat](../assets/cat.png) ![g](gone.png)"
    )
    (media,) = [one for one in arrivals if isinstance(one, Media)]
    (found,) = [one for one in arrivals if isinstance(one, Page)]
    assert found.text == f"![cat](media:{media.key}) ![A cat](media:{media.key}) *g*"
    assert [what for _, what, _ in told.lost] == ["picture"]


def test_embeds_in_a_circle_end(tmp_path: Path) -> None:
    arrivals, told = vault(tmp_path, a_md="A: ![[b]]", b_md="B: ![[a]]", c_md="Self: ![[c]] ![[a#No]]")
    texts = {one.key: one.text for one in arrivals if isinstance(one, Page)}
    assert texts["a"].split() == ["A:", "B:", "a"]
    assert texts["b"].split() == ["B:", "A:", "b"]
    assert "c" in texts["c"].split()
    assert any("circle" in what for _, what in told.other)


def test_embeds_three_deep_and_not_deeper(tmp_path: Path) -> None:
    files = {f"n{number}_md": f"{number} ![[n{number + 1}]]" for number in range(6)}
    arrivals, _ = vault(tmp_path, **files)
    first = next(one for one in arrivals if isinstance(one, Page) and one.key == "n0")
    assert first.text.split()[:4] == ["0", "1", "2", "3"]
    assert "5" not in first.text.split()


def test_an_embedded_note_gives_no_answers_away(tmp_path: Path) -> None:
    arrivals, _ = vault(tmp_path, a_md="See ![[b]]", b_md="Text.\n\nQ: What is it?\nA: secret\n")
    assert all("secret" not in one.text for one in arrivals if isinstance(one, Page))
    assert sum(isinstance(one, Question) for one in arrivals) == 1


@pytest.mark.parametrize(
    ("text", "cards_found"),
    [
        ("Q: What is it?\nA: a cell", [("What is it?", "text")]),
        ("Q: 2 + 2?\nA: 4", [("2 + 2?", "numeric")]),
        ("What makes proteins?::ribosomes", [("What makes proteins?", "text")]),
        ("DNA:::helix", [("DNA", "text"), ("helix", "text")]),
        ("Asked on\ntwo lines\n?\nAnswered so and so, on\ntwo lines of text", [("Asked on\ntwo lines", "short-text")]),
        ("left\n??\nright", [("left", "text"), ("right", "text")]),
        ("author:: Ada", []),
        ("`a::b`", []),
        ("See http://x::y", []),
        ("```\nQ: no\nA: no\n```", []),
        ("Q: no answer", []),
    ],
)
def test_cards(tmp_path: Path, text: str, cards_found: list[tuple[str, str]]) -> None:
    assert [(one.prompt, one.steps[0].kind) for one in cards(tmp_path, text)] == cards_found


def test_cards_are_no_part_of_the_page(tmp_path: Path) -> None:
    arrivals, told = vault(tmp_path, a_md="Before.\n\nQ: What?\nA: that <!--SR:!2024-01-01,3,250-->\n\nAfter.")
    (found,) = [one for one in arrivals if isinstance(one, Page)]
    assert found.text == "Before.\n\nAfter."
    assert ("a", "When its cards are due is not brought along.") in told.other


def test_clozes_are_cards_in_marked_notes_alone(tmp_path: Path) -> None:
    text = "The ==cell== holds {{c1::DNA::an acid}} [here]."
    assert [one.steps[0].fields["gaps"] for one in cards(tmp_path, text)] == [{"g1": {"accept": ["DNA"]}}]
    marked = cards(tmp_path / "other", f"#flashcards/bio\n\n{text}")
    assert [one.steps[0].fields["text"] for one in marked] == [
        "The [g1] holds DNA \\[here].",
        "The cell holds [g1] (an acid) \\[here].",
    ]
    assert marked[0].skills == ("Bio",)


def test_numbers_of_clozes_go_together(tmp_path: Path) -> None:
    (first, second) = cards(tmp_path, "{{c1::One}} and {{c2::two}} and {{c1::three}}.")
    assert first.steps[0].fields["text"] == "[g1] and two and [g2]."
    assert second.steps[0].fields["text"] == "One and [g1] and three."


def test_keys_stay_when_other_cards_come_before(tmp_path: Path) -> None:
    before = cards(tmp_path / "1", "Q: What?\nA: that\n\nQ: Named?\nA: yes ^here")
    after = cards(tmp_path / "2", "New text.\n\nWho are you?::me\n\nQ: What?\nA: that\n\nQ: Named?\nA: no ^here")
    assert {one.key for one in before} <= {one.key for one in after}
    assert before[1].key == "a^here"


def test_the_same_card_twice_gets_a_key_of_its_own(tmp_path: Path) -> None:
    arrivals, told = vault(tmp_path, a_md="Q: What?\nA: that\n\nQ: What?\nA: that")
    keys = [one.key for one in arrivals if isinstance(one, Question)]
    assert len(set(keys)) == 2
    assert any("twice" in what for _, what in told.other)


def test_other_encodings_and_wild_front_matter_are_told(tmp_path: Path) -> None:
    arrivals, told = vault(
        tmp_path,
        a_md="Caf\xe9".encode("cp1252"),
        b_md="---\na: &x [1]\nb: *x\n---\nText.",
        c_md="---\n: : :\n---\nMore.",
    )
    assert [one.text for one in arrivals if isinstance(one, Page)] == ["Café", "Text.", "More."]
    assert [key for key, _ in told.other] == ["a", "b", "c"]


def test_hostile_notes_end_soon(tmp_path: Path) -> None:
    _, told = vault(
        tmp_path,
        a_md="[" * 50_000 + "<!--" * 50_000,
        b_md="`" * 50_000 + "$" * 50_001,
        c_md="{{c1::" * 20_000 + "==" * 20_000,
        d_md="> " * 2_000 + "x::y" + " " * 50_000,
        e_md="<div>" * 5_000 + "#" * 5_000,
    )
    assert all(why for _, _, why in told.lost)


def test_it_fits_notes_more_than_folders_that_hold_some(tmp_path: Path) -> None:
    vault(tmp_path / "notes", a_md="x", b_md="y")
    vault(tmp_path / "other", README_md="x", a_json="{}", b_json="{}")
    assert READER.fits(open_path(tmp_path / "notes")) > 0.7
    assert 0 < READER.fits(open_path(tmp_path / "other")) < 0.5
    (tmp_path / "none").mkdir()
    (tmp_path / "none/a.txt").write_text("x")
    assert READER.fits(open_path(tmp_path / "none")) == 0
    with pytest.raises(Unusable, match="Markdown"):
        list(READER.read(open_path(tmp_path / "none"), Told()))


def test_all_that_arrives_can_be_composed(tmp_path: Path) -> None:
    text = "#flashcards\n\nMail me @ home.\n\nQ: Who @ x?\nA: a@b\n\nThe ==cell @ rest== is.\n\n"
    text += "Q: 1+1?\nA: 2\n\nWhy?::so be it"
    arrivals, _ = vault(tmp_path, a_md=text)
    _, report = composed(*arrivals)
    assert report.count("left out") == 0
    assert report.steps == 4


def test_lines_keep_their_numbers() -> None:
    found, rest, _ = cards_in(["text", "Q: a", "A: b", "", "front", "?", "back"], tagged=False)
    assert [card.line for card in found] == [2, 5]
    assert len(rest) == 7
