"""OATutor's content: what of it arrives, in which kind, and which answers its keys take."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from chiron.engine.library.importing.arriving import About, Media, Question
from chiron.engine.library.importing.composing import Composer
from chiron.engine.library.importing.formats.oatutor import READER
from chiron.engine.library.importing.formats.oatutor.choices import choice_key
from chiron.engine.library.importing.formats.oatutor.context import context_of
from chiron.engine.library.importing.formats.oatutor.helping import hints_of
from chiron.engine.library.importing.formats.oatutor.keys import Key, key_of
from chiron.engine.library.importing.formats.oatutor.matrices import matrix
from chiron.engine.library.importing.formats.oatutor.plans import licence_of, source_of
from chiron.engine.library.importing.formats.oatutor.pool import natural
from chiron.engine.library.importing.formats.oatutor.proof import Proof, made, proved
from chiron.engine.library.importing.formats.oatutor.wording import in_line, markdown
from chiron.engine.library.importing.opening import Unusable, open_bytes, open_path
from chiron.engine.library.importing.reporting import Report

GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def keyed(answer: str, asked: str = "", kind: str = "arithmetic", latex: str = "", title: str = "") -> Key:
    """The key of a text box."""
    return key_of([answer], kind, latex, context_of({"title": title}, {"stepTitle": asked}))


def said(key: Key, *typed: str) -> list[str]:
    """What the grader says of answers typed one after the other."""
    return [proved(key.kind, key.fields, {"answer": text}).value for text in typed]


# -- a pool of our own


def problem(name: str = "sum1", **changed: Any) -> dict[str, Any]:
    """A problem with one step and one hint, as its files hold it."""
    step = {
        "id": f"{name}a",
        "stepAnswer": ["$$\\frac{3}{4}$$"],
        "problemType": "TextBox",
        "stepTitle": "Add $$\\frac{1}{2}$$ and $$\\frac{1}{4}$$.",
        "stepBody": "",
        "answerType": "arithmetic",
        "variabilization": {},
    }
    hint = {"id": f"{name}a-h1", "type": "hint", "dependencies": [], "title": "Same parts", "text": "Make quarters."}
    data = {
        "id": name,
        "title": "Sums",
        "body": "Two jugs of water.",
        "variabilization": {},
        "oer": "https://example.org/book <A Book>",
        "license": "https://creativecommons.org/licenses/by/4.0/ <CC BY 4.0>",
        "lesson": "1.1 Adding",
        "courseName": "Arithmetic",
    }
    return {"data": data, "steps": {f"{name}a": (step, [hint])}, "figures": {}} | changed


def packed(problems: Iterable[Mapping[str, Any]], beside: Mapping[str, Any] | None = None, root: str = "") -> bytes:
    """A tgz of a pool."""
    files: dict[str, bytes] = {}
    for one in problems:
        name = one["data"]["id"]
        base = f"{root}content-pool/{name}"
        files[f"{base}/{name}.json"] = json.dumps(one["data"]).encode()
        for step, (data, hints) in one["steps"].items():
            files[f"{base}/steps/{step}/{step}.json"] = json.dumps(data).encode()
            path = f"{base}/steps/{step}/tutoring/{step}DefaultPathway.json"
            files[path] = json.dumps(hints).encode()
        for figure, content in one["figures"].items():
            files[f"{base}/figures/{figure}"] = content
    for name, value in (beside or {}).items():
        files[f"{root}{name}"] = value if isinstance(value, bytes) else json.dumps(value).encode()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def read(data: bytes) -> tuple[list[Any], Report]:
    """Everything that arrives, and the report."""
    report = Report("pool.tgz")
    arrived = list(READER.read(open_bytes("pool.tgz", data), report))
    return arrived, report


def questions(arrived: list[Any]) -> list[Question]:
    """The questions among what arrived."""
    return [one for one in arrived if isinstance(one, Question)]


def left(report: Report) -> list[tuple[str, str, str]]:
    """(what, key, why) of what did not come."""
    return [(line.what, line.key, line.why) for line in report.lines if line.fate == "left out"]


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


# -- keys


def test_numbers_are_compared_as_numbers_and_shown_as_they_are_written() -> None:
    key = keyed("$$-17.03$$")
    assert key.kind == "numeric"
    assert said(key, "-17.03", "-17.030", "17.03", "-16.03") == ["right", "right", "wrong", "wrong"]
    inter, task, answer = made(key.kind, key.fields) or (None, None, None)
    assert inter.answer(task, answer) == "$-17.03$"


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("$$7.158\\times{10}^9$$", ["7.158*10^9", "7.158e9", "7158000000", "7.158\\times10^{9}"]),
        ("$$9.4\\times{10}^{-13}$$", ["9.4*10^-13", "9.4 x 10^-13"]),
        ("$$2.4\\times{10}^{22}$$", ["2.4*10^22"]),
        ("$$1.5$$ * $${10}^4$$", ["15000", "1.5 \\times {10}^4"]),
        ("$$4\\ln\\left(x\\right)-\\ln\\left(7\\right)$$", ["4ln(x)-ln(7)", "ln(x^4)-ln 7"]),
        ("$$2\\sqrt[3]{4x}$$", ["2∛(4x)", "2(4x)^(1/3)"]),
        ("$$216{xy}^3$$", ["216xy^3", "216 x y^3"]),
        ("$$f(x)=\\left(x-6\\right)^2-4$$", ["f(x) = (x-6)^2-4", "(x-6)^2-4", "y=(x-6)^2 - 4"]),
        ("$$21{x'}^2+4x'-4\\sqrt{3} y'-6=0$$", ["21x'^2+4x'-4sqrt(3)y'-6=0", "21x′^2 + 4x′ - 4√3 y′ = 6"]),
        ("$$y=\\pm \\left(\\frac{2}{9}\\right) x$$", ["y=±(2/9)x", "y = ± 2x/9"]),
    ],
)
def test_what_says_the_same_is_right(answer: str, typed: list[str]) -> None:
    assert set(said(keyed(answer), *typed)) == {"right"}


def test_one_letter_alone_is_a_number_or_an_equation_as_the_words_ask() -> None:
    solved = keyed("$$x=\\frac{2}{7}$$", "Solve $$7x=2$$")
    assert solved.kind == "numeric"
    assert said(solved, "x=2/7", "2/7", "x=7/2") == ["right", "right", "wrong"]
    line = keyed("$$x=4$$", "Find the directrix.")
    assert line.kind == "expression"
    assert said(line, "x=4", "4") == ["right", "unread"]


def test_several_solutions_have_no_order_unless_one_is_asked_for() -> None:
    roots = keyed("2/3, -1/2", "$$2+z=6z^2$$", "string")
    assert roots.kind == "solution-set"
    assert said(roots, "-1/2, 2/3", "2/3", "z=2/3 or z=-1/2") == ["right", "partly", "right"]
    sizes = keyed("14,12", "Find the length and width (enter the answer as x,y).", "string")
    assert sizes.kind == "cloze"
    typed = {"answer.value1": "14", "answer.value2": "12"}
    assert proved(sizes.kind, sizes.fields, typed) is Proof.RIGHT
    assert proved(sizes.kind, sizes.fields, {"answer.value1": "12", "answer.value2": "14"}) is not Proof.RIGHT
    assert keyed("42,136", "Find the numbers.", "string").kind == "solution-set"
    assert keyed("2,2,3", "Factor $$12$$.", "string").kind == "cloze", "a set holds nothing twice"


def test_points_and_intervals_are_told_apart_by_what_is_asked() -> None:
    point = keyed("(3/2,1)", "$$2x+3y=6$$", "string")
    assert said(point, "(1.5, 1)", "(1, 1.5)", "x=3/2 and y=1") == ["right", "wrong", "right"]
    interval = keyed("(-5,2)", "$$|2x+3|<7$$", "string")
    assert said(interval, "(-5,2)", "-5 < x < 2", "[-5,2]") == ["right", "right", "partly"]
    assert said(keyed("[0,inf)", "Find the range.", "string"), "[0, oo)", "x >= 0") == ["right", "right"]
    many = keyed("(0,6), (-6,0), (-1,0)", "Find the intercepts.", "string")
    assert said(many, "(-6,0), (-1,0), (0,6)", "(0,6)") == ["right", "wrong"]


def test_none_is_a_solution_only_where_solutions_are_asked_for() -> None:
    assert said(keyed("DNE", "Solve $$\\sqrt{x}=-2$$", "string"), "DNE", "no solution", "none") == ["right"] * 3
    assert keyed("DNE", "What is the intercept?", "string").kind == "text"


def test_money_and_percentages_keep_their_sign() -> None:
    assert said(keyed("$1.79", "What does it cost?", "string"), "$1.79", "1.79 $", "$1.78") == [
        "right",
        "right",
        "wrong",
    ]
    assert said(keyed("0.12%", "In percent", "string"), "0.12%", "12%") == ["right", "wrong"]


def test_lines_of_a_program_are_compared_as_texts_with_their_brackets() -> None:
    key = keyed('make_array("a", np.mean(x))', "Blank 1", "string")
    assert key.kind == "text"
    assert said(key, 'make_array("a", np.mean(x))', 'make_array("a",np.mean(x))', "make_array") == [
        "right",
        "right",
        "person",
    ]
    assert keyed("group", "Blank 2", "string").kind == "text"
    assert keyed("N", "Is it geometric?", "string").kind == "text"
    assert keyed("num_evens=num_evens+1", "Blank", "string").kind == "text"


def test_a_matrix_is_a_table_of_its_entries() -> None:
    key = keyed("$$(-4/7)\\begin{bmatrix} \\frac{7}{2} & 1 \\\\ 0 & a+b \\end{bmatrix}$$")
    assert key.kind == "table"
    plain = keyed("$$\\begin{bmatrix} 1 & -\\frac{1}{2} \\\\ 0 & 3 \\end{bmatrix}$$")
    assert proved(plain.kind, plain.fields, plain.typed) is Proof.RIGHT
    assert proved(plain.kind, plain.fields, {**plain.typed, "answer.r1c2": "1/2"}) is not Proof.RIGHT
    assert matrix("\\begin{bmatrix} 1 & 2 \\\\ 3 \\end{bmatrix}") is None, "rows of different lengths"
    assert matrix("x+1") is None


def test_a_form_is_asked_for_where_the_words_do_and_the_answer_has_it() -> None:
    factored = keyed("$$\\left(x-2\\right)\\left(x-6\\right)$$", "$$x^2-8x+12$$", title="Factor the trinomial")
    assert said(factored, "(x-6)(x-2)", "x^2-8x+12", "(x-2)(x+6)") == ["right", "partly", "wrong"]
    # The words say factor, but the source's own answer is not: nothing is asked of its form.
    kept = keyed("$$x^2-8x+12$$", "$$y$$", title="A factor")
    assert "form" not in kept.fields


def test_what_the_step_shows_typed_again_is_no_answer() -> None:
    power = keyed("$$y^{\\frac{1}{3}}$$", "Write with a rational exponent: $$\\sqrt[3]{y}$$")
    assert said(power, "y^(1/3)", "∛y", "y^3") == ["right", "partly", "wrong"]
    sums = keyed("$$2x^3+7x^2-4x$$", "$$2x^3+5x^2-x+2x^2-3x$$", title="Adding Polynomials")
    assert said(sums, "2x^3+7x^2-4x", "2x^3+5x^2-x+2x^2-3x") == ["right", "partly"]


def test_what_could_mean_two_things_is_read_as_the_source_shows_it() -> None:
    key = keyed("p(p-4)/2(p-9)", "Divide.", "string", r"$$\frac{p\left(p-4\right)}{2\left(p-9\right)}$$")
    assert said(key, "(p(p-4))/(2(p-9))", "p(p-4)/2*(p-9)") == ["right", "wrong"]
    assert said(key, "p(p-4)/2(p-9)") == ["unread"], "asked which is meant, never marked wrong"


@pytest.mark.parametrize("answer", ["(3+sqrt(17)/4, (3-sqrt(17)/4", "Not a parabola", "@", "\\", "☃" * 600])
def test_whatever_cannot_be_read_is_an_accepted_text(answer: str) -> None:
    key = keyed(answer, "?", "string")
    assert key.kind == "text"
    assert made(key.kind, key.fields) is not None or len(answer) > 500


# -- choices


def test_a_choice_has_its_one_right_option() -> None:
    key = choice_key(["$$2$$"], ["$$1$$", "$$2$$", "$$ 2 $$"], str)
    assert key is not None
    assert key.fields["options"] == [{"text": "$1$"}, {"text": "$2$", "right": True}]
    assert any("same" in sentence for sentence in key.told)


def test_an_answer_that_is_no_choice_is_added() -> None:
    key = choice_key(["yes"], ["no", "perhaps"], str)
    assert key is not None
    assert {"text": "yes", "right": True} in key.fields["options"]
    assert any("not among" in sentence for sentence in key.told)


def test_options_worth_the_same_are_about_their_form() -> None:
    key = choice_key(["$$2(x+1)$$"], ["$$2(x+1)$$", "$$2x+2$$", "$$2x+1$$"], str)
    other = choice_key(["$$2x+2$$"], ["$$2x+2$$", "$$2x+1$$"], str)
    assert key is not None
    assert other is not None
    assert key.fields["form_matters"] is True
    assert "form_matters" not in other.fields


def test_several_answers_are_picked_together_and_too_many_options_told() -> None:
    several = choice_key(["a", "b"], ["a", "b", "c"], str)
    assert several is not None
    assert several.kind == "multiple-choice"
    many = choice_key(["x"], [*map(str, range(20)), "x"], str)
    assert many is not None
    assert len(many.fields["options"]) == 12
    assert {"text": "x", "right": True} in many.fields["options"]
    assert choice_key(["a"], ["a"], str) is None, "one option is no choice"


def test_options_about_the_others_stay_in_their_order() -> None:
    key = choice_key(["All of the above"], ["a", "b", "All of the above"], str)
    assert key is not None
    assert key.fields["shuffle"] is False


# -- names


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("https://creativecommons.org/licenses/by/4.0/ <CC BY 4.0>", "CC-BY-4.0"),
        ("https://creativecommons.org/licenses/by-nc-sa/3.0/", "CC-BY-NC-SA-3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("https://example.org <House rules>", "House rules"),
        ("", ""),
    ],
)
def test_licences_are_named_as_spdx_names_them(text: str, licence: str) -> None:
    assert licence_of(text) == licence


def test_a_source_is_an_address_with_a_name() -> None:
    assert source_of("https://openstax.org/x <OpenStax: Algebra>") == ("OpenStax: Algebra", "https://openstax.org/x")
    assert source_of("openai") == ("openai", "")
    assert source_of("") == ("", "")


def test_numbers_in_names_count() -> None:
    assert sorted(["p10", "p2", "p1a"], key=natural) == ["p1a", "p2", "p10"]


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
