"""H5P: contents within contents, licences and authors of each, media, gaps between stars, and broken packages."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest
from benchmarks.importing_h5p_made import h5p
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.words import Outcome
from chiron.engine.library.importing.arriving import About, Arrival, Media, Page, Question, Word
from chiron.engine.library.importing.formats.h5p import READER
from chiron.engine.library.importing.formats.h5p.packed import licence_of
from chiron.engine.library.importing.formats.h5p.starred import Starred, parted
from chiron.engine.library.importing.opening import Unusable, open_bytes
from chiron.engine.library.importing.reporting import Report
from tests.library.importing.moodle_fakes import arrivals, changed, graded, item, left

RIGHT, WRONG, PARTLY, PERSON = Outcome.CORRECT, Outcome.INCORRECT, Outcome.PARTLY, Outcome.PERSON
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def read(library: str, params: Any, **about: Any) -> tuple[list[Arrival], Report]:
    return arrivals(READER, h5p(library, params, **about), "q.h5p")


def asked(library: str, params: Any) -> list[Question]:
    return [each for each in read(library, params)[0] if isinstance(each, Question)]


def sub(library: str, params: Any, **metadata: Any) -> dict[str, Any]:
    return {"library": f"{library} 1.0", "params": params, "metadata": metadata, "subContentId": metadata.get("id", "")}


def text(words: str, **metadata: Any) -> dict[str, Any]:
    return sub("H5P.AdvancedText", {"text": f"<p>{words}</p>"}, **metadata)


TRUE = {"question": "<p>Is it?</p>", "correct": "true", "behaviour": {"feedbackOnWrong": "It is."}}


def packed(files: dict[str, Any]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, bytes) else json.dumps(content))
    return kept.getvalue()


def test_licence_and_authors_of_the_whole_and_of_each_part() -> None:
    part = sub("H5P.TrueFalse", TRUE, title="One", license="CC BY-SA", licenseVersion="3.0", id="abc")
    part["metadata"]["authors"] = [{"name": "Ada", "role": "Author"}]
    found, _ = read(
        "H5P.QuestionSet",
        {"questions": [part, sub("H5P.TrueFalse", TRUE, title="Two", license="U")]},
        title="A set",
        license="CC BY",
        licenseVersion="4.0",
        authors=[{"name": "Ben"}],
        source="https://example.org/a",
    )
    about = found[0]
    assert isinstance(about, About)
    assert about.origin is not None
    assert (about.title, about.language) == ("A set", "en")
    assert (about.origin.licence, about.origin.authors, about.origin.url) == (
        "CC-BY-4.0",
        ("Ben",),
        "https://example.org/a",
    )
    one, two = found[1:]
    assert isinstance(one, Question)
    assert isinstance(two, Question)
    assert one.origin is not None
    assert (one.key, one.origin.licence, one.origin.authors) == ("abc", "CC-BY-SA-3.0", ("Ada",))
    assert two.origin is None


@pytest.mark.parametrize(
    ("code", "version", "name"),
    [
        ("U", "", ""),
        ("CC BY-NC-ND", "4.0", "CC-BY-NC-ND-4.0"),
        ("CC0 1.0", "", "CC0-1.0"),
        ("GNU GPL", "v3", "GPL-3.0-only"),
        ("C", "", "Copyright"),
        ("My own", "", "My own"),
    ],
)
def test_licences(code: str, version: str, name: str) -> None:
    assert licence_of(code, version) == name


def test_contents_within_contents_in_their_order() -> None:
    column = sub(
        "H5P.Column", {"content": [{"content": text("A")}, {"content": sub("H5P.TrueFalse", TRUE, title="t")}]}
    )
    found, _ = read(
        "H5P.CoursePresentation",
        {
            "presentation": {
                "slides": [
                    {"elements": [{"action": text("One")}, {"action": text("Two")}], "keywords": [{"main": "Start"}]},
                    {"elements": [{"action": column}, {"action": sub("H5P.Nil", {})}, {"x": 1}]},
                ]
            }
        },
    )
    assert [type(each).__name__ for each in found] == ["About", "Page", "Page", "Question"]
    assert (found[1].title, found[1].text) == ("Start", "One\n\nTwo")
    assert found[2].text == "A"
    assert graded(found[3], "True") == [RIGHT]
    assert item(found[3]).steps[0].key["wrong"]["2"]["feedback"] == "It is."


def test_a_book_and_a_film() -> None:
    chapter = {
        **sub("H5P.Column", {"content": [{"content": sub("H5P.TrueFalse", TRUE)}]}),
        "metadata": {"title": "Cells"},
    }
    (question,) = asked("H5P.InteractiveBook", {"chapters": [chapter]})
    assert question.section == ("Cells",)
    film = {
        "interactiveVideo": {
            "video": {
                "files": [{"path": "https://example.org/v", "mime": "video/YouTube"}],
                "textTracks": {"videoTrack": [{"label": "English", "track": {"path": "https://example.org/en.vtt"}}]},
            },
            "assets": {
                "interactions": [
                    {"duration": {"from": 20}, "action": sub("H5P.TrueFalse", TRUE, title="later")},
                    {"duration": {"from": 5}, "action": sub("H5P.TrueFalse", TRUE, title="first")},
                ]
            },
            "summary": {
                "task": sub("H5P.Summary", {"intro": "Which?", "summaries": [{"summary": ["a", "b"]}]}, title="s")
            },
        }
    }
    found, _ = read("H5P.InteractiveVideo", film)
    assert "<https://example.org/v>" in found[1].text
    assert "[English](<https://example.org/en.vtt>)" in found[1].text
    assert [each.title for each in found[2:]] == ["first", "later", "s"]
    assert graded(found[4], "a") == [RIGHT]


def test_what_is_not_known_is_named_and_what_it_holds_comes() -> None:
    found, report = read("H5P.Strange", {"inner": {"deep": [sub("H5P.TrueFalse", TRUE, title="in it")]}})
    assert [each.title for each in found[1:]] == ["in it"]
    assert "'H5P.Strange'" in changed(report, "made")
    _, report = read("H5P.Strange", {"word": "alone"})
    assert "'H5P.Strange'" in left(report)["made"]


def test_pictures_come_and_missing_ones_are_told() -> None:
    params = {
        **TRUE,
        "media": {
            "type": {"library": "H5P.Image 1.1", "params": {"alt": "A [dot]", "file": {"path": "images/a.png#tmp"}}}
        },
    }
    data = packed(
        {"h5p.json": {"mainLibrary": "H5P.TrueFalse"}, "content/content.json": params, "content/images/a.png": PNG}
    )
    found, _ = arrivals(READER, data, "q.h5p")
    _, media, question = found
    assert isinstance(media, Media)
    assert question.prompt == rf"![A \[dot\]](media:{media.key})" + "\n\nIs it?"
    _, report = read("H5P.TrueFalse", params)
    assert "does not hold the file" in left(report)["images/a.png"]


def test_multiple_choice_by_its_behaviour() -> None:
    def made(kind: str, *right: bool) -> str:
        answers = [{"text": str(n), "correct": one} for n, one in enumerate(right)]
        params = {"question": "Q", "answers": answers, "behaviour": {"type": kind}}
        return asked("H5P.MultiChoice", params)[0].steps[0].kind

    assert made("auto", True, False) == "choice"
    assert made("auto", True, True) == "multiple-choice"
    assert made("multi", True, False) == "multiple-choice"
    assert made("single", True, True, False) == "choice"


def test_blanks_take_each_alternative_and_tell_tips() -> None:
    params = {
        "text": "<p>Fill.</p>",
        "questions": ["<p>In *Rome/Roma:a city* 2 ** 3 is *6*.</p>", "No gap.", "<p>*x*</p>"],
        "behaviour": {"caseSensitive": True, "acceptSpellingErrors": True},
    }
    found, report = read("H5P.Blanks", params)
    one, two = found[1:]
    assert graded(one, ["roma", "6"]) == [RIGHT]
    assert [hint.text for hint in one.steps[0].hints] == ["a city"]
    assert one.steps[0].fields["text"] == r"In [gap-1] 2 \* 3 is [gap-2]."
    assert graded(two, ["x"]) == [RIGHT]
    assert left(report) == {"made/2": "Its text has no gaps."}
    assert "spelling" in changed(report, one.key)


def test_stars() -> None:
    assert parted("a *b/c:d* e") == ["a ", Starred(("b", "c"), "d"), " e"]
    assert parted("2 ** 3") == ["2 * 3"]
    assert parted("*a\\/b*")[1] == Starred(("a/b",))
    assert parted("*b\\+good\\-bad*")[1] == Starred(("b",), "", "good", "bad")
    assert parted("* *") == ["* *"]


def test_sets_of_small_questions() -> None:
    found = asked(
        "H5P.SingleChoiceSet", {"choices": [{"question": "Q", "answers": ["a", "b"], "subContentId": "x"}, {}]}
    )
    assert [each.key for each in found] == ["made/x"]
    assert graded(found[0], "a") == [RIGHT]
    cards = {"cards": [{"text": "Half?", "answer": "1/2"}, {"text": "Colour?", "answer": "grey/gray", "tip": "dull"}]}
    half, colour = asked("H5P.Flashcards", cards)
    assert graded(half, "1/2") == [RIGHT]
    assert graded(half, "1") == [PERSON]
    assert graded(colour, "gray") == [RIGHT]
    words = {"words": [{"clue": "It barks", "answer": "dog"}]}
    assert graded(asked("H5P.Crossword", words)[0], "dog") == [RIGHT]


def test_cards_are_asked_read_or_words() -> None:
    long = "a cell part in which light makes sugar of water and air"
    dialogs = [
        {"text": "<p>dog</p>", "answer": "perro"},
        {"text": "chloroplast", "answer": long},
        {"text": "", "answer": ""},
    ]
    found, report = read("H5P.Dialogcards", {"dialogs": dialogs})
    question, word = found[1:]
    assert graded(question, "perro") == [RIGHT]
    assert isinstance(word, Word)
    assert (word.term, word.meaning) == ("chloroplast", long)
    assert list(left(report).values()) == ["The card is empty."]


@pytest.mark.parametrize("kind", ["addition", "subtraction", "multiplication", "division"])
def test_sums_are_drawn_and_right(kind: str) -> None:
    (question,) = asked("H5P.ArithmeticQuiz", {"quizType": "arithmetic", "arithmeticType": kind})
    made = item(question)
    sides = made.prompt.strip("$").replace(r"\cdot", "*").replace(r"\div", "/")
    assert float(made.steps[0].key["answer"]) == eval(sides)


@pytest.mark.parametrize("kind", ["basic", "intermediate", "advanced"])
def test_equations_are_drawn_and_right(kind: str) -> None:
    (question,) = asked("H5P.ArithmeticQuiz", {"quizType": "linearEquation", "equationType": kind})
    made = item(question)
    x = int(made.steps[0].key["answer"])
    one, other = made.prompt.strip("$").split("=")
    left_side, right_side = (re.sub(r"(\d*)x", lambda found: f"{found[1] or 1}*({x})", side) for side in (one, other))
    assert eval(left_side) == eval(right_side)


def test_words_to_mark_are_picked() -> None:
    words = " ".join(f"*w{n}* and x{n}" for n in range(20))
    (question,) = asked("H5P.MarkTheWords", {"taskDescription": "Mark.", "textField": f"<p>{words}</p>"})
    assert all(len(step.fields["options"]) <= 12 for step in question.steps)
    right = [[one["text"] for one in step.fields["options"] if one.get("right")] for step in question.steps]
    assert sorted(word for words_ in right for word in words_) == sorted(f"w{n}" for n in range(20))
    assert "*" not in question.prompt


def test_zones_without_words_are_told() -> None:
    element = {"type": text("cat")}
    task = {"task": {"elements": [element], "dropZones": [{"label": "", "correctElements": ["0"]}]}, "settings": {}}
    found, report = read("H5P.DragQuestion", {"question": task})
    assert len(found) == 1
    assert "would have no words" in str(left(report))


def test_a_course_in_spanish_says_what_to_do_in_spanish() -> None:
    found, _ = read("H5P.TrueFalse", {"question": "¿Es así?", "correct": "false"}, language="es")
    assert found[1].steps[0].prompt == "Elige la respuesta correcta."
    assert graded(found[1], "Falso") == [RIGHT]


def test_broken_packages() -> None:
    with pytest.raises(Unusable, match="no zip"):
        arrivals(READER, b"not a zip", "x.h5p")
    with pytest.raises(Unusable, match=r"content\.json"):
        arrivals(READER, packed({"h5p.json": {"mainLibrary": "H5P.TrueFalse"}}), "x.h5p")
    with pytest.raises(Unusable, match="no JSON"):
        arrivals(READER, packed({"h5p.json": {}, "content/content.json": b"{"}), "x.h5p")
    with pytest.raises(Unusable, match="what it should"):
        arrivals(READER, packed({"h5p.json": {}, "content/content.json": []}), "x.h5p")
    found, report = arrivals(
        READER, packed({"content/content.json": {"panels": [{"title": "P", "content": text("A")}]}}), "x.h5p"
    )
    assert (found[1].title, found[1].text) == ("P", "A")
    assert "no h5p.json" in changed(report, "x.h5p")
    found, report = arrivals(
        READER, packed({"h5p.json": b"{", "content/content.json": {"questions": 7, "introPage": 1}}), "x.h5p"
    )
    assert len(found) == 1
    assert READER.fits(open_bytes("x.h5p", b"not a zip")) > 0.5
    assert READER.fits(open_bytes("x.txt", b"not a zip")) == 0


def test_several_packages_in_one_archive() -> None:
    whole = packed({"a.h5p": h5p("H5P.TrueFalse", TRUE, license="CC BY"), "b.h5p": b"?", "c.txt": b"x"})
    found, report = arrivals(READER, whole, "all.zip")
    assert [type(each) for each in found] == [About, Question]
    assert found[1].origin is not None
    assert left(report).keys() == {"b.h5p", "c.txt"}


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["*a*", "0", "H5P.TrueFalse 1.0"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["params", "library", "content", "text", "path", "question", "answers"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)
NAMES = (
    *(
        "MultiChoice",
        "TrueFalse",
        "Blanks",
        "DragText",
        "MarkTheWords",
        "SingleChoiceSet",
        "Summary",
        "QuestionSet",
        "Column",
    ),
    *("CoursePresentation", "InteractiveVideo", "Dialogcards", "Flashcards", "Accordion", "Essay", "SortParagraphs"),
    *("DragQuestion", "Text", "Image", "ArithmeticQuiz", "InteractiveBook", "ImageHotspots", "AdvancedBlanks", "Odd"),
)
KEYS = (
    *(
        "question",
        "questions",
        "answers",
        "correct",
        "text",
        "textField",
        "choices",
        "summaries",
        "content",
        "presentation",
    ),
    *(
        "interactiveVideo",
        "dialogs",
        "cards",
        "panels",
        "paragraphs",
        "media",
        "behaviour",
        "chapters",
        "file",
        "timeline",
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NAMES), st.dictionaries(st.sampled_from(KEYS), JSON, max_size=5))
def test_nothing_strange_breaks_the_reader(name: str, params: dict[str, Any]) -> None:
    found, report = read(f"H5P.{name}", params)
    for each in found:
        if isinstance(each, Question):
            item(each)
    keys = [each.key for each in found if isinstance(each, Question | Page)]
    assert len(set(keys)) == len(keys)
    assert len(found) > 1 or left(report)
