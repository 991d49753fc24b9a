"""The input of every kind of step: complete without JavaScript, named, and filled again with what was typed."""

from __future__ import annotations

import importlib.util
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.interactions import Typed, Unread, interaction, kinds
from chiron.core.words import Json
from chiron.faces.web.page import environment

STEPS: dict[str, Json] = {
    "numeric": {"answer": 3, "unit": "cm", "variable": "x"},
    "expression": {"answer": "3x - 6", "variables": ["x"]},
    "working": {"start": "2(x + 3) = 14", "goal": "solve", "letters": ["x"]},
    "quantity": {"answer": 3, "unit": "cm", "variable": "x"},
    "solution-set": {"answer": "{-3, 3}"},
    "choice": {"options": [{"text": "$x > 1$", "right": True}, {"text": "<b>no</b>"}]},
    "multiple-choice": {"options": [{"text": "one", "right": True}, {"text": "two", "right": True}, {"text": "three"}]},
    "order": {"items": ["first", "second $x$", "third"], "first": "start", "last": "end"},
    "match": {"pairs": [{"left": "a", "right": "$1$"}, {"left": "b", "right": "2"}], "extra": ["3"]},
    "cloze": {
        "text": "Say [word], pick [one] and count [many].",
        "gaps": {"word": {"accept": ["hello"]}, "one": {"accept": ["a"], "bank": ["a", "b"]}, "many": {"answer": 3}},
    },
    "graph": {"points": [{"at": [2, -3], "label": "A"}, {"at": ["1/2", 4], "label": "$B$"}], "y": [-5, 5]},
    "table": {
        "corner": "$x$",
        "columns": ["$2x$", "parity"],
        "rows": [
            {"head": "1", "cells": [{"answer": 2}, {"accept": ["even"], "bank": ["even", "odd"]}]},
            {"head": "2", "cells": ["4", {"accept": ["even"]}]},
        ],
    },
    "labelling": {
        "drawing": (Path(__file__).parent / "drawings" / "plant-cell.svg").read_text("utf-8"),
        "targets": [
            {"id": "nucleus", "label": "nucleus", "description": "the round body at the upper left"},
            {"id": "chloroplast", "label": "$c$-plast", "description": "a green oval with lines in it"},
        ],
        "extra": ["mitochondrion"],
    },
    "text": {"accept": ["a word"]},
    "open": {"rubric": "Anything."},
    "short-text": {"context": "Why does the bulb go out?", "reference": ["There is a gap in the path."]},
    "code": {
        "function": "twice",
        "starter": "def twice(n):\n    ",
        "tests": [{"call": "twice(2)", "gives": "4"}, {"call": "twice(-1)", "gives": "-2", "hidden": True}],
        "answer": "def twice(n):\n    return 2 * n",
    },
}


class Page(HTMLParser):
    """The controls of a fragment and what names them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.controls: list[dict[str, str | None]] = []
        self.labels = set[str | None]()
        self.legends = 0
        self.chosen: list[tuple[str | None, str | None]] = []
        self._labels_open = 0
        self._select: str | None = None
        self.scripts = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.legends += tag == "legend"
        self.scripts += tag == "script" or any(name.startswith("on") for name in found)
        if tag == "label":
            self._labels_open += 1
            self.labels.add(found.get("for"))
        if tag in ("input", "select", "textarea"):
            self.controls.append({**found, "tag": tag, "inside": "yes" if self._labels_open else None})
        if tag == "select":
            self._select = found.get("name")
        if tag == "option" and "selected" in found:
            self.chosen.append((self._select, found.get("value")))
        if tag == "input" and "checked" in found:
            self.chosen.append((found.get("name"), found.get("value")))

    def handle_endtag(self, tag: str) -> None:
        self._labels_open -= tag == "label"


def made(kind: str) -> tuple[Json, Json]:
    """A task and its key."""
    found = interaction(kind)
    task, key = found.make(found.Spec.model_validate(STEPS[kind]), {}, Chance(5), Locale())
    return task, key


def near_signs(kind: str, **other: Json) -> list[str]:
    """The signs of inequality that stand beside the keys without a press on "more keys"."""
    names = {"task": made(kind)[0] | other, "typed": None, "step_label": "", "partial": False, "field_errors": {}}
    shown = environment.get_template(f"widgets/{kind}.html").render(names)
    return re.findall(r'data-insert=" (\S+) "', "".join(re.findall(r'class="near-keys".*?</div>', shown, re.DOTALL)))


def test_whoever_writes_an_inequality_finds_its_signs_at_once() -> None:
    signs = ["&lt;", ">", "≤", "≥"]
    assert near_signs("solution-set") == signs
    assert near_signs("working", goal="solve", start=["-2*x < 6"]) == signs
    assert near_signs("working", goal="solve", start=["-2*x = 6"]) == []


def rendered(kind: str, task: Json, typed: Typed | None = None, **errors: str) -> Page:
    """The widget as a page shows it."""
    names: dict[str, Any] = {
        "task": task, "typed": typed, "step_label": "Your answer", "partial": False,
        "field_errors": {name.replace("__", "."): words for name, words in errors.items()},
    }  # fmt: skip
    return Page(environment.get_template(f"widgets/{kind}.html").render(names))


def test_a_drawing_beside_an_answer_has_the_numbers_and_what_they_point_at() -> None:
    task, _key = made("labelling")
    source = '{% from "parts/labels.html" import numbered with context %}{{ numbered(task) }}'
    shown = environment.from_string(source).render({"task": task})
    assert shown.count('class="at-number"') == len(task["targets"]) == 2
    assert "<svg" in shown
    assert 'role="img" aria-label="1: the round body at the upper left; 2: a green oval with lines in it"' in shown
    assert not Page(shown).controls, "nothing can be answered there"


def test_every_kind_has_a_step_here() -> None:
    assert set(STEPS) >= {kind for kind in kinds() if interaction(kind).home.startswith("chiron.")}


@pytest.mark.parametrize("kind", STEPS)
def test_every_control_has_a_name_and_a_field(kind: str) -> None:
    task, _ = made(kind)
    page = rendered(kind, task)
    assert page.controls
    assert not page.scripts
    for control in page.controls:
        named = control.get("aria-label") or control["inside"] or control.get("id") in page.labels
        assert named, control
        assert (control.get("name") or "").split(".")[0] == "answer"


@pytest.mark.parametrize("kind", [kind for kind in STEPS if kind not in ("open", "short-text", "code")])
def test_what_was_typed_is_there_again(kind: str) -> None:
    found = interaction(kind)
    task, key = made(kind)
    right = found.right(task, key)
    assert right is not None
    page = rendered(kind, task, found.typed(found.read(task, right)))
    fields: dict[str, list[str]] = {}
    for control in page.controls:
        if control["tag"] == "input" and control.get("type") not in ("radio", "checkbox"):
            fields.setdefault(str(control["name"]), []).append(str(control["value"]))
    for name, value in page.chosen:
        fields.setdefault(str(name), []).append(str(value))
    if kind == "order":
        # Its places are options without a value, which the parser shows as None.
        assert set(fields) == set(right)
        return
    assert {name: sorted(values) for name, values in fields.items()} == {n: sorted(v) for n, v in right.items()}


@pytest.mark.parametrize("kind", STEPS)
def test_the_key_is_not_on_the_page(kind: str) -> None:
    file = importlib.util.find_spec(interaction(kind).home)
    assert file is not None
    assert file.origin is not None
    assert "key" not in (Path(file.origin).parent / "widget.html").read_text("utf-8")


def test_a_text_with_gaps_keeps_its_paragraphs() -> None:
    found = interaction("cloze")
    spec = found.Spec.model_validate(
        {
            "text": "Plants make [sugar].\n\nThey need *light*\nand water.\n \n[who] breathe it in.",
            "gaps": {"sugar": {"accept": ["sugar"]}, "who": {"accept": ["Animals"]}},
        }
    )
    task, _ = found.make(spec, {}, Chance(1), Locale())
    names = {"task": task, "typed": None, "step_label": "", "partial": False, "field_errors": {}}
    html = environment.get_template("widgets/cloze.html").render(names)
    paragraphs = re.findall(r"<p>(.*?)</p>", html[html.index("cloze") :], re.DOTALL)
    assert [re.sub(r"<input[^>]*>", "___", each).strip() for each in paragraphs] == [
        "Plants make ___.",
        "They need <em>light</em> and water.",
        "___ breathe it in.",
    ]


def test_authors_html_is_text() -> None:
    task, _ = made("choice")
    html = environment.get_template("widgets/choice.html").render(
        task=task, typed=None, step_label="Your answer", partial=False, field_errors={}
    )
    assert "<b>no</b>" not in html
    assert "&lt;b&gt;no&lt;/b&gt;" in html


def test_an_order_that_nobody_touched_is_asked_about_first() -> None:
    found = interaction("order")
    task, _ = made("order")
    shown = {f"answer.{item['id']}": [str(place)] for place, item in enumerate(task["items"], 1)}
    with pytest.raises(Unread) as unread:
        found.read(task, shown)
    assert unread.value.field == "answer.same"
    asked = rendered("order", task, shown, answer__same=unread.value.message)
    assert [each["type"] for each in asked.controls if each.get("name") == "answer.same"] == ["checkbox"]
    assert not [each for each in rendered("order", task).controls if each.get("name") == "answer.same"]
    meant = found.read(task, {**shown, "answer.same": ["yes"]})
    assert meant["order"] == [item["id"] for item in task["items"]]
    assert found.read(task, found.typed(meant)) == meant
    # Who moved anything is not asked, and a program that names the order has said it.
    first, second, *rest = meant["order"]
    moved = found.typed({"order": [second, first, *rest]})
    assert found.read(task, moved) == {"order": [second, first, *rest]}
    assert found.read(task, {"answer": meant["order"]}) == {"order": meant["order"]}
