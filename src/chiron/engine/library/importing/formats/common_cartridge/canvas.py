"""What Canvas writes beside the profiles of Common Cartridge, told by its ``question_type``.

Source: the exports of Canvas's classic quizzes; a text alone, a file to hand in, blanks with lists of right words, and
questions that are worked out from sets of values.
"""

from __future__ import annotations

from fractions import Fraction

from chiron.core.words import Json
from chiron.engine.library.importing.formats.qti.case import Lost
from chiron.engine.library.importing.formats.qti.vocabulary import Element, below, child, words
from chiron.engine.library.importing.texts import escaped

TEXT, FILE, BLANKS, WORKED_OUT = (
    "text_only_question",
    "file_upload_question",
    "fill_in_multiple_blanks_question",
    "calculated_question",
)
NO_FILES = "It asks for a file, and none can be handed in here."
MOST_SETS = 50


def value_sets(item: Element) -> list[dict[str, Fraction]]:
    """The sets of values of a question that is worked out, with its answer under the name ``answer``. Raises Lost."""
    found: list[dict[str, Fraction]] = []
    for one in below(item, "var_set"):
        answer = child(one, "answer")
        values = {each.get("name") or "": _number(words(each)) for each in below(one, "var")}
        values["answer"] = _number(words(answer)) if answer is not None else None
        if all(value is not None for value in values.values()):
            found.append({name: value for name, value in values.items() if value is not None})
    if not found:
        raise Lost("It has no values with which it was worked out.", source=True)
    return found[:MOST_SETS]


def tolerance(item: Element, answers: list[Fraction]) -> str:
    """How far a right answer may be off, as a formula of the case; Canvas writes a number or a share of the answer."""
    said = next((words(each) for each in below(item, "answer_tolerance")), "").strip()
    share = said.endswith("%")
    value = _number(said.rstrip("% ")) or Fraction(0)
    if not share:
        return str(float(value))
    return str(float(value / 100)) if not any(answers) else f"abs(case.answer) * {float(value / 100)}"


def with_values(prompt: str, sets: list[dict[str, Fraction]]) -> tuple[str, dict[str, Json]]:
    """The text with ``[x]`` replaced by the values of the case, and the parameters of the question."""
    names = [name for name in sets[0] if name != "answer"]
    text = escaped(prompt)
    for number, name in enumerate(names):
        text = text.replace(f"\\[{name}\\]", f"@{{decimal(case.w{number})}}")
    records: list[Json] = [
        {f"w{number}": _plain(one[name]) for number, name in enumerate(names) if name in one}
        | {"answer": _plain(one["answer"])}
        for one in sets
    ]
    return text, {"case": {"choice": records}}


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text.strip()) if 0 < len(text.strip()) < 40 else None
    except (ValueError, ZeroDivisionError):
        return None


def _plain(value: Fraction) -> Json:
    return value.numerator if value.denominator == 1 else float(value)
