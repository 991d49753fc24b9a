"""Items of a course as fixed questions, as other systems hold them: values drawn, formulas worked out, texts filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from chiron.core.learning.course import Course, Template
from chiron.core.learning.exact import FormulaError
from chiron.core.learning.generate import CannotGenerate, Item, ItemStep, generate
from chiron.core.learning.interactions.one_number import half_step
from chiron.core.words import Json
from chiron.engine.library.exporting.exported import Left

Fields = dict[str, Json]
_PLAIN_FORM = "any"


@dataclass(frozen=True, slots=True)
class Fixed:
    """One question with its answer. ``fields`` are those of its kind with every value put in, texts with plain ``@``;
    ``changed`` says what of its checker these fields do not hold.
    """

    key: str
    title: str
    section: tuple[str, str]
    prompt: str
    asks: str
    """What to do in this step."""
    kind: str
    fields: Fields
    hints: tuple[str, ...]
    solution: str
    changed: tuple[str, ...] = ()
    drawing: str = ""
    """Markup of the picture that the problem shows; ``described`` tells it in words."""
    described: str = ""


def fixed_items(course: Course, seeds: int) -> Iterator[Fixed | Left]:
    """Every step of so many items of each template, in the order of the course; one where nothing is drawn."""
    for unit in course.units:
        for skill in unit.skills:
            for template in skill.templates:
                for seed in range(seeds if template.parameters else 1):
                    key = f"{skill.id}/{template.id}/{seed + 1}"
                    try:
                        item = generate(course, skill.id, template.id, seed)
                    except (CannotGenerate, FormulaError) as error:
                        yield Left(key, error.message)
                        continue
                    yield from fixed_steps(item, template, key, (unit.title, skill.title))


def fixed_steps(item: Item, template: Template, key: str, section: tuple[str, str]) -> Iterator[Fixed | Left]:
    """Every step of an item; ``key`` names the item."""
    for number, step in enumerate(item.steps, 1):
        many = len(item.steps) > 1
        name = f"{key}/{step.id}" if many else key
        maker = MAKERS.get(step.kind)
        if maker is None:
            yield Left(name, f"Other systems have no question that is checked like {step.kind}.")
            continue
        found = maker(step)
        if isinstance(found, str):
            yield Left(name, found)
            continue
        fields, changed = found
        title = template.id.replace("-", " ")
        yield Fixed(
            key=name,
            title=f"{title} {key.rpartition('/')[2]}" + (f" ({number})" if many else ""),
            section=section,
            prompt=item.prompt.strip(),
            asks=step.prompt.strip(),
            kind="open" if step.kind == "short-text" else step.kind,
            fields=fields,
            hints=tuple(text.strip() for _, text in step.hints),
            solution=(step.solution if many else item.solution).strip(),
            changed=tuple(changed),
            drawing=item.picture.markup if item.picture else "",
            described=item.picture.alt if item.picture else "",
        )


Made = tuple[Fields, list[str]] | str
"""The fields and what they do not hold; or why there are none."""


def said(key: Json, entry: Mapping[str, Json] | None) -> str:
    """What is said of a wrong answer: its own words, else those of the wrong idea that it shows."""
    if not entry:
        return ""
    own = entry.get("feedback")
    named = key.get("misconceptions", {}).get(entry.get("misconception"), "")
    return str(own or named or "")


def _options(step: ItemStep) -> Made:
    options: list[Json] = []
    for one in step.task["options"]:
        made: Fields = {"text": one["text"]}
        if one["id"] in step.key["right"]:
            made["right"] = True
        elif told := said(step.key, step.key["wrong"].get(one["id"])):
            made["feedback"] = told
        options.append(made)
    return {"options": options}, []


def _words(step: ItemStep) -> Made:
    return _word_fields(step.key, step.key), []


def _word_fields(key: Json, whole: Json) -> Fields:
    """Every form by itself, without words that may be left out; what is wrong in the order of the alphabet."""
    accept = list(dict.fromkeys(form for one in key["accept"] for form in whole_forms(one)))
    told = {form: said(whole, one) for one in key["wrong"] for form in whole_forms(one["text"])}
    wrong: list[Json] = [{"text": form, "feedback": told[form]} for form in sorted(told) if form not in accept]
    return {"accept": accept} | ({"wrong": wrong} if wrong else {})


def _number(step: ItemStep) -> Made:
    return _number_fields(step.task, step.key, step.key)


def _number_fields(task: Json, key: Json, whole: Json) -> tuple[Fields, list[str]]:
    answer = Fraction(key["answer"])
    off = max(Fraction(key["tolerance"]), half_step(answer, task.get("figures"), task.get("places")))
    fields: Fields = {"answer": answer}
    if off:
        fields["tolerance"] = off
    if task.get("unit"):
        fields["unit"] = task["unit"]
    wrong = [{"answer": Fraction(one["answer"]), "feedback": said(whole, one)} for one in key["wrong"]]
    if wrong:
        fields["wrong"] = wrong
    asked = task.get("form", _PLAIN_FORM) != _PLAIN_FORM or task.get("figures") or task.get("places") is not None
    return fields, ["How the number is written is not checked there."] if asked else []


def _quantity(step: ItemStep) -> Made:
    key = step.key
    fields, changed = _number_fields(step.task, {**key, "wrong": ()}, key)
    if key["wrong"]:
        changed.append("What is said of a wrong amount is left out.")
    if key["accept"] != "any":
        changed.append("Other units of the same kind may count as right there.")
    return {**fields, "unit": key["unit"]}, changed


def _match(step: ItemStep) -> Made:
    rights = {one["id"]: one["text"] for one in step.task["rights"]}
    pairs = [{"left": one["text"], "right": rights[step.key["pairs"][one["id"]]]} for one in step.task["lefts"]]
    used = {pair["right"] for pair in pairs}
    extra = [text for text in rights.values() if text not in used]
    return {"pairs": pairs} | ({"extra": extra} if extra else {}), []


def _order(step: ItemStep) -> Made:
    ranks = step.key["ranks"]
    if len(set(ranks.values())) < len(ranks):
        return "Things whose order does not matter cannot be held there."
    items = sorted(step.task["items"], key=lambda one: ranks[one["id"]])
    changed = ["What its two ends are called is left out."] if step.task["first"] or step.task["last"] else []
    return {"items": [one["text"] for one in items]}, changed


def _cloze(step: ItemStep) -> Made:
    text, gaps = "", dict[str, Json]()
    for piece in step.task["pieces"]:
        if "gap" not in piece:
            text += piece["text"]
            continue
        name = f"gap-{len(gaps) + 1}"
        text += f"[{name}]"
        gaps[name] = _gap(piece.get("bank"), step.key["gaps"][piece["gap"]], step.key)
    return {"text": text, "gaps": gaps}, []


def _gap(bank: Json, key: Json, whole: Json) -> Fields:
    if "answer" in key:
        return {"answer": Fraction(key["answer"])}
    fields = _word_fields(key, whole)
    return {"bank": sorted(bank), **fields} if bank else fields


def _table(step: ItemStep) -> Made:
    rows: list[Json] = []
    changed: list[str] = []
    for row in step.task["rows"]:
        cells: list[Json] = []
        for cell in row["cells"]:
            if "gap" not in cell:
                cells.append(cell["text"])
                continue
            key = step.key["gaps"][cell["gap"]]
            if "answer" in key:
                fields, more = _number_fields(cell["task"], key, step.key)
                changed += more
                cells.append(fields)
            else:
                cells.append(_gap(cell["bank"], key, step.key))
        rows.append({"head": row["head"], "cells": cells})
    fields = {"columns": list(step.task["columns"]), "rows": rows}
    return fields | ({"corner": step.task["corner"]} if step.task["corner"] else {}), changed


def _open(step: ItemStep) -> Made:
    return {"rubric": step.key["rubric"], "lines": step.task["lines"]}, []


def _short(step: ItemStep) -> Made:
    references = [str(one) for one in step.key.get("reference", ())]
    if not references:
        return "It has no answer in words."
    rubric = "\n".join(f"- {one}" for one in references)
    return {"rubric": rubric}, ["A person reads the answer there."]


MAKERS: Mapping[str, Callable[[ItemStep], Made]] = {
    "choice": _options,
    "multiple-choice": _options,
    "text": _words,
    "numeric": _number,
    "quantity": _quantity,
    "match": _match,
    "order": _order,
    "cloze": _cloze,
    "table": _table,
    "open": _open,
    "short-text": _short,
}


def whole_forms(form: str) -> list[str]:
    """Every way to write an accepted form: words in round brackets may be left out, ``\\(`` is a bracket itself."""
    held = _WRITTEN.sub(lambda found: _HELD[found[1]], form)
    parts = _OPTIONAL.split(held)
    found = [""]
    for number, part in enumerate(parts):
        found = [one + more for one in found for more in ((part,) if number % 2 == 0 else (part, ""))][:32]
    back = (" ".join(one.replace(_HELD["("], "(").replace(_HELD[")"], ")").split()) for one in found)
    return [one for one in dict.fromkeys(back) if one]


_WRITTEN = re.compile(r"\\([()])")
_HELD = {"(": "\ue000", ")": "\ue001"}
_OPTIONAL = re.compile(r"\(([^()]*)\)")
