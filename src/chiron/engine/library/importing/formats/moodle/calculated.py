"""Calculated questions: formulas over the values that a file gives for its wild cards.

One template draws one of the given sets of values (``case``); answers, tolerances and the formulas within texts are
worked out here, for each set. Source: docs.moodle.org/en/Calculated_question_type.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from lxml import etree

from chiron.core.learning.exact import from_authored
from chiron.core.learning.formula import parse
from chiron.core.learning.replacement import fill
from chiron.core.words import Json
from chiron.engine.library.importing.formats.moodle.formulas import Unworkable, names_in, worked_out
from chiron.engine.library.importing.formats.moodle.making import PARTLY, Made, Unmade, choice, several
from chiron.engine.library.importing.formats.moodle.numbers import formula, number
from chiron.engine.library.importing.formats.moodle.source import Source
from chiron.engine.library.importing.standing import standing
from chiron.engine.library.importing.texts import escaped

MOST_CASES = 100
_FORMULA = re.compile(r"\{=((?:[^{}]|\{[^{}]*\})+)\}")
_CARD = re.compile(r"\{([^{}=\s][^{}]{0,99})\}")
_HOLE = re.compile("\ue002(\\d+)\ue003")
_FIELD = re.compile(r"case\.\w+")
_DOLLAR = re.compile(r"(?<!\\)\$\$?")
MADE_FEWER = "Only the first hundred of its sets of values come."
SET_FAILED = "A set of values with which its formulas cannot be worked out is left out."


@dataclass(frozen=True, slots=True)
class Calculated:
    """A question over sets of values."""

    prompt: str
    made: Made
    parameters: Mapping[str, Json]
    changed: tuple[str, ...]
    solution: str
    hints: tuple[str, ...]
    answer: str
    """In words; "" where nothing is drawn."""


@dataclass(slots=True)
class _Cases:
    """The sets of values, and what stands in each set's record; ``holes`` are formulas by the number in a text."""

    values: list[dict[str, float]]
    written: list[dict[str, Fraction]]
    records: list[dict[str, Json]] = field(default_factory=list)
    holes: dict[str, int] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)


def calculated(source: Source) -> Calculated:
    """A number to work out. Raises Unmade."""
    cases = _cases(source)
    parts = list(source.children("answer"))
    answers = [
        (source.raw("text", part) or source.answer(part, rich=False).text, source.answer(part)) for part in parts
    ]
    best = max((answer.share for _, answer in answers), default=Fraction(0))
    if best <= 0:
        raise Unmade("No formula is right.")
    at = next(n for n, (_, answer) in enumerate(answers) if answer.share == best)
    wrong = [(text, answer.feedback) for text, answer in answers if answer.share < best and answer.feedback]
    if len([1 for _, answer in answers if answer.share == best]) > 1 or any(0 < a.share < best for _, a in answers):
        cases.changed.append(PARTLY)
    wrong = [(text, told) for text, told in wrong if text.strip() not in ("", "*")]
    texts = _texts(source, cases, [answers[at][1].feedback, *(told for _, told in wrong)])
    part = parts[at]
    _work_out(cases, lambda values: _answer(source, part, answers[at][0], [text for text, _ in wrong], values))
    fields: dict[str, Json] = {"answer": "case.answer", "tolerance": "case.tolerance"}
    if wrong:
        fields["wrong"] = [
            {"answer": f"case.wrong{n}", "feedback": told, "when": f"abs(case.wrong{n} - case.answer) > case.tolerance"}
            for n, told in enumerate(texts[2 : 2 + len(wrong)])
        ]
    made = Made("numeric", fields, (), (texts[1],) if texts[1] else ())
    return _whole(cases, made, texts, 2 + len(wrong), "$@{decimal(case.answer)}$")


def calculated_choice(source: Source) -> Calculated:
    """Options that hold formulas. Raises Unmade."""
    cases = _cases(source)
    answers = source.answers()
    texts = _texts(source, cases, [text for answer in answers for text in (answer.text, answer.feedback)])
    _work_out(cases, lambda _: {})
    end = 1 + 2 * len(answers)
    shuffle, single = source.yes("shuffleanswers", True), source.yes("single", True)
    options = [
        replace(answer, text=text, feedback=told)
        for answer, text, told in zip(answers, texts[1:end:2], texts[2:end:2], strict=True)
    ]
    # The texts are ones with replacement already: doubling their @ is taken back.
    made = choice(options, shuffle) if single else several(options, shuffle)
    shown = [{**option, **_undone(option)} for option in made.fields["options"]]
    _without_ties(cases, [str(option["text"]) for option in shown])
    made = replace(made, fields={**made.fields, "options": shown})
    right = "; ".join(str(option["text"]) for option in shown if option.get("right"))
    return _whole(cases, made, texts, end, right)


def _whole(cases: _Cases, made: Made, texts: Sequence[str], end: int, right: str) -> Calculated:
    """The question, with what is told after its own texts: the solution, and the hints."""
    changed, hints = tuple(dict.fromkeys(cases.changed)), tuple(texts[end + 1 :])
    told = standing("").answer.format(right)
    whole = Calculated(texts[0], made, {"case": {"choice": cases.records}}, changed, texts[end], hints, told)
    return whole if len(cases.records) > 1 else _alone(whole, cases.records[0])


def _alone(found: Calculated, record: Mapping[str, Json]) -> Calculated:
    """The question with its only set of values put in: nothing is drawn."""
    values = {"case": from_authored(record)}

    def put(text: str) -> str:
        return fill(text, values)

    def within(value: Json) -> Json:
        if isinstance(value, list):
            return [within(each) for each in value]
        if isinstance(value, dict):
            bare = {name: within(each) for name, each in value.items() if name != "when"}
            return {**bare, **({"when": value["when"]} if "when" in value else {})}
        if isinstance(value, str) and _FIELD.fullmatch(value):
            return formula(parse(value).number(values))
        return escaped(put(value)) if isinstance(value, str) else value

    fields: dict[str, Json] = within(found.made.fields)
    if "wrong" in fields:
        kept = [wrong for wrong in fields["wrong"] if parse(wrong.pop("when")).truth(values)]
        fields = {name: value for name, value in fields.items() if name != "wrong"} | ({"wrong": kept} if kept else {})
    made = replace(found.made, fields=fields, praise=tuple(put(line) for line in found.made.praise))
    hints = tuple(put(hint) for hint in found.hints)
    return Calculated(put(found.prompt), made, {}, found.changed, put(found.solution), hints, put(found.answer))


def _undone(option: Mapping[str, Json]) -> dict[str, Json]:
    return {name: str(option[name]).replace("@@", "@") for name in ("text", "feedback") if name in option}


# -- values


def _cases(source: Source) -> _Cases:
    """Every set of values that all wild cards have. Raises Unmade."""
    columns: dict[str, dict[int, Fraction]] = {}
    holder = source.child("dataset_definitions")
    for definition in () if holder is None else source.children("dataset_definition", holder):
        items = next(source.children("dataset_items", definition), None)
        rows = (
            {}
            if items is None
            else {int(number(source.raw("number", item)) or 0): number(source.raw("value", item)) for item in items}
        )
        columns[source.raw("name", definition).strip()] = {n: value for n, value in rows.items() if value is not None}
    shared = sorted(set.intersection(*(set(rows) for rows in columns.values()))) if columns else []
    if not shared:
        raise Unmade("Its wild cards have no values.")
    written = [{name: rows[n] for name, rows in columns.items()} for n in shared]
    written = list({tuple(sorted(one.items())): one for one in written}.values())
    cases = _Cases([], written[:MOST_CASES])
    if len(written) > MOST_CASES:
        cases.changed.append(MADE_FEWER)
    cases.values = [{name: float(value) for name, value in one.items()} for one in cases.written]
    return cases


def _fields(cases: _Cases) -> dict[str, str]:
    """The name of each wild card's field in a record."""
    return {name: f"w{n}" for n, name in enumerate(cases.written[0])}


def _work_out(cases: _Cases, answer: Callable[[Mapping[str, float]], dict[str, Json]]) -> None:
    """Fill the records: the values, the formulas of the texts, and what ``answer`` gives for a set. Raises Unmade."""
    fields = _fields(cases)
    failed = ""
    for values, written in zip(cases.values, cases.written, strict=True):
        try:
            record: dict[str, Json] = {fields[name]: _json(value) for name, value in written.items()}
            record |= {f"f{n}": _json(_figures(worked_out(text, values))) for text, n in cases.holes.items()}
            record |= answer(values)
        except Unworkable as error:
            failed = str(error)
        else:
            cases.records.append(record)
    if not cases.records:
        raise Unmade(failed or "Its wild cards have no values.")
    if failed:
        cases.changed.append(SET_FAILED)


def _answer(
    source: Source, part: etree._Element, text: str, wrong: Sequence[str], values: Mapping[str, float]
) -> dict[str, Json]:
    """The right number of a set with its tolerance, and the wrong ones."""
    exact = worked_out(text, values)
    tolerance = _tolerance(source, part, exact)
    shown = _shown(source, part, exact)
    if abs(float(shown) - exact) > tolerance:
        # Rounded as it is shown, the answer would not be right itself.
        shown = _figures(exact)
    made: dict[str, Json] = {"answer": _json(shown), "tolerance": _json(_figures(tolerance, 6))}
    return made | {f"wrong{n}": _json(_figures(worked_out(each, values))) for n, each in enumerate(wrong)}


def _tolerance(source: Source, part: etree._Element, exact: float) -> float:
    """``tolerancetype``: 1 relative, 2 nominal, 3 geometric (docs.moodle.org/en/Calculated_question_type)."""
    said = float(number(source.raw("tolerance", part)) or 0)
    kind = source.raw("tolerancetype", part).strip() or "1"
    return abs(said) if kind == "2" else abs(said * exact)


def _shown(source: Source, part: etree._Element, exact: float) -> Fraction:
    """The answer as Moodle writes it: to so many decimals (``correctanswerformat`` 1) or figures (2)."""
    length = int(number(source.raw("correctanswerlength", part)) or 2)
    if source.raw("correctanswerformat", part).strip() == "2":
        return _figures(exact, max(1, min(15, length)))
    places = max(0, min(10, length))
    return Fraction(math.floor(Fraction(exact) * 10**places + Fraction(1, 2)), 10**places)


def _figures(value: float, count: int = 12) -> Fraction:
    """To so many significant figures."""
    return Fraction(f"{value:.{count - 1}e}")


def _json(value: Fraction) -> Json:
    """A number as parameters hold it. Raises Unworkable for what nobody can type."""
    if value.denominator == 1:
        if abs(value.numerator) >= 10**18:
            raise Unworkable("Its numbers are too large to be typed.")
        return value.numerator
    if not 1e-9 < abs(value) < 1e15:
        if abs(value) <= 1e-9:
            return 0
        raise Unworkable("Its numbers are too large to be typed.")
    return float(value)


def _without_ties(cases: _Cases, texts: Sequence[str]) -> None:
    """Leave out sets with which two options read the same. Raises Unmade where none is left."""
    kept = [record for record in cases.records if len({_read(text, record) for text in texts}) == len(texts)]
    if not kept:
        raise Unmade("Two of its options read the same whatever the values.")
    if len(kept) < len(cases.records):
        cases.changed.append("A set of values with which two options read the same is left out.")
    cases.records = kept


def _read(text: str, record: Mapping[str, Json]) -> str:
    return re.sub(r"@\{decimal\(case\.(\w+)\)\}", lambda found: str(record[found[1]]), text)


# -- texts


def _texts(source: Source, cases: _Cases, others: Sequence[str]) -> list[str]:
    """The question's text, the others, the solution and the hints, as texts with replacement."""
    every = (source.told("questiontext"), *others, source.told("generalfeedback"), *source.hints)
    return [_filled(text, cases) for text in every]


def _filled(text: str, cases: _Cases) -> str:
    """Markdown with ``{a}`` and ``{=a*2}`` as a text with replacement."""
    fields = _fields(cases)
    holes: list[str] = []

    def keep(shown: str) -> str:
        holes.append(shown)
        return f"\ue002{len(holes) - 1}\ue003"

    def worked(found: re.Match[str]) -> str:
        source = found[1].replace("\\*", "*").replace("\\_", "_")
        if not names_in(source) <= fields.keys():
            return found[0]
        return keep(f"@{{decimal(case.f{cases.holes.setdefault(source, len(cases.holes))})}}")

    def card(found: re.Match[str]) -> str:
        name = found[1].replace("\\_", "_")
        return keep(f"@{{decimal(case.{fields[name]})}}") if name in fields else found[0]

    bare = escaped(_CARD.sub(card, _FORMULA.sub(worked, text)))

    def back(found: re.Match[str]) -> str:
        # Within a formula braces keep what is put in together: \\frac{a}{b}.
        inside = len(_DOLLAR.findall(bare[: found.start()])) % 2
        return f"{{{holes[int(found[1])]}}}" if inside else holes[int(found[1])]

    return _HOLE.sub(back, bare)
