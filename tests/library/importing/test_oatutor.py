"""OATutor's content: what of it arrives, with which words, hints and sources."""

from __future__ import annotations

import io
import tarfile
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from chiron.engine.library.importing.arriving import About, Media
from chiron.engine.library.importing.composing import Composer
from chiron.engine.library.importing.formats.oatutor import READER
from chiron.engine.library.importing.formats.oatutor.helping import hints_of
from chiron.engine.library.importing.formats.oatutor.wording import in_line, markdown
from chiron.engine.library.importing.opening import Unusable, open_bytes, open_path
from chiron.engine.library.importing.reporting import Report
from tests.library.importing.oatutor_fakes import GIF, left, packed, problem, questions, read

# -- the pool


def test_a_problem_arrives_with_its_words_hints_skills_and_licence() -> None:
    beside = {"skillModel.json": {"sum1a": ["add_fractions", "use_jugs"]}}
    arrived, report = read(packed([problem()], beside))
    (question,) = questions(arrived)
    (step,) = question.steps
    assert question.key == "sum1"
    assert question.prompt == "Sums\n\nTwo jugs of water."
    assert question.section == ("Arithmetic", "1.1 Adding")
    assert question.origin is not None
    assert (question.origin.title, question.origin.licence) == ("A Book", "CC-BY-4.0")
    assert question.origin.url == "https://example.org/book"
    assert step.prompt == r"Add $\frac{1}{2}$ and $\frac{1}{4}$."
    assert (step.kind, step.fields["answer"]) == ("numeric", "3/4")
    assert step.skills == ("Add fractions", "Use jugs")
    assert [hint.text for hint in step.hints] == ["**Same parts**\n\nMake quarters."]
    assert left(report) == []


def test_what_arrives_composes_and_is_graded() -> None:
    report = Report("pool.tgz")
    composer = Composer(report)
    composer.take_all(READER.read(open_bytes("pool.tgz", packed([problem()])), report))
    composed = composer.compose()
    assert report.steps == report.gradable == 1
    assert composed.placed["sum1"].place == "1-1-adding/sums" or "sums" in composed.placed["sum1"].place


def test_a_folder_above_the_pool_does_not_matter() -> None:
    arrived, _ = read(packed([problem()], root="OATutor-Content-main/"))
    assert [one.key for one in questions(arrived)] == ["sum1"]
    assert READER.fits(open_bytes("pool.tgz", packed([problem()], root="a/b/"))) > 0.9


def test_other_content_is_not_taken_for_it() -> None:
    opened = open_bytes("other.tgz", packed([], {"quiz/quiz.json": {}, "readme.md": b"hello"}))
    assert READER.fits(opened) == 0
    with pytest.raises(Unusable, match="no problem"):
        list(READER.read(open_bytes("x.tgz", packed([], {"readme.md": b"hello"})), Report()))


def test_problems_come_in_the_order_of_lessons_then_numbers() -> None:
    plans = [
        {
            "courseName": "Arithmetic",
            "language": "es",
            "courseLicense": "CC BY 4.0",
            "lessons": [
                {"id": "two", "name": "Lesson 2", "topics": "Later", "learningObjectives": {"b": 0.85}},
                {"id": "one", "name": "Lesson 1", "topics": "", "learningObjectives": {"a": 0.85}},
                {"id": "none", "name": "Lesson 3", "topics": "", "learningObjectives": {}},
            ],
        }
    ]
    some = [problem("p10"), problem("p2"), problem("q1")]
    for one, lesson in zip(some, ("one", "one", "two"), strict=True):
        one["data"] |= {"lessonId": lesson}
    arrived, report = read(packed(some, {"coursePlans.json": plans}))
    assert [one.key for one in questions(arrived)] == ["q1", "p2", "p10"]
    assert isinstance(arrived[0], About)
    assert (arrived[0].title, arrived[0].language) == ("Arithmetic", "es")
    assert ("lesson", "none", "No problem here belongs to it.") in left(report)


def test_a_lesson_is_found_by_its_skills_where_the_problem_names_none() -> None:
    plans = [{"courseName": "C", "lessons": [{"name": "L1", "learningObjectives": {"add": 0.8}}]}]
    one = problem()
    del one["data"]["lesson"], one["data"]["courseName"]
    arrived, _ = read(packed([one], {"coursePlans.json": plans, "skillModel.json": {"sum1a": ["add"]}}))
    assert questions(arrived)[0].section == ("C", "L1")


def test_placeholders_are_not_taken_for_fitted_parameters() -> None:
    rows = {name: {"probMastery": 0.1, "probTransit": 0.1, "probSlip": 0.1, "probGuess": 0.1} for name in "ab"}
    _, report = read(packed([problem()], {"bkt-params/default.json": rows}))
    ((what, _, why),) = left(report)
    assert what == "parameters"
    assert "placeholders" in why


def test_a_licence_that_a_problem_lacks_is_its_courses() -> None:
    one = problem()
    one["data"]["license"] = ""
    plans = [{"courseName": "Arithmetic", "courseLicense": "CC BY-SA 4.0", "lessons": []}]
    arrived, report = read(packed([one], {"coursePlans.json": plans}))
    origin = questions(arrived)[0].origin
    assert origin is not None
    assert origin.licence == "CC-BY-SA-4.0"
    assert any("names no licence" in sentence for _, sentence in report.changes["sum1"])


def test_pictures_come_and_missing_ones_are_told() -> None:
    one = problem(figures={"figure1.gif": GIF, "unused.gif": GIF})
    one["data"]["body"] = "Look:\\n##figure1.gif##\\nand ##figure2.gif"
    arrived, report = read(packed([one]))
    (media,) = [found for found in arrived if isinstance(found, Media)]
    assert media.data == GIF
    assert f"](media:{media.key})" in questions(arrived)[0].prompt
    assert {key for what, key, _ in left(report) if what == "picture"} == {"sum1/figure2.gif", "sum1/unused.gif"}


def test_variables_become_as_many_problems() -> None:
    one = problem()
    values = {"n": ["2", "3"], "double": ["4", "6"]}
    one["data"] |= {"body": "Take $$@{n}$$.", "variabilization": values}
    one["steps"]["sum1a"][0].update({"stepAnswer": ["@{double}"], "stepTitle": "Double it.", "variabilization": values})
    found = questions(read(packed([one]))[0])
    assert [question.key for question in found] == ["sum1#1", "sum1#2"]
    assert [question.prompt.split("\n")[-1] for question in found] == ["Take $2$.", "Take $3$."]
    assert [question.steps[0].fields["answer"] for question in found] == ["4", "6"]


def test_what_is_broken_is_told_and_the_rest_comes() -> None:
    good, odd, empty = problem("good1"), problem("odd1"), problem("empty1")
    empty["steps"]["empty1a"][0]["stepAnswer"] = ["$$$$"]
    odd["data"] = {"id": "odd1", "title": None, "body": 7, "oer": ["x"], "license": None}
    data = packed([good, odd, empty], {"content-pool/torn/torn.json": b'{"id": ', "stray.txt": b"?"})
    arrived, report = read(data)
    assert {one.key for one in questions(arrived)} == {"good1", "odd1"}
    told = {(what, key) for what, key, _ in left(report)}
    assert {("step", "empty1a"), ("item", "empty1"), ("item", "torn"), ("file", "stray.txt")} <= told


def test_a_name_that_stands_twice_keeps_both() -> None:
    one, other = packed([problem()]), packed([problem()], root="more/")
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as both:
        for data in (one, other):
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                for member in archive:
                    both.addfile(member, archive.extractfile(member))
    arrived, _ = read(out.getvalue())
    assert [one.key for one in questions(arrived)] == ["sum1", "sum1-2"]


@pytest.mark.parametrize("hints", [{}, "no list", [1, None, "x"], [{"title": 3, "text": ["y"]}], [[[]]]])
def test_hints_of_any_shape_do_no_harm(hints: Any) -> None:
    one = problem()
    one["steps"]["sum1a"] = (one["steps"]["sum1a"][0], hints)
    arrived, _ = read(packed([one]))
    assert questions(arrived)[0].steps[0].hints == ()


# -- hints


def test_scaffolds_ask_and_answer_and_help_follows_what_it_depends_on() -> None:
    entries = [
        {"id": "h2", "dependencies": ["h1"], "title": "Then", "text": "Second.", "type": "hint"},
        {
            "id": "h1",
            "dependencies": [],
            "title": "First",
            "text": "How many?",
            "type": "scaffold",
            "hintAnswer": ["$$2$$"],
            "choices": ["$$2$$", "$$3$$"],
            "subHints": [{"id": "s1", "dependencies": [], "title": "Look", "text": "Count them."}],
        },
    ]
    first, below, second = hints_of(entries, str)
    assert first.asks == "**First**\n\nHow many?\n\n- $2$\n- $3$"
    assert first.answer == "$2$"
    assert below.text == "**Look**\n\nCount them."
    assert second.text == "**Then**\n\nSecond."


def test_hints_in_a_circle_come_once_each() -> None:
    circle = [{"id": "a", "dependencies": ["b"], "text": "A"}, {"id": "b", "dependencies": ["a"], "text": "B"}]
    assert sorted(hint.text for hint in hints_of(circle, str)) == ["A", "B"]
    chain = [{"id": str(n), "dependencies": [str(n + 1)], "text": str(n)} for n in range(5_000)]
    assert len(hints_of(chain, str)) == 5_000


# -- words


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("It costs $5 and *more*.", r"It costs \$5 and \*more\*."),
        ("Solve $$x+1=2$$ for x", "Solve $x+1=2$ for x"),
        ("one\\ntwo", "one\n\ntwo"),
        ("$$a \\neq b$$", r"$a \neq b$"),
        ("$$9.5\\%$$ of 10% is $$50%$$", r"$9.5\%$ of 10% is $50\%$"),
        ("$$___$$ is a gap, ____ too", r"\_\_\_\_ is a gap, \_\_\_\_ too"),
        ("$$\\left(x\\right)=-\\operatorname{16}$$", r"$\left(x\right)=-16$"),
        ("<script>alert(1)</script>", r"\<script>alert(1)\</script>"),
        ("$$216{xy}^3$$", "$216x y^3$"),
        ("", ""),
        (None, ""),
        (7, ""),
    ],
)
def test_texts_are_markdown_that_reads_the_same(source: object, shown: str) -> None:
    assert markdown(source, str) == shown


def test_an_option_is_one_line() -> None:
    assert in_line("a\\nb  $$c$$", str) == "a b $c$"


# -- the real pool

POOL = Path(__file__).parents[4] / "shared" / "data" / "content" / "oatutor" / "oatutor-content.tgz"


@pytest.mark.skipif(not POOL.exists(), reason="OATutor's pool is not beside the repository: ../shared/data/content")
def test_the_first_problems_of_the_real_pool_are_all_gradable() -> None:
    report = Report(POOL.name)
    composer = Composer(report)
    composer.take_all(islice(READER.read(open_path(POOL), report), 200))
    composer.compose()
    assert report.steps > 200
    assert report.gradable == report.steps
    assert not [line for line in report.lines if line.fate == "left out" and line.what in ("item", "step")]
