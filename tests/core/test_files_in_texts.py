"""Pictures, sound and film within texts, for what reads only the words."""

from __future__ import annotations

from chiron.core.language.answering.passages import cut
from chiron.core.language.answering.retrieval import Index
from chiron.core.language.text import sentences, without_files
from chiron.core.words import Passage

ADDRESS = f"/learn/animals/media/{'0123456789abcdef' * 4}#image/png;size=30x20"
SHOWN = f"![A fox. It sleeps.]({ADDRESS})"


def test_a_text_keeps_what_a_file_is_called_and_loses_where_it_is() -> None:
    assert without_files(f"See {SHOWN} and [it](media/fox-2.mp3).") == "See ![A fox. It sleeps.]() and [it]()."


def test_what_is_no_file_of_a_course_stays() -> None:
    for text in ("[media](https://example.org/media/1)", "media/ is a folder", "![x](fox.svg) of media/"):
        assert without_files(text) == text


def test_what_a_picture_shows_is_not_cut_into_sentences() -> None:
    text = f"Foxes sleep by day. Look: {SHOWN} They hunt at night. Then they rest."
    assert sentences(text) == ["Foxes sleep by day.", f"Look: {SHOWN} They hunt at night.", "Then they rest."]


def test_a_search_finds_words_and_no_address() -> None:
    index = Index.build([Passage("foxes", "Foxes", f"Foxes sleep by day. {SHOWN} They hunt at night.", 0)])
    assert index.search("when do foxes sleep")
    assert not index.search("0123456789abcdef media")


def test_a_paragraph_that_is_a_picture_alone_is_not_quoted() -> None:
    found = cut("foxes", "Foxes", f"Foxes sleep by day.\n\n{SHOWN}\n\nThey hunt at night.")
    assert [each.text for each in found] == ["Foxes sleep by day.", "They hunt at night."]
