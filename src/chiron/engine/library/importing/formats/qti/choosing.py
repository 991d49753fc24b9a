"""Interactions in which one picks: simple choices, inline choices, words of a passage, places on a picture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chiron.core.learning.interactions.words import matches, reading, same_reading
from chiron.core.words import Json
from chiron.engine.library.importing.formats.qti.case import Case, Lost, Made, best_set, joined
from chiron.engine.library.importing.formats.qti.values import Declared, Many, Undecided, members
from chiron.engine.library.importing.formats.qti.vocabulary import Element
from chiron.engine.library.importing.texts import escaped

_ESCAPED = re.compile(r"(?<!\\)\$[^$]*\$|\\([!-#%-/:-@\[-`{-~])")
_BRACKET = re.compile(r"[()]")
MOST_OFFERED = 400
LONGEST_WORD = 180
MOST = 12
"""Options of a step."""
Options = Sequence[tuple[str, str]]
"""Identifier and text, as the item offers them."""


def chosen(case: Case, own: Declared, options: Options, element: Element, fixed: bool = False) -> Made:
    """A choice or multiple choice. Raises Lost."""
    check(options)
    if own.cardinality in ("multiple", "ordered"):
        right = several(case, own, options, element)
        kind = "multiple-choice"
    else:
        right, options = one(case, own, options)
        kind = "choice"
    options = _few(case, options, right)
    feedback = _feedback(case, own, options, right)
    made: list[Json] = []
    for name, text in options:
        entry: dict[str, Json] = {"text": escaped(text)}
        if name in right:
            entry["right"] = True
        elif feedback.get(name):
            entry["feedback"] = escaped(feedback[name])
        made.append(entry)
    fields: dict[str, Json] = {"options": made}
    if fixed or not _shuffled(case, element):
        fields["shuffle"] = False
    return Made(kind, fields, solution=case.solution(own.name))


def _shuffled(case: Case, element: Element) -> bool:
    if (element.get("shuffle") or "false") not in ("true", "1"):
        return False
    if any((each.get("fixed") or "false") in ("true", "1") for each in element.iter()):
        case.changed("Some of its options keep their place in the source; here all keep the order as written.")
        return False
    return True


def check(options: Options, least: int = 2) -> None:
    """Whether texts can be told apart. Raises Lost."""
    if len(options) > MOST_OFFERED:
        raise Lost(f"It has {len(options)} options; {MOST_OFFERED} at most are read.")
    if len(options) < least:
        raise Lost(f"It has {len(options)} options; at least {least} are needed.", source=True)
    for number, (name, text) in enumerate(options):
        if not text.strip():
            raise Lost(f"The option {name} has no words, or only a picture that is missing.", source=True)
        if any(same_reading(text, other) for _, other in options[:number]):
            raise Lost(f"Two options read the same: {text[:60]!r}.", source=True)
    if len({name for name, _ in options}) < len(options):
        raise Lost("Two options have the same identifier.", source=True)


def _few(case: Case, options: Options, right: set[str]) -> Options:
    if len(options) <= MOST:
        return options
    if len(right) >= MOST:
        raise Lost(f"{len(right)} options are right; a step has {MOST} at most.")
    room = MOST - len(right)
    kept = {name for name, _ in [each for each in options if each[0] not in right][:room]} | right
    case.changed(f"It has {len(options)} options; {len(options) - MOST} wrong ones are left out, as a step has {MOST}.")
    return [each for each in options if each[0] in kept]


def one(case: Case, own: Declared, options: Options) -> tuple[set[str], Options]:
    """The one right option, and the options without others that are as right. Raises Lost."""
    stated = [str(each) for each in members(case.judge.right(own.name))]
    names = [name for name, _ in options]
    try:
        if case.judge.silent:
            raise Undecided("")
        qualities = {name: case.quality(own.name, name) for name in names}
    except Undecided as undecided:
        right = [str(each) for each in members(case.best.get(own.name)) if each in names]
        if not right or (not stated and not case.judge.silent):
            why = str(undecided)
            # Where chance decides and nothing is declared, as in a game, no answer is right.
            raise Lost(
                f"Its marking cannot be worked out: {why}." if why else UNSTATED, not why or CHANCE in why
            ) from None
        if str(undecided):
            case.changed(f"Its marking cannot be worked out ({undecided}); the declared response is the key.")
        return set(right[:1]), options
    best, least = max(qualities.values()), min(qualities.values())
    if best == least:
        known = [name for name in stated if name in names]
        if not known:
            raise Lost(UNSTATED, source=True)
        case.best[own.name] = known[0]
        return {known[0]}, options
    good = [name for name in names if qualities[name] == best]
    kept = next((name for name in stated if name in good), good[0])
    _tell(case, stated, good, {name for name in names if least < qualities[name] < best})
    case.best[own.name] = kept
    return {kept}, [each for each in options if each[0] == kept or each[0] not in good]


CHANCE = "chance"
UNSTATED = "It declares no right answer, and its marking prefers none: perhaps a survey."


def _tell(case: Case, stated: list[str], good: list[str], partly: set[str]) -> None:
    if stated and not set(stated) & set(good):
        case.changed("Its marking gives more for another answer than for the declared one; that answer is the key.")
    if len(good) > 1:
        case.changed(f"{len(good)} of its options are equally right; one is kept, as one is picked.")
    if partly:
        case.changed(f"Part of the points for {len(partly)} other options are not kept: they count as wrong.")


def several(case: Case, own: Declared, options: Options, element: Element) -> set[str]:
    """All the right options. Raises Lost."""
    names = [name for name, _ in options]
    low, high = whole(element, "minChoices", 0), whole(element, "maxChoices", 0) or len(names)

    def allowed(picked: set[object]) -> bool:
        return max(1, low) <= len(picked) <= high

    found = best_set(case, own, names, allowed)
    return {str(each) for each in found}


def whole(element: Element, name: str, otherwise: int) -> int:
    """A whole number in an attribute."""
    text = (element.get(name) or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def _feedback(case: Case, own: Declared, options: Options, right: set[str]) -> dict[str, str]:
    """What is said to each wrong option, where it is picked beside the right ones or in their place."""
    told = {}
    base = set(case.feedback(own.name, case.best.get(own.name)))
    for name, _ in options:
        if name in right:
            continue
        if own.cardinality == "single":
            told[name] = joined(case.feedback(own.name, name))
        else:
            picked = Many((*sorted(right), name))
            told[name] = joined(text for text in case.feedback(own.name, picked) if text not in base)
    return told


def banked(case: Case, own: Declared, options: Options) -> Made:
    """An inline choice: a gap with a bank, or a choice of its own where words read the same. Raises Lost."""
    check(options)
    right, options = one(case, own, options)
    (key,) = right
    texts = {name: unmarked(text) for name, text in options}
    feedback = _feedback(case, own, options, right)
    gap: dict[str, Json] | None = None
    fits = sum(matches(text, [form(texts[key])]) for text in texts.values()) == 1
    fits = fits and all(len(text) <= LONGEST_WORD for text in texts.values())
    if fits and len({reading(text) for text in texts.values()} - {""}) == len(texts) and "![" not in str(texts):
        wrong: list[Json] = [
            {"text": form(texts[name]), "feedback": escaped(text)} for name, text in feedback.items() if text
        ]
        gap = {"bank": [escaped(text) for text in texts.values()], "accept": [form(texts[key])]}
        if wrong:
            gap["wrong"] = wrong
    few = _few(case, options, right) if gap is None else options[:MOST]
    made: list[Json] = []
    for name, text in few:
        entry: dict[str, Json] = {"text": escaped(text)}
        if name == key:
            entry["right"] = True
        elif feedback.get(name):
            entry["feedback"] = escaped(feedback[name])
        made.append(entry)
    return Made("choice", {"options": made}, solution=case.solution(own.name), gap=gap)


def unmarked(text: str) -> str:
    """Markdown of one line without its escapes, for lists that show plain words; formulas stay."""
    return _ESCAPED.sub(lambda found: found[1] or found[0], text)


def form(text: str) -> str:
    """A text as an accepted form: there, words in round brackets may be left out, so its own are marked as written."""
    return escaped(_BRACKET.sub(r"\\\g<0>", text))
