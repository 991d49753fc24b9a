"""The difference of two versions says everything that is other, and nothing that is not."""

from __future__ import annotations

from random import Random

import pytest

from chiron.core.learning.content import to_content
from chiron.core.learning.difference import FIELDS, SAID, Change, Difference, Group, Piece, compare, pieces, with_pieces
from chiron.core.learning.difference.comparing import out_of_order
from chiron.core.learning.difference.texts import MOST_MATCHES, Work
from tests.core.changing import Author
from tests.core.tiny import tiny


def told(author: Author) -> list[tuple[str, ...]]:
    """Each change of the tiny course: where, what, by which sentence and of which field."""
    found = compare(to_content(tiny()), to_content(author.course))
    return [
        (group.skill or group.unit, change.said, change.values.get("field", change.values.get("was", "")))
        for group in found.groups
        for change in group.changes
    ]


@pytest.fixture
def author() -> Author:
    return Author(tiny())


def test_the_same_is_no_difference(author):
    assert not compare(to_content(tiny()), to_content(author.course))


def test_names_places_and_needs(author):
    author.rename("second", "renamed")
    author.skill("renamed")["title"] = "Called anew"
    author.move("first", "two", "third")
    author.rename_item("third", "one", "anew")
    assert told(author) == [
        ("renamed", "skill-named", "Second"),
        ("renamed", "field", "title"),
        ("third", "item-named", "one"),
        ("third", "item-moved", ""),
    ]


def test_what_becomes_one_and_what_is_parted(author):
    author.merge("second", "first")
    author.split("third", "half", ["one"])
    said = told(author)
    assert ("first", "skill-merged", "") in said
    assert ("half", "skill-split", "Third") in said
    assert not [each for each in said if each[1] in ("item-gone", "item-new", "skill-gone", "skill-new")]


def test_what_comes_goes_and_is_written_anew(author):
    author.remove("third")
    first = author.skill("first")
    first["templates"][0]["steps"][0].update(answer="b", hints=["Just one."])
    first["templates"][1]["difficulty"] = 0.5
    first["lesson"] = "## Balance\n\nAn equation is like a balance.\n"
    author.remove_item("second", "one")
    author.skill("second")["templates"].append({**first["templates"][1], "id": "new", "prompt": "Another?"})
    author.tree["glossary"] = [{"term": "equation", "meaning": "Two sides."}]
    author.tree["title"] = "Less tiny"
    said = told(author)
    for expected in (
        ("", "field", "title"),
        ("", "term-new", ""),
        ("first", "step-field", "answer"),
        ("first", "step-field", "hints"),
        ("first", "item-field", "difficulty"),
        ("first", "field", "lesson"),
        ("second", "item-gone", ""),
        ("second", "item-new", ""),
        ("third", "skill-gone", ""),
    ):
        assert expected in said, expected
    assert {each[1] for each in said} <= set(SAID)
    assert {each[2] for each in said if each[1].endswith("field")} <= set(FIELDS)


def test_the_fewest_parts_are_said_to_have_moved():
    assert out_of_order(["a", "b", "c", "d"], ["b", "c", "d", "a"]) == {"a"}
    assert out_of_order(["a", "b", "c"], ["new", "a", "c"]) == set()
    assert out_of_order([], ["a"]) == set()


@pytest.mark.parametrize("seed", range(20))
def test_whatever_an_author_does_is_told(seed):
    chance, author = Random(seed), Author(tiny())
    for number in range(4):
        before = author.course
        author.at_random(chance, number)
        found = compare(to_content(before), to_content(author.course))
        assert bool(found) == (before != author.course)
        assert all(change.said in SAID for change in found.changes)
        back = compare(to_content(author.course), to_content(before))
        assert bool(back) == bool(found)


def test_words_are_compared_one_by_one():
    found = pieces("Take @b from both sides of it.", "Take @b from each side of it.")
    assert [(each.fate, each.text) for each in found if each.fate != "same"] == [
        ("gone", " both sides"), ("new", " each side"),
    ]  # fmt: skip
    assert "".join(each.text for each in found if each.fate != "new") == "Take @b from both sides of it."


def test_of_a_long_text_only_what_is_near_a_change_is_shown():
    words = [f"word{n}" for n in range(2_000)]
    found = pieces(" ".join(words), " ".join([*words[:1_000], "changed", *words[1_001:]]))
    assert sum(len(each.text) for each in found) < 1_000
    assert any("…" in each.text for each in found)


def test_one_word_over_and_over_is_not_gone_through_pair_by_pair():
    """The work is bounded by pairs of the same words: a thousand of one word are a million pairs."""
    many = ["a " * 1_000, "b\na " * 500]
    for text in many:
        work = Work()
        assert pieces(f"one {text}two", f"three {text}a four", work=work)[0].fate == "gone"
        assert work.left >= Work().left - MOST_MATCHES
    whole = pieces(f"one {many[0]}two", f"three {many[0]}a four", work=work)
    assert [piece.fate for piece in whole] == ["gone", "new"]
    assert work.coarse
    assert "".join(piece.text for piece in whole if piece.fate == "new") == f"three {many[0]}a four"


def test_a_page_goes_through_so_many_pairs_and_shows_the_rest_whole():
    before, after = "Take a red one and a blue one.", "Give the red one and the blue one!"
    change = Change("skill", "changed", "field", "First", "first", {"field": "lesson"}, before, after)
    difference = Difference((Group("unit", "first", "First", (change, change)),))
    told = with_pieces(difference)
    assert not told.coarse
    assert [each.pieces for each in told.changes] == [pieces(before, after)] * 2
    used = Work()
    with_pieces(difference, used)
    short = Work((Work().left - used.left) // 2)
    told = with_pieces(difference, short)
    assert told.coarse
    assert short.left == 0
    assert [each.pieces for each in told.changes] == [
        pieces(before, after),
        (Piece("gone", before), Piece("new", after)),
    ]
