"""Interactions in which one types: words, numbers, longer answers, and a slider's number."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from chiron.core.learning.interactions.words import accepted
from chiron.core.words import Json
from chiron.engine.library.importing.formats.qti.case import Case, Lost, Made, joined
from chiron.engine.library.importing.formats.qti.choosing import form
from chiron.engine.library.importing.formats.qti.scope import number
from chiron.engine.library.importing.formats.qti.spans import span_of
from chiron.engine.library.importing.formats.qti.values import Declared, Single, Undecided, members, single
from chiron.engine.library.importing.formats.qti.vocabulary import Element, children, local
from chiron.engine.library.importing.texts import escaped

NONSENSE = "\u2603 nothing of that \u2603"
"""A response that nobody expects."""
NUMBERS = ("integer", "float")
MOST_DIGITS = 12
MOST_FORMS, LONGEST_WORD, LONGEST_SENTENCE = 60, 180, 300
_FRACTION = re.compile(r"(-?)(?:([1-9][0-9]{0,8}) )?([1-9][0-9]{0,8})/([1-9][0-9]{0,8})")
_PLAIN = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,12})?")


def entered(case: Case, own: Declared) -> Made:
    """A word or a number to type. Raises Lost."""
    if own.base in NUMBERS:
        return numbered(case, own)
    if own.base not in ("string", "identifier"):
        raise Lost(f"A {own.base} is to be typed.")
    right, stated = _right_words(case, own)
    fitting = [word for word in right if 0 < len(word) <= LONGEST_WORD and accepted(form(word))]
    if not fitting:
        raise Lost("Its right answer has no words, or more than can be typed here.")
    case.best[own.name] = stated if stated in right else right[0]
    solution = case.solution(own.name)
    value = same_number(fitting)
    if value is not None:
        # Only then is a wrong answer refused at once: other words go to a person.
        return Made("numeric", {"answer": value}, solution=solution, gap={"answer": value})
    _tell_capitals(case, own, fitting)
    fields: dict[str, Json] = {"accept": [form(word) for word in fitting[:MOST_FORMS]]}
    wrong = _wrong_words(case, own, fitting)
    if wrong:
        fields["wrong"] = wrong
    return Made("text", fields, solution=solution, gap=dict(fields), words=tuple(fitting[:MOST_FORMS]))


def numbered(case: Case, own: Declared) -> Made:
    """A number to type. Raises Lost."""
    right, stated = _right_numbers(case, own)
    best = stated if stated in right else right[0]
    case.best[own.name] = best
    solution = case.solution(own.name)
    spans = [span_of(case, own, each) for each in right]
    if own.base == "integer":
        return _integers(right, spans, solution)
    first = span_of(case, own, best)
    if any(not first[0] <= each <= first[1] for each in right):
        case.changed("Its marking accepts other numbers apart from these; they count as wrong here.")
    return _decimal(case, first, best, solution)


def _integers(right: list[float | int], spans: list[tuple[Fraction, Fraction]], solution: str) -> Made:
    every = sorted({each for one, other in spans for each in range(int(one), int(other) + 1)} | {int(x) for x in right})
    answer = str(every[0])
    if len(every) == 1:
        return Made("numeric", {"answer": answer}, solution=solution, gap={"answer": answer})
    if every == list(range(every[0], every[-1] + 1)) and len(every) % 2:
        fields = {"answer": str((every[0] + every[-1]) // 2), "tolerance": str(len(every) // 2), "form": "integer"}
        return Made("numeric", dict(fields), solution=solution)
    if len(every) > MOST_FORMS:
        raise Lost(f"{len(every)} numbers are right that no tolerance tells.")
    accept: list[Json] = [str(each) for each in every]
    return Made("text", {"accept": accept}, solution=solution, gap={"accept": accept})


def _decimal(case: Case, span: tuple[Fraction, Fraction], best: float | int, solution: str) -> Made:
    low, high = span
    exact = Fraction(Decimal(repr(best)))
    if low == high:
        if _digits(exact) > MOST_DIGITS:
            raise Lost(f"Its right answer has {_digits(exact)} digits and no tolerance; nobody types it.")
        answer = written(exact)
        return Made("numeric", {"answer": answer}, solution=solution, gap={"answer": answer})
    near, far = sorted((high - exact, exact - low))
    if far - near > far / 8 or _digits(exact) > MOST_DIGITS:
        # Rounded, or within bounds of its own: the middle is the answer then.
        exact = _short(low, high)
        near, far = sorted((high - exact, exact - low))
    if far > near:
        case.changed("It accepts a little more to one side; here the tolerance is the same to both.")
    return Made("numeric", {"answer": written(exact), "tolerance": written(_floored(near))}, solution=solution)


def _floored(value: Fraction) -> Fraction:
    """A tolerance in six figures, never more than it is."""
    scale = Fraction(10) ** (5 - Decimal(float(value)).adjusted()) if value else Fraction(1)
    return Fraction(value * scale // 1) / scale


def _digits(value: Fraction) -> int:
    return len(repr(float(value)).strip("-").replace(".", "").partition("e")[0])


def _short(low: Fraction, high: Fraction) -> Fraction:
    """The shortest decimal that lies near the middle of two bounds."""
    middle = (low + high) / 2
    for places in range(16):
        found = Fraction(round(middle, places))
        if abs(found - middle) <= (high - low) / 16:
            return found
    return middle


def written(value: Fraction) -> str:
    """A number as a formula."""
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def same_number(words: list[str]) -> str | None:
    """The one number that every accepted form writes; None where one is no plain number."""
    values = {_value(word) for word in words}
    if None in values:
        return None
    (value,) = values if len(values) == 1 else (None,)
    return written(value) if value is not None else None


def _value(word: str) -> Fraction | None:
    """A plain number, a fraction, or a mixed number."""
    if _PLAIN.fullmatch(word):
        return Fraction(word)
    found = _FRACTION.fullmatch(word)
    if found is None:
        return None
    part = Fraction(int(found[3]), int(found[4]))
    return (-1 if found[1] else 1) * (int(found[2] or 0) + part)


# -- what is right


def literals(case: Case, own: Declared) -> list[Single]:
    """Values that the item's rules compare the variable with: they may be right though nothing declares them."""
    found: list[Single] = []
    if case.judge.rules is None:
        return found
    for element in case.judge.rules.iter():
        inner = children(element)
        if any(_is(each, own.name) for each in inner):
            for each in inner:
                if not any(_is(one, name) for one in each.iter() for name in case.judge.responses):
                    found += _values(case, own, each)
    return list(dict.fromkeys(found))[:MOST_FORMS]


def _is(element: Element, name: str) -> bool:
    return local(element) in ("variable", "mapResponse") and element.get("identifier") == name


def _values(case: Case, own: Declared, element: Element) -> list[Single]:
    try:
        every = members(case.judge.value(element))
        return [single(str(each), own.base) for each in every if not isinstance(each, bool | tuple)]
    except Undecided:
        return []


def _tried(case: Case, own: Declared, nothing: Single) -> tuple[list[Single], list[Single]]:
    """Every answer that the item marks best, and those that it declares. Raises Lost."""
    stated = list(members(case.judge.right(own.name)))
    mapped = [key for key, _, _ in own.mapping.entries] if own.mapping else []
    every = list(dict.fromkeys([*stated, *mapped, *literals(case, own)]))
    if not every:
        raise Lost("It declares no right answer.", source=True)
    try:
        if case.judge.silent:
            raise Undecided("")
        worst = case.quality(own.name, nothing)
        qualities = {each: case.quality(own.name, each) for each in every}
    except Undecided as undecided:
        return _undecided(case, own, stated, str(undecided)), stated
    best = max(qualities.values())
    if best <= worst:
        if not stated:
            raise Lost("No answer of it is marked right.", source=True)
        return stated, stated
    partly = [each for each in every if worst < qualities[each] < best]
    if partly:
        told = ", ".join(str(each) for each in partly[:5])
        case.changed(f"Answers worth part of its points are not kept as right: {told}.")
    right = [each for each in every if qualities[each] == best]
    if stated and not set(stated) & set(right):
        case.changed("Its marking gives more for another answer than for the declared one; that answer is the key.")
    return right, stated


def _undecided(case: Case, own: Declared, stated: list[Single], why: str) -> list[Single]:
    known = stated or ([] if why else list(members(case.best.get(own.name))))
    if not known:
        raise Lost(f"Its marking cannot be worked out: {why}." if why else "It declares no right answer.", not why)
    if why:
        case.changed(f"Its marking cannot be worked out ({why}); the declared response is the key.")
    return known


def _right_words(case: Case, own: Declared) -> tuple[list[str], str]:
    right, stated = _tried(case, own, NONSENSE)
    known = [str(each).strip() for each in stated]
    words = list(dict.fromkeys([*(word for word in known if word in right), *(str(each) for each in right)]))
    return words, known[0] if known else ""


def _right_numbers(case: Case, own: Declared) -> tuple[list[float | int], float | int | None]:
    nothing: Single = -987654321 if own.base == "integer" else -987654321.125
    right, stated = _tried(case, own, nothing)
    known = [number(each) for each in stated]
    found = [each for each in (number(one) for one in right) if each is not None]
    if not found:
        raise Lost("It declares no right number.", source=True)
    return found, known[0] if known else None


def _tell_capitals(case: Case, own: Declared, words: list[str]) -> None:
    """Chiron reads capitals and small letters alike."""
    word = words[0]
    if case.judge.silent:
        return
    try:
        if case.quality(own.name, word.swapcase()) < case.quality(own.name, word):
            case.changed("Capitals matter in the source; here they do not.")
    except Undecided:
        return


def _wrong_words(case: Case, own: Declared, right: list[str]) -> list[Json]:
    """Wrong answers that the source expects and has something to say about."""
    usual = joined(case.feedback(own.name, NONSENSE))
    taken = frozenset[str]().union(*(accepted(form(word)) for word in right))
    found: list[Json] = []
    keys = [str(key) for key, _, _ in own.mapping.entries] if own.mapping else []
    for word in dict.fromkeys([*keys, *(str(each) for each in literals(case, own))]):
        said = joined(case.feedback(own.name, word))
        if said and said != usual and accepted(form(word)) and not accepted(form(word)) & taken:
            found.append({"text": form(word), "feedback": escaped(said)})
    return found


# -- longer answers


def written_out(case: Case, own: Declared, prompt: str, rubric: str) -> Made:
    """A longer answer: judged beside the declared ones where they are sentences, else read by a person. Raises Lost."""
    if own.base in NUMBERS and own.cardinality == "single":
        return numbered(case, own)
    stated = [" ".join(str(each).split()) for each in members(case.judge.right(own.name))]
    stated = [text for text in stated if 0 < len(text) <= LONGEST_SENTENCE]
    if own.cardinality == "single" and stated and case.language.partition("-")[0].lower() in ("", "en"):
        if len(stated[0].split()) <= 3:
            return entered(case, own)
        context = " ".join(prompt.split()) or "The question."
        return Made(
            "short-text",
            {"context": escaped(context), "reference": [escaped(text) for text in stated[:12]]},
            solution=case.solution(own.name),
        )
    return for_a_person(case, rubric, stated)


def narrowed(made: Made, word: str) -> None:
    """Accept one word alone."""
    made.words = (word,)
    for fields in (made.fields, made.gap or {}):
        fields["accept"] = [form(word)]


def for_a_person(case: Case, rubric: str, stated: list[str], source: bool = True) -> Made:
    """An open answer."""
    told = rubric or "\n\n".join(stated)
    if not told:
        case.changed("The source says nothing of what a good answer has.")
        told = "The source says nothing of what a good answer has."
    return Made("open", {"rubric": escaped(told)}, gradable=False, lacking=source)
