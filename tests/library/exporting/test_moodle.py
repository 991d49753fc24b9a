"""Moodle XML and GIFT: written, read again by Chiron's own readers, and nothing is changed but what is listed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from benchmarks.importing_moodle import made_once
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chiron.core.learning.course import Locale, Template
from chiron.engine.library.exporting import gift as to_gift
from chiron.engine.library.exporting import moodle as to_moodle
from chiron.engine.library.exporting.exported import Exported, Left
from chiron.engine.library.exporting.fixed import Fixed, fixed_items, fixed_steps, whole_forms
from chiron.engine.library.exporting.gift import NO_HINTS
from chiron.engine.library.exporting.moodle_texts import words_of
from chiron.engine.library.importing.arriving import Media, Question
from chiron.engine.library.importing.formats import gift, moodle
from chiron.engine.library.importing.texts import in_one_line, plain
from chiron.engine.library.reading import read_course
from tests.library.importing.fakes import composed, templates
from tests.library.importing.moodle_fakes import arrivals

CELL = Path(__file__).parents[3] / "courses" / "the-living-cell"
ENGLISH = Locale()


def again(question: Question, locale: Locale) -> Fixed:
    """What is composed of a question that was read, as a fixed question again."""
    made, report = composed(question)
    (template,) = [one for _, one in templates(made)] or [pytest.fail(str(report.lines))]
    item = made_once(template, locale)
    (found,) = fixed_steps(item, Template.model_validate(template), question.key, ("", ""))
    assert isinstance(found, Fixed)
    return found


def compared(one: Fixed, prompt: str) -> list[Any]:
    """What must be the same: kind, fields, all that is read above the answer, hints and solution."""
    fields = dict(one.fields)
    above = "\n\n".join(part for part in (prompt, str(fields.pop("text", ""))) if part)
    for name in ("options", "extra"):
        if name in fields:
            fields[name] = sorted(fields[name], key=str)
    return [one.kind, fields, in_one_line(above), one.hints, one.solution]


def differences(every: list[Fixed], exported: Exported, format_: Any, locale: Locale = ENGLISH) -> Iterator[str]:
    """Every question that comes back otherwise without being listed; GIFT's hints are."""
    hintless = format_ is gift
    listed = {left.key for left in (*exported.left, *exported.changed) if left.why != NO_HINTS}
    name = "q.gift" if hintless else "q.xml"
    found = {each.key: each for each in arrivals(format_.READER, exported.data, name)[0] if isinstance(each, Question)}
    for one in every:
        if one.key in listed:
            continue
        if one.key not in found:
            yield f"{one.key} is missing"
            continue
        question = found[one.key]
        back = again(question, locale)
        was = compared(one, "\n\n".join(part for part in (one.prompt, one.asks) if part))
        now = compared(
            back, question.prompt.replace("\n\n![", "\n\n").partition("](media:")[0] if one.drawing else question.prompt
        )
        if one.drawing:
            was[2] = in_one_line(f"{was[2]} {one.described}")
        # As they were read: composing takes a hint that gives the answer away for the solution.
        now[3] = tuple(hint.text for hint in question.steps[0].hints)
        if hintless:
            was[3] = now[3] = ()
        yield from (
            f"{one.key}: {left!r} became {right!r}" for left, right in zip(was, now, strict=True) if left != right
        )


@cache
def cell() -> tuple[list[Fixed | Left], Locale]:
    course = read_course(CELL)
    return list(fixed_items(course, 1)), course.locale


@pytest.mark.parametrize(("writer", "format_"), [(to_moodle, moodle), (to_gift, gift)], ids=["moodle", "gift"])
def test_a_whole_course_comes_back(writer: Any, format_: Any) -> None:
    every, locale = cell()
    exported = writer.written(every)
    whole = [one for one in every if isinstance(one, Fixed)]
    assert exported.count > 150
    assert {left.key for left in every if isinstance(left, Left)} <= {left.key for left in exported.left}
    assert list(differences(whole, exported, format_, locale)) == []


SIGNS = "ab1 é(){}~=#:\\*_[]<>&@$-|\"'%/.,!"
WORDS = st.text(alphabet=SIGNS, min_size=1, max_size=12).map(lambda text: in_one_line(f"w{text}v"))
TEXTS = st.lists(
    WORDS.map(plain) | st.sampled_from(["$x^2$", r"$\{1, 2\}$", r"$\frac{a_1}{b}$", "**bold**", r"$a \\ b$", "$$y$$"]),
    min_size=1,
    max_size=4,
).map(" ".join)
FEEDBACK = st.just("") | TEXTS
NUMBERS = st.integers(-10_000, 10_000).map(lambda n: Fraction(n, 100))


def fixed(kind: str, fields: dict[str, Any], prompt: str, solution: str, hints: list[str]) -> Fixed:
    return Fixed("k/t/1", "t 1", ("Unit", "Skill"), prompt, "", kind, fields, tuple(hints), solution)


@st.composite
def options(draw: Any, kind: str) -> dict[str, Any]:
    texts = draw(st.lists(TEXTS, min_size=2, max_size=8, unique=True))
    right = {0} if kind == "choice" else set(draw(st.lists(st.integers(0, len(texts) - 1), min_size=1)))
    made: list[dict[str, Any]] = []
    for number, text in enumerate(texts):
        told = draw(FEEDBACK)
        made.append({"text": text} | ({"right": True} if number in right else {"feedback": told} if told else {}))
    return {"options": made}


@st.composite
def words(draw: Any) -> dict[str, Any]:
    forms = draw(st.lists(WORDS, min_size=2, max_size=5, unique_by=str.casefold))
    told = draw(TEXTS)
    return {"accept": sorted(forms[:-1]), "wrong": [{"text": forms[-1], "feedback": told}]}


@st.composite
def numbers(draw: Any) -> dict[str, Any]:
    answer, off = draw(NUMBERS), abs(draw(NUMBERS)) / 10
    wrong = {"answer": answer + off + 1, "feedback": draw(TEXTS)}
    return {"answer": answer} | ({"tolerance": off} if off else {}) | {"wrong": [wrong]}


@st.composite
def pairs(draw: Any) -> dict[str, Any]:
    lefts = draw(st.lists(TEXTS, min_size=2, max_size=6, unique=True))
    rights = draw(st.lists(WORDS.map(plain), min_size=len(lefts) + 1, max_size=len(lefts) + 1, unique=True))
    every = [{"left": left, "right": right} for left, right in zip(lefts, rights, strict=False)]
    return {"pairs": every, "extra": rights[len(lefts) :]}


QUESTIONS = st.one_of(
    *(st.tuples(st.just(kind), options(kind)) for kind in ("choice", "multiple-choice")),
    st.tuples(st.just("text"), words()),
    st.tuples(st.just("numeric"), numbers()),
    st.tuples(st.just("match"), pairs()),
    st.tuples(
        st.just("order"), st.lists(TEXTS, min_size=2, max_size=8, unique=True).map(lambda items: {"items": items})
    ),
)


@pytest.mark.parametrize(("writer", "format_"), [(to_moodle, moodle), (to_gift, gift)], ids=["moodle", "gift"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(question=QUESTIONS, prompt=TEXTS, solution=TEXTS, hints=st.lists(TEXTS, max_size=2))
def test_whatever_stands_in_it_comes_back(
    writer: Any, format_: Any, question: Any, prompt: str, solution: str, hints: list[str]
) -> None:
    one = fixed(*question, prompt, solution, hints)
    exported = writer.written([one])
    assert exported.count + len(exported.left) == 1
    if exported.count:
        assert list(differences([one], exported, format_)) == []


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=4, unique_by=str.casefold), TEXTS, NUMBERS)
def test_gaps_come_back(some: list[str], told: str, number: Fraction) -> None:
    gaps = {
        "gap-1": {"accept": some[:1], "wrong": [{"text": some[1], "feedback": told}]},
        "gap-2": {"bank": sorted(some), "accept": some[:1], "wrong": [{"text": some[1], "feedback": told}]},
        "gap-3": {"answer": number},
    }
    one = fixed("cloze", {"text": "One [gap-1], *two* [gap-2] and [gap-3].", "gaps": gaps}, "Fill.", "So.", [])
    exported = to_moodle.written([one])
    assert list(differences([one], exported, moodle)) == []


def test_what_cannot_be_held_is_listed() -> None:
    drawn = Fixed(
        "a", "a", ("U", "S"), "See.", "", "numeric", {"answer": Fraction(1, 3)}, (), "So.", (), "<svg></svg>", "A line"
    )
    exported = to_moodle.written([drawn, Left("b", "No place for it.")])
    assert [left.key for left in exported.left] == ["b"]
    assert "rounded" in exported.changed[0].why
    found = arrivals(moodle.READER, exported.data, "q.xml")[0]
    assert [each.data for each in found if isinstance(each, Media)] == [
        b'<svg xmlns="http://www.w3.org/2000/svg"></svg>'
    ]
    assert found[-1].steps[0].fields["tolerance"] == "0.0007"
    assert [left.why for left in to_gift.written([drawn]).left] == [
        "GIFT holds no pictures, and its problem shows one."
    ]


def test_files_that_texts_show_go_along() -> None:
    one = fixed("numeric", {"answer": Fraction(2)}, "![A cell](media/cell.png)", "So.", [])
    exported = to_moodle.written([one], {"cell.png": b"png"}.get)
    media, question = arrivals(moodle.READER, exported.data, "q.xml")[0][1:]
    assert (media.data, question.prompt) == (b"png", f"![A cell](media:{media.key})")
    assert to_moodle.written([one]).changed[0].why == "A file that its text shows is missing."


def test_forms_by_themselves() -> None:
    assert whole_forms("(the) cell (wall)") == ["the cell wall", "the cell", "cell wall", "cell"]
    assert whole_forms(r"f\(x\)") == ["f(x)"]
    assert words_of(r"a \* b") == "a * b"
    assert words_of("$x$ < y") == r"\(x\) &lt; y"
    assert words_of("**b**") is None
