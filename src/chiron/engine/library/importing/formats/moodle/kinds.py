"""Moodle's question types, each as steps of Chiron's (docs.moodle.org/en/Moodle_XML_format, and each type's page)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from html import unescape

from lxml import etree

from chiron.core.learning.maths.unit_words import read_unit
from chiron.core.words import Json
from chiron.engine.library.importing.formats.moodle.calculated import Calculated, calculated, calculated_choice
from chiron.engine.library.importing.formats.moodle.cloze import marked
from chiron.engine.library.importing.formats.moodle.gapped import Gap, Steps, gapped, picked, token, without_tokens
from chiron.engine.library.importing.formats.moodle.making import (
    Answer,
    Made,
    NumberAnswer,
    Unmade,
    choice,
    numeric,
    ordered,
    pairs,
    several,
    true_or_false,
    words,
)
from chiron.engine.library.importing.formats.moodle.numbers import Around, number
from chiron.engine.library.importing.formats.moodle.said import said
from chiron.engine.library.importing.formats.moodle.source import Source, inner_text
from chiron.engine.library.importing.texts import escaped

NO_RUBRIC = "The source gives no rubric."
_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")


@dataclass(slots=True)
class Asks:
    """What a question asks: its own text, its steps, its parameters, and what came otherwise."""

    prompt: str
    steps: Steps
    changed: list[str] = field(default_factory=list)
    parameters: Mapping[str, Json] = field(default_factory=dict)
    solution: str | None = None
    """None where it is the general feedback as it stands; the same of the hints."""
    hints: tuple[str, ...] | None = None
    answer: str = ""
    """In words, where there are parameters."""


Maker = Callable[[Source], Asks]


def _asked(source: Source, made: Made, *changed: str) -> Asks:
    return Asks(source.told("questiontext"), [("", made)], list(changed))


# -- options


def multichoice(source: Source) -> Asks:
    """One or several right options; what is said of any wrong answer is said of each wrong option."""
    right, wrong = source.combined()
    answers = [_with_feedback(answer, right, wrong) for answer in source.answers()]
    shuffle = source.yes("shuffleanswers", True)
    made = choice(answers, shuffle) if source.yes("single", True) else several(answers, shuffle)
    told = [] if source.yes("single", True) else _unheard(source)
    return _asked(source, made, *told)


def all_or_nothing(source: Source) -> Asks:
    """Several right options of which all are needed."""
    return _asked(source, several(source.answers(), source.yes("shuffleanswers", True)), *_unheard(source))


def _with_feedback(answer: Answer, right: str, wrong: str) -> Answer:
    more = right if answer.share >= 1 else wrong if answer.share <= 0 else ""
    return replace(answer, feedback="\n\n".join(part for part in (answer.feedback, more) if part)) if more else answer


def _unheard(source: Source) -> list[str]:
    return ["What is said of any right or wrong answer as a whole is left out."] if any(source.combined()) else []


def truefalse(source: Source) -> Asks:
    """True or false, each with its feedback."""
    told: dict[bool, tuple[Fraction, str]] = {}
    for part in source.children("answer"):
        answer = source.answer(part, rich=False)
        told[answer.text.strip().lower() in ("true", "1", "t")] = (answer.share, answer.feedback)
    if len(told) != 2 or (told[True][0] > 0) == (told[False][0] > 0):
        raise Unmade("It does not say which of true and false is right.")
    word = said()
    made = true_or_false(told[True][0] > 0, (word.true, word.false), (told[True][1], told[False][1]))
    return _asked(source, made)


# -- what is typed


def shortanswer(source: Source) -> Asks:
    """A word or phrase."""
    return _asked(source, words(source.answers(rich=False), capitals=source.yes("usecase")))


def numerical(source: Source) -> Asks:
    """A number with its tolerance, and with units where the source has some."""
    answers = []
    for part in source.children("answer"):
        answer = source.answer(part, rich=False)
        middle = number(answer.text)
        off = number(source.raw("tolerance", part) or part.get("tolerance") or "0")
        if middle is None and answer.text.strip() not in ("", "*"):
            raise Unmade(f"{answer.text.strip()[:40]!r} is no number.")
        span = None if middle is None else Around(middle, abs(off or Fraction(0)))
        answers.append(NumberAnswer(span, answer.share, answer.feedback))
    made, changed = with_units(source, numeric(answers))
    instructions = source.told("instructions")
    asks = _asked(source, made, *changed)
    asks.prompt = "\n\n".join(part for part in (asks.prompt, instructions) if part)
    return asks


def with_units(source: Source, made: Made) -> tuple[Made, list[str]]:
    """The same number in its unit: a quantity where the unit counts and is known here, else shown beside the field."""
    units = _units(source)
    if not units or made.kind != "numeric":
        return made, [] if not units else ["Its unit is left out."]
    unit = next((name for name, times in units if times == 1), units[0][0])
    graded = source.raw("unitgradingtype").strip() not in ("", "0")
    if graded and read_unit(unit):
        fields = {**made.fields, "unit": escaped(unit)}
        return replace(made, kind="quantity", fields=fields), [
            "A wrong unit is not right here, however little it cost."
        ]
    changed = ["Other units than the one beside the field are left out."] if len(units) > 1 else []
    if graded:
        changed.append(f"Its unit {unit!r} is not known here: it stands beside the field and does not count.")
    return replace(made, fields={**made.fields, "unit": escaped(unit)}), changed


def _units(source: Source) -> list[tuple[str, Fraction | None]]:
    holder = source.child("units")
    if holder is None or source.raw("showunits").strip() == "3":
        return []
    found = [(source.raw("unit_name", unit).strip(), number(source.raw("multiplier", unit))) for unit in holder]
    return [(name, times) for name, times in found if name]


def essay(source: Source) -> Asks:
    """An answer that a person reads."""
    rubric = source.told("graderinfo") or source.told("generalfeedback") or NO_RUBRIC
    fields: dict[str, Json] = {"rubric": escaped(rubric)}
    lines = number(source.raw("responsefieldlines"))
    if lines is not None:
        fields["lines"] = min(40, max(2, int(lines)))
    changed = []
    template = source.told("responsetemplate")
    prompt = source.told("questiontext")
    if template:
        prompt += f"\n\n{template}"
        changed.append("What stood in the field from the start stands below the question.")
    if source.raw("responseformat").strip() == "noinline" or source.raw("attachmentsrequired").strip() not in ("", "0"):
        changed.append("It asked for a file; here the answer is typed.")
    return Asks(prompt, [("", Made("open", fields))], changed)


# -- what is put together


def matching(source: Source) -> Asks:
    """Pairs; an answer without a question is an extra one."""
    every, extra = list[tuple[str, str]](), list[str]()
    for part in source.children("subquestion"):
        left = source.markdown(part)
        answer = next(source.children("answer", part), None)
        if answer is None:
            raise Unmade("One of its pairs has no answer.")
        # Moodle's own type keeps plain words here; that for dragging keeps a format and files.
        rich = answer.get("format") or next(source.children("file", answer), None) is not None
        right = source.markdown(answer) if rich else source.shorter(inner_text(answer).strip())
        if left:
            every.append((left, right))
        elif right:
            extra.append(right)
    return Asks(source.told("questiontext"), list(pairs(every, extra)), _unheard(source))


def ordering(source: Source) -> Asks:
    """Things in the order of their answers."""
    changed = _unheard(source)
    if source.raw("selecttype").strip() in ("1", "2", "RANDOM", "CONTIGUOUS"):
        changed.append("Moodle showed some of its things by chance; here all of them are shown.")
    steps = ordered([answer.text for answer in _ranked(source)])
    return Asks(source.told("questiontext"), [("", made) for made in steps], changed)


def _ranked(source: Source) -> list[Answer]:
    """Answers by their place, which Moodle keeps as the fraction; as they stand where they say none."""
    answers = source.answers()
    return (
        sorted(answers, key=lambda one: one.share) if len({one.share for one in answers}) == len(answers) else answers
    )


# -- gaps


def multianswer(source: Source) -> Asks:
    """A text with gaps of every type."""
    part = source.child("questiontext")
    if part is None:
        raise Unmade("It has no text.")
    form = source.form(part)
    source.markdown(part)  # so that its files are known to its gaps
    found = marked(inner_text(part), source.texts, form)
    prompt, steps = gapped(source.texts.of(found.text, form), found.gaps, said())
    changed = ["Its gaps had different weights; here each counts alike."] if len(set(found.weights)) > 1 else []
    return Asks(prompt, steps, changed)


def gaps_with_lists(source: Source) -> Asks:
    """``[[1]]`` in the text for the first choice, which is picked among those of its group."""
    part = source.child("questiontext")
    if part is None:
        raise Unmade("It has no text.")
    every = [_choice(source, each) for name in ("dragbox", "selectoption") for each in source.children(name)]
    gaps: list[Gap] = []

    def put(found: re.Match[str]) -> str:
        wanted = int(found[1])
        if not 0 < wanted <= len(every):
            raise Unmade(f"Its gap [[{wanted}]] has no choice of that number.")
        gaps.append(_one_of(every, wanted - 1))
        return token(len(gaps))

    source.markdown(part)
    text = _PLACE.sub(put, without_tokens(inner_text(part)))
    prompt, steps = gapped(source.texts.of(text, source.form(part)), gaps, said())
    return Asks(prompt, steps, _unheard(source))


def _choice(source: Source, part: etree._Element) -> tuple[str, str, str]:
    """A choice as plain words, as Markdown, and its group."""
    text = inner_text(part).strip()
    bare = re.sub(r"<[^<>]*>", "", text)
    return (text if bare == text else ""), source.shorter(text), source.raw("group", part).strip() or "1"


def _one_of(every: list[tuple[str, str, str]], right: int) -> Gap:
    group = [(number == right, *one[:2]) for number, one in enumerate(every) if one[2] == every[right][2]]
    rich = [Answer(shown, Fraction(is_right)) for is_right, _, shown in group]
    plain = [Answer(text, Fraction(is_right)) for is_right, text, _ in group]
    # The same word may stand there several times, so that it can be dragged to several places.
    own = rich[[is_right for is_right, *_ in group].index(True)]
    kept = [n for n, one in enumerate(rich) if one is own or one.text != own.text]
    return picked([plain[n] for n in kept], [rich[n] for n in kept])


# -- formulas


def calculated_number(source: Source) -> Asks:
    """A number from a formula over given values."""
    found = calculated(source)
    made, changed = with_units(source, found.made)
    return _worked(found, made, changed)


def calculated_options(source: Source) -> Asks:
    """Options that hold formulas over given values."""
    found = calculated_choice(source)
    return _worked(found, found.made, [])


def _worked(found: Calculated, made: Made, changed: list[str]) -> Asks:
    told = [*found.changed, *changed]
    return Asks(found.prompt, [("", made)], told, found.parameters, found.solution, found.hints, found.answer)


# -- types that others wrote for Moodle


def truth_table(source: Source) -> Asks:
    """K-prime and multiple true/false: a column is right for each row (moodle.org/plugins, qtype_kprime, qtype_mtf)."""
    columns = {part.get("number"): source.told("responsetext", part) for part in source.children("column")}
    right: dict[str | None, str | None] = {}
    for part in source.children("weight"):
        if (number(source.raw("value", part)) or 0) > 0:
            right[part.get("rownumber")] = part.get("columnnumber")
    every, told = list[tuple[str, str]](), list[str]()
    for part in source.children("row"):
        column = columns.get(right.get(part.get("number")), "")
        if not column:
            raise Unmade("It does not say which column is right for each row.")
        every.append((source.told("optiontext", part), column))
        told += [source.told("feedbacktext", part)]
    steps = list(pairs(every, list(columns.values())))
    changed = ["What is said of a single row stands in the solution."] if any(told) else []
    praise = tuple(line for line in told if line)
    steps = [(words_, replace(made, praise=(*made.praise, *praise))) for words_, made in steps]
    return Asks(source.told("questiontext"), steps, changed)


def gapfill(source: Source) -> Asks:
    """``[cat|dog]`` in the text, typed or picked (moodle.org/plugins, qtype_gapfill)."""
    part = source.child("questiontext")
    marks = source.raw("delimitchars").strip() or "[]"
    if part is None or len(marks) != 2:
        raise Unmade("It does not say what stands around its gaps.")
    found = [answer for answer in source.answers(rich=False) if answer.text]
    typed = source.raw("answerdisplay").strip() == "gapfill"
    offered = list(dict.fromkeys(one.strip() for answer in found for one in answer.text.split("|")))
    gaps: list[Gap] = []

    def put(gap: re.Match[str]) -> str:
        own = [unescape(one).strip() for one in gap[1].split("|") if one.strip()]
        if not own:
            raise Unmade("One of its gaps has no answer.")
        others = [one for one in offered if one not in own]
        bank = [Answer(one, Fraction(one == own[0])) for one in (own[0], *others)]
        is_typed = typed or not others
        gaps.append(Gap(words([Answer(one, Fraction(1)) for one in own])) if is_typed else picked(bank))
        return token(len(gaps))

    source.markdown(part)
    first, last = re.escape(marks[0]), re.escape(marks[1])
    text = re.sub(rf"{first}([^{first}{last}<>]*){last}", put, without_tokens(inner_text(part)))
    prompt, steps = gapped(source.texts.of(text, source.form(part)), gaps, said())
    return Asks(prompt, steps)


MAKERS: Mapping[str, Maker] = {
    "multichoice": multichoice,
    "multichoiceset": all_or_nothing,
    "oumultiresponse": all_or_nothing,
    "truefalse": truefalse,
    "shortanswer": shortanswer,
    "numerical": numerical,
    "essay": essay,
    "matching": matching,
    "match": matching,
    "ddmatch": matching,
    "ordering": ordering,
    "cloze": multianswer,
    "multianswer": multianswer,
    "ddwtos": gaps_with_lists,
    "gapselect": gaps_with_lists,
    "calculated": calculated_number,
    "calculatedsimple": calculated_number,
    "calculatedmulti": calculated_options,
    "kprime": truth_table,
    "mtf": truth_table,
    "gapfill": gapfill,
}
NOT_ASKED: Mapping[str, str] = {
    "random": "It draws another question of its category by chance; the questions themselves come.",
    "randomsamatch": "It makes pairs of other questions by chance; the questions themselves come.",
    "ddimageortext": "Chiron has no step that drops things onto a picture of pixels.",
    "ddmarker": "Chiron has no step that puts markers onto a picture of pixels.",
}
"""Types of which nothing comes, each with why."""
