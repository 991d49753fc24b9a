"""Steps of an item as interactions of QTI: declarations, what stands in the body, and conditions for points."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from lxml import etree

from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions.one_number import half_step
from chiron.core.learning.interactions.words import accepted, spelled
from chiron.core.words import Json
from chiron.engine.library.exporting.exported import decimal
from chiron.engine.library.exporting.xhtml import Element, Pictures, blocks, inline, put, words

SIGN = re.compile("\ue000([0-9]+)\ue001")


class Cannot(Exception):
    """QTI has no place for a step; the message says why."""


@dataclass(slots=True)
class Written:
    """One item being written."""

    pictures: Pictures
    declarations: list[Element] = field(default_factory=list)
    conditions: list[Element] = field(default_factory=list)
    """Each is worth one point."""
    body: list[Element] = field(default_factory=list)
    feedback: list[tuple[str, str, str]] = field(default_factory=list)
    """Response, option, what is said."""
    lost: list[str] = field(default_factory=list)

    def declare(self, name: str, cardinality: str, base: str, correct: list[str]) -> Element:
        """A response declaration with its correct response."""
        made = etree.Element("responseDeclaration", {"identifier": name, "cardinality": cardinality, "baseType": base})
        if correct:
            held = etree.SubElement(made, "correctResponse")
            for value in correct:
                etree.SubElement(held, "value").text = value
        self.declarations.append(made)
        return made

    def matches(self, name: str) -> None:
        """A point where a response is the correct one."""
        made = etree.Element("match")
        etree.SubElement(made, "variable", {"identifier": name})
        etree.SubElement(made, "correct", {"identifier": name})
        self.conditions.append(made)


def write_step(step: ItemStep, name: str, into: Written) -> None:
    """Write a step. Raises Cannot."""
    rule = _KINDS.get(step.kind)
    if rule is None:
        raise Cannot(f"QTI has no place for a step of the kind {step.kind}.")
    into.body += blocks(step.prompt, into.pictures)
    rule(step, name, into)


def _options(parent: Element, kind: str, options: list[Json], into: Written, prefix: str = "o") -> None:
    for option in options:
        made = etree.SubElement(parent, kind, {"identifier": f"{prefix}{option['id']}"})
        put(made, inline(option["text"], into.pictures))


def _choice(step: ItemStep, name: str, into: Written) -> None:
    single = step.kind == "choice"
    right = [f"o{each}" for each in step.key["right"]]
    into.declare(name, "single" if single else "multiple", "identifier", right)
    made = etree.Element(
        "choiceInteraction", {"responseIdentifier": name, "shuffle": "false", "maxChoices": "1" if single else "0"}
    )
    _options(made, "simpleChoice", step.task["options"], into)
    into.body.append(made)
    into.matches(name)
    for option, entry in step.key["wrong"].items():
        said = entry.get("feedback") or step.key.get("misconceptions", {}).get(entry.get("misconception"))
        if said and single:
            into.feedback.append((name, f"o{option}", said))
        elif said:
            into.lost.append("What is said to single wrong options of several.")


def _order(step: ItemStep, name: str, into: Written) -> None:
    ranks = step.key["ranks"]
    if len(set(ranks.values())) < len(ranks):
        raise Cannot("Some of its things may stand in any order.")
    if step.task["first"] or step.task["last"]:
        ends = " → ".join(each for each in (step.task["first"], step.task["last"]) if each)
        into.body += blocks(ends, into.pictures)
    into.declare(name, "ordered", "identifier", [f"o{each}" for each in sorted(ranks, key=ranks.__getitem__)])
    made = etree.Element("orderInteraction", {"responseIdentifier": name, "shuffle": "false"})
    _options(made, "simpleChoice", step.task["items"], into)
    into.body.append(made)
    into.matches(name)


def _match(step: ItemStep, name: str, into: Written) -> None:
    pairs = [f"l{left} r{right}" for left, right in step.key["pairs"].items()]
    into.declare(name, "multiple", "directedPair", pairs)
    made = etree.Element(
        "matchInteraction", {"responseIdentifier": name, "shuffle": "false", "maxAssociations": str(len(pairs))}
    )
    for side, prefix, most in (("lefts", "l", "1"), ("rights", "r", "0")):
        held = etree.SubElement(made, "simpleMatchSet")
        _options(held, "simpleAssociableChoice", step.task[side], into, prefix)
        for each in held:
            each.set("matchMax", most)
    into.body.append(made)
    into.matches(name)


def _text(step: ItemStep, name: str, into: Written) -> None:
    holder = etree.Element("p")
    holder.append(_typed_words(step.key, name, into))
    into.body.append(holder)


def _typed_words(key: Json, name: str, into: Written) -> Element:
    every = list(dict.fromkeys(word for form in key["accept"] for word in (spelled(form), *_readings(form))))
    declared = into.declare(name, "single", "string", every[:1])
    mapping = etree.SubElement(declared, "mapping", {"defaultValue": "0"})
    for word in every:
        etree.SubElement(mapping, "mapEntry", {"mapKey": word, "mappedValue": "1", "caseSensitive": "false"})
    condition = etree.Element("gt")
    etree.SubElement(condition, "mapResponse", {"identifier": name})
    _literal(condition, "float", "0")
    into.conditions.append(condition)
    if key.get("wrong"):
        into.lost.append("What is said to wrong words.")
    return etree.Element("textEntryInteraction", {"responseIdentifier": name})


def _readings(form: str) -> list[str]:
    """Other readings of an accepted form, where parts may be left out."""
    first = accepted(spelled(form))
    return sorted(each for each in accepted(form) if each not in first)


def _literal(parent: Element, base: str, value: str) -> None:
    etree.SubElement(parent, "baseValue", {"baseType": base}).text = value


def _numeric(step: ItemStep, name: str, into: Written) -> None:
    holder = etree.Element("p")
    holder.append(_typed_number(step.key, step.task, name, into))
    unit = step.task.get("unit")
    if unit:
        holder[-1].tail = f" {unit}"
    into.body.append(holder)


def _typed_number(key: Json, task: Json, name: str, into: Written) -> Element:
    answer, tolerance = Fraction(key["answer"]), Fraction(key.get("tolerance") or 0)
    tolerance = max(tolerance, half_step(answer, task.get("figures"), task.get("places")))
    if (task.get("form") or "any") not in ("any", "integer"):
        into.lost.append(f"That the number is to be written as {task['form']}.")
    text, exact = decimal(answer)
    if not exact and not tolerance:
        into.lost.append("Other ways to write a fraction that has no end as a decimal.")
        return _typed_words({"accept": fractions(answer)}, name, into)
    into.declare(name, "single", "float", [text])
    bound, _ = decimal(tolerance)
    condition = etree.Element(
        "equal",
        {"toleranceMode": "absolute", "tolerance": f"{bound} {bound}"} if tolerance else {"toleranceMode": "exact"},
    )
    etree.SubElement(condition, "correct", {"identifier": name})
    etree.SubElement(condition, "variable", {"identifier": name})
    into.conditions.append(condition)
    if key.get("wrong"):
        into.lost.append("What is said to wrong numbers.")
    return etree.Element("textEntryInteraction", {"responseIdentifier": name})


def fractions(value: Fraction) -> list[str]:
    """A fraction in lowest terms, and as a mixed number where it is one."""
    whole, part = divmod(abs(value), 1)
    sign = "-" if value < 0 else ""
    mixed = [f"{sign}{whole} {part.numerator}/{part.denominator}"] if whole else []
    return [f"{value.numerator}/{value.denominator}", *mixed]


def _cloze(step: ItemStep, name: str, into: Written) -> None:
    gaps = [piece for piece in step.task["pieces"] if "gap" in piece]
    numbers = {piece["gap"]: number for number, piece in enumerate(gaps)}
    text = "".join(
        f"\ue000{numbers[piece['gap']]}\ue001" if "gap" in piece else piece["text"] for piece in step.task["pieces"]
    )
    made = [_gap(gap, step.key["gaps"][gap["gap"]], f"{name}_{number}", into) for number, gap in enumerate(gaps, 1)]
    every = blocks(text, into.pictures)
    for block in every:
        _put_gaps(block, made)
    into.body += every


def _gap(gap: Json, key: Json, name: str, into: Written) -> Element:
    if not gap.get("bank"):
        return (
            _typed_number(key, gap.get("task") or {}, name, into) if "answer" in key else _typed_words(key, name, into)
        )
    right = next(
        number
        for number, word in enumerate(gap["bank"], 1)
        if accepted(word) & frozenset[str]().union(*(accepted(form) for form in key["accept"]))
    )
    into.declare(name, "single", "identifier", [f"o{right}"])
    made = etree.Element("inlineChoiceInteraction", {"responseIdentifier": name, "shuffle": "false"})
    for number, word in enumerate(gap["bank"], 1):
        etree.SubElement(made, "inlineChoice", {"identifier": f"o{number}"}).text = words(word)
    into.matches(name)
    if key.get("wrong"):
        into.lost.append("What is said to wrong words.")
    return made


def _put_gaps(element: Element, made: list[Element]) -> None:
    for each in list(element.iter()):
        if isinstance(each.tag, str):
            _split(each, made, None)
    for each in list(element.iter()):
        if each is not element and each.getparent() is not None:
            _split(each.getparent(), made, each)


def _split(parent: Element, made: list[Element], after: Element | None) -> None:
    """Put gaps where their signs stand in the text of an element, or in what follows a child."""
    text = (parent.text if after is None else after.tail) or ""
    parts = SIGN.split(text)
    if len(parts) == 1:
        return
    at = 0 if after is None else parent.index(after) + 1
    if after is None:
        parent.text = parts[0]
    else:
        after.tail = parts[0]
    for number, tail in zip(parts[1::2], parts[2::2], strict=True):
        gap = made[int(number)]
        gap.tail = tail
        parent.insert(at, gap)
        at += 1


def _table(step: ItemStep, name: str, into: Written) -> None:
    made = etree.Element("table")
    head = etree.SubElement(etree.SubElement(made, "thead"), "tr")
    for text in (step.task["corner"] or "", *step.task["columns"]):
        put(etree.SubElement(head, "th"), inline(text, into.pictures))
    body = etree.SubElement(made, "tbody")
    number = 0
    for row in step.task["rows"]:
        line = etree.SubElement(body, "tr")
        put(etree.SubElement(line, "th"), inline(row["head"], into.pictures))
        for cell in row["cells"]:
            held = etree.SubElement(line, "td")
            if "gap" in cell:
                number += 1
                held.append(_gap(cell, step.key["gaps"][cell["gap"]], f"{name}_{number}", into))
                if unit := (cell.get("task") or {}).get("unit"):
                    held[-1].tail = f" {unit}"
            else:
                put(held, inline(cell["text"], into.pictures))
    into.body.append(made)


def _open(step: ItemStep, name: str, into: Written) -> None:
    references = step.key.get("reference") or []
    into.declare(name, "single", "string", [words(text) for text in references[:1]])
    rubric = step.key.get("rubric")
    if rubric:
        held = etree.Element("rubricBlock", {"view": "scorer"})
        put(held, list(blocks(rubric, into.pictures)))
        into.body.append(held)
    into.body.append(etree.Element("extendedTextInteraction", {"responseIdentifier": name}))
    into.lost.append("Points for an answer that a person or a model judges.")


_KINDS: dict[str, Callable[[ItemStep, str, Written], None]] = {
    "choice": _choice,
    "multiple-choice": _choice,
    "order": _order,
    "match": _match,
    "text": _text,
    "numeric": _numeric,
    "cloze": _cloze,
    "table": _table,
    "short-text": _open,
    "open": _open,
}
