"""The quick way to set a sentence and the reader of Markdown give the same HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from chiron.core.learning.generate import generate
from chiron.engine.library.reading import read_course
from chiron.faces.web import maths
from chiron.faces.web.markdown import _READER
from chiron.faces.web.prose import plain_block, plain_line
from chiron.main.samples import sample_courses

ODD = (
    "1. One\n2. Two $x$.\n3. Three.\n",
    "2. Two\n3. Three",
    "1. One\n\n2. Two",
    "1. One\n1. One",
    "1.  Two spaces",
    "1. 2. Nested",
    "1. - Nested",
    "1.One",
    "10. Ten",
    "A line\nand another",
    "A line\n\nand another",
    "  Indented",
    "    Code",
    "# Head",
    "A - dash",
    "- item",
    "+ item",
    "a +- b",
    "wait...",
    "wait..",
    "what??",
    "(c) me",
    "(tm) me",
    "(a) me",
    "a, b,, c",
    "*bold*",
    "_bold_",
    "`code`",
    "<b>",
    "a < b",
    "&amp;",
    "a\\b",
    "[a](b)",
    "a | b",
    "| a |\n|---|",
    "it's",
    'say "so"',
    "5 > 3",
    "Head\n===",
    "Head\n---",
    "==",
    "a  ",
    " a",
    "",
    "$x$",
    "$ x$",
    "$x $",
    "$x$2",
    "$x$$y$",
    "$$x$$",
    "\\$3 and \\$4",
    "$3",
    "$a\\$b$",
    "cost $3 and $4",
    "$x^2$ is $\\frac{1}{2}$",
    "$a$ $b$",
    "http://example.org/a",
    "~~no~~",
    "100 %",
    "½ ä ß 漢",
    "a\tb",
    "a\u00a0b",
    "a\u200fb",
)


def texts() -> Iterator[str]:
    """What learners read, of every sample course."""
    for course in map(read_course, sample_courses()):
        for skill, template in course.templates:
            for seed in (1, 2):
                item = generate(course, skill, template, seed)
                yield from (item.prompt, item.solution)
                for step in item.steps:
                    yield from (step.prompt, step.solution, *(text for _, text in step.hints))


def test_sentences_are_set_as_the_reader_sets_them() -> None:
    quick = 0
    seen = set(texts()) | set(ODD)
    for text in seen:
        line, block = " ".join(text.split()), plain_block(text)
        assert plain_line(line) in (None, _READER.renderInline(line, {})), text
        assert block in (None, _READER.render(text, {"heading": 2})), text
        quick += block is not None
    assert quick > len(seen) / 2


def test_rows_of_signs_are_set_as_the_reader_sets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = (
        "-3",
        "+ 3",
        "(-3)",
        "3 - -2",
        "=-2",
        "2(-x)",
        "x-(3)",
        "1.5.2",
        "5 > 3",
        "-",
        "--",
        "()",
        "1 .5",
        "ab",
        "a\\timesb",
        ")-(",
    )
    formulas = {found for text in texts() for found in re.findall(r"\$([^$]+)\$", text)} | set(odd)
    quick = {formula: maths.mathml.__wrapped__(formula) for formula in formulas if maths._row(formula.strip())}
    assert len(quick) > len(formulas) / 2
    monkeypatch.setattr(maths, "_row", lambda _: None)
    for formula, html in quick.items():
        assert html == maths.mathml.__wrapped__(formula), formula
