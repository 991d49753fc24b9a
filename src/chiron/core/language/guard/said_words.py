# ruff: noqa: E501 - patterns are data
"""The rule that a model does not say the words that are the answer: typed, picked, ordered, paired, or a program.

Stricter than for authored words: a typed word that is not on the learner's screen may not be said at all; of options, the
right ones may not be named without a wrong one beside them, nor all wrong ones be struck out; of an order, no two
neighbours may be named in their order with words that order, and none be given its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from chiron.core.language.guard import algebra, answer_leak, conditions, relations, written
from chiron.core.language.guard.keys import StepKeys
from chiron.core.language.guard.known import said_on, terms
from chiron.core.language.guard.plain import plain
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.guard.spoken import signed
from chiron.core.language.guard.values import spoken, standing
from chiron.core.language.safety.views import near
from chiron.core.language.text import fold, words

NAME = "answer-told"
_OPTIONS = ("choice", "multiple-choice")
_NO = re.compile(
    r"\b(?:not|n't|isn't|aren't|wrong|neither|nor|rule out|ruled out|except|eliminate|cross out|discard|no es|ni|incorrect)\b|n't\b"
)
_ORDERS = re.compile(
    r"\b(?:first|second|third|then|before|after|next|last|finally|begins? with|starts? with|ends? with|follow(?:s|ed)|comes?|goes|precedes|primero|luego|despues|antes|ultimo)\b|→|->|>|,|;|\n"
)
_PLACE = re.compile(
    r"\b(?:first|second|third|fourth|last|beginning|earliest|latest|top|bottom|primero|ultimo|begin(?:s)? with|start(?:s)? with|end(?:s)? with)\b"
)
_BEHIND = re.compile(r"\b(?:after|behind|follows|succeeds|despues|tras|sigue a)\b")
_CODE = re.compile(r"return\s+(.+)")
_TERMS = re.compile(
    r"\b(?:coefficients?|constants?(?: term)?|number in front|[a-z][ -]terms?|leading term|(?:first|second|third|last|other) term)\b"
)
BRIEF = 7
"""A sentence of so few words that names what belongs in a gap says hardly anything else."""
CLOSE = 0.75


def stops(line: Line, scene: Scene) -> str | None:
    """The words that tell it; see the module."""
    keys = scene.closed
    if keys is None or scene.watched is None:
        return None
    if written.stated(line.text, keys.forms, keys.shown):
        return line.text
    watched, rung = scene.watched, scene.rung
    closed = _closed_up(line.text)
    if not _numeric(keys) and any(answer_leak.stops(text, None, watched, rung, True) for text in (line.whole, *closed)):
        return line.text
    if keys.kind == "graph" and relations.stated(line.text, keys.forms, keys.shown):
        return line.text
    if any(conditions.stated(text, keys.forms, keys.shown) for text in (line.text, *closed)):
        return line.text
    if keys.kind in ("expression", "working", "code") and (
        _spoken(line.text, keys) or _termwise(line.text, scene, keys)
    ):
        return line.text
    in_words = keys.kind in (*_OPTIONS, "text") or (keys.kind == "cloze" and not keys.options)
    if in_words and (said := _nearly(line.text, scene, keys)):
        return said
    if keys.kind == "table" and _celled(line.text, keys):
        return line.text
    gap = keys.kind == "cloze" and len(words(line.text)) <= BRIEF
    if keys.options and (gap or keys.kind in (*_OPTIONS, "text")):
        return _picked(line, keys)
    if keys.sequence:
        return _placed(line, keys)
    return _typed(line.text, scene, keys) if keys.kind not in ("expression", "working", "numeric", "quantity") else None


def _closed_up(text: str) -> tuple[str, ...]:
    """A text that is written sign by sign, once more without its spaces; nothing of an ordinary one."""
    signs = text.split()
    return ("".join(signs),) if len(signs) > 2 and sum(map(len, signs)) <= 1.4 * len(signs) else ()


def _numeric(keys: StepKeys) -> bool:
    """Kinds whose numbers are read by their own rule, more exactly."""
    return keys.kind in ("numeric", "quantity", "solution-set", "table", "graph")


def _spoken(text: str, keys: StepKeys) -> bool:
    """An expression said aloud: "three x minus six"."""
    said = signed(text)
    forms = keys.forms
    if keys.kind == "code" and (found := _CODE.search(keys.whole)):
        forms = (*forms, found[1].replace("**", "^"))
    letters = set(re.findall(r"[a-z]", " ".join(forms).lower()))
    text = re.sub(r"\b[a-z]\b", lambda m: m.group() if m.group() in letters else ";", plain(text))
    return algebra.stated(said.replace("**", "^"), forms, keys.shown) or algebra.stated(
        text.replace("**", "^"), forms, keys.shown
    )


def _termwise(text: str, scene: Scene, keys: StepKeys) -> bool:
    """An expression term by term: "the coefficient is 3, the constant -6"."""
    if not _TERMS.search(fold(text)):
        return False
    own = {value for form in keys.forms for number in spoken(form) for value in number.values}
    own |= {Fraction(digits) for form in keys.forms for digits in re.findall(r"\d+", form)}
    said = {abs(value) for number in spoken(text) for value in number.values}
    return bool({abs(value) for value in own} & (said - standing(scene.screen)))


def _nearly(text: str, scene: Scene, keys: StepKeys) -> str | None:
    """A word that is the answer but for its ending, a slip, a gap or signs between its letters."""
    known, joined = said_on(scene.screen), fold(re.sub(r"(?<=\w)[.…*·-]{2,}(?=\w)", "", text))
    short = (form for form in keys.forms if "\\" not in form and len(words(form)) <= 3)
    right = {word for form in short for word in words(form) if len(word) >= 5 and terms(word, keys.language)}
    if keys.options:
        wrong = {word for option in keys.options if option not in keys.forms for word in words(option)}
        right, known = right - wrong, known - right
        if wrong & set(words(text)):
            return None
    tokens: list[str] = re.findall(r"[^\W\d]+[-…]?", joined)
    for token in tokens:
        bare = token.strip("-…")
        if bare in known or len(bare) < 3:
            continue
        for word in right:
            size = max(4, int(0.65 * len(word)))
            alike = len(bare) >= size and bare[:size] == word[:size]
            begun = token != bare and len(bare) >= 3 and word.startswith(bare)
            gapped = "_" in bare and re.fullmatch(bare.replace("_", "."), word) is not None
            if alike or begun or gapped or (len(word) >= 6 and near(bare, word)):
                return token
    return None


def _names(text: str, option: str, keys: StepKeys) -> bool:
    """Whether an option is named: as it stands, or by a good part of its words."""
    even, wanted = _even(text), _even(option)
    if wanted and re.search(rf"(?<![\w.+*/^-]){re.escape(wanted)}(?![\w+*/^=-]|\.\d)", even):
        return True
    own = [word for word in terms(option, keys.language) if not word.isdigit()]
    said = set(terms(text, keys.language))
    return len(set(own)) > 1 and len(said & set(own)) >= max(2, CLOSE * len(set(own)))


@lru_cache(maxsize=1_000)
def _even(text: str) -> str:
    """Without Markdown, maths marks and final stops; signs of maths in one writing, without spaces around them."""
    bare = re.sub(r"[*_`$\"“”]|[.,!?]+(?=\s|$)", "", plain(text))
    close = re.sub(r"\s*([-+*/^=<>])\s*", lambda sign: sign[0] if _before_number(sign) else sign[1], bare)
    return re.sub(r"\s+", " ", close).strip()


def _before_number(sign: re.Match[str]) -> bool:
    """Whether a sign belongs to the number behind it, as in "it is -4" and not in "7 - 4"."""
    return sign[0] == " -" and re.match(r"\d", sign.string[sign.end() :]) is not None


def _celled(text: str, keys: StepKeys) -> bool:
    """Whether a sentence says what belongs in a cell that it speaks of."""
    held, said = set(terms(text, keys.language)), words(text)
    return any(
        set(terms(head, keys.language)) <= held and set(words(right)) <= set(said)
        for head, right in keys.pairs
        if terms(head, keys.language) and words(right) and not re.fullmatch(r"[\d.,/ -]+", right)
    )


def _picked(line: Line, keys: StepKeys) -> str | None:
    right = [option for option in keys.options if option in keys.forms]
    wrong = [option for option in dict.fromkeys(keys.options) if option not in keys.forms]
    named = [option for option in right if _names(line.text, option, keys)]
    beside = [option for option in wrong if _names(line.text, option, keys)]
    if named and not beside:
        return line.text
    if named and beside and _NO.search(fold(line.text)):
        return line.text
    struck = [option for option in wrong if _names(line.whole, option, keys)]
    told_off = _NO.search(fold(line.whole)) and not named
    return line.text if told_off and len(wrong) > 1 and len(struck) == len(wrong) else None


def _placed(line: Line, keys: StepKeys) -> str | None:
    """Two neighbours in their order, or one with its place."""
    said = terms(line.whole, keys.language)
    own = [_own(item, keys) for item in keys.sequence]
    places = [_middle(one, said) if _enough(one, said) else None for one in own]
    found = [(place, number) for number, place in enumerate(places) if place is not None]
    if len(found) >= 2 and _ORDERS.search(fold(line.whole)):
        numbers = [number for _, number in sorted(found)]
        behind = len(numbers) == 2 and _BEHIND.search(fold(line.whole))
        if numbers == sorted(numbers, reverse=bool(behind)):
            return line.text
    here = set(terms(line.text, keys.language))
    one = [number for number, its in enumerate(own) if its and its[0] in here]
    return line.text if len(one) == 1 and _PLACE.search(fold(line.text)) else None


def _middle(words: Sequence[str], said: Sequence[str]) -> int:
    hits = sorted(place for place, word in enumerate(said) if word in words)
    return hits[len(hits) // 2]


def _own(item: str, keys: StepKeys) -> list[str]:
    """The words that belong to this item alone."""
    others = {word for other in keys.sequence if other != item for word in terms(other, keys.language)}
    every = terms(item, keys.language)
    return [word for word in every if word not in others] or every


def _enough(words: Sequence[str], said: Sequence[str] | set[str]) -> bool:
    return bool(words) and sum(word in said for word in words) >= max(1, CLOSE * len(words))


def _typed(text: str, scene: Scene, keys: StepKeys) -> str | None:
    """A form to be typed whose words are not all on the screen."""
    known = set(terms(scene.screen, keys.language))
    said = terms(text, keys.language)
    for form in keys.forms:
        wanted = terms(form, keys.language)
        if not wanted or set(wanted) <= known:
            continue
        size = len(wanted)
        if size <= 3 and any(said[place : place + size] == wanted for place in range(len(said) - size + 1)):
            return text
        if size > 3 and len(set(wanted) & set(said)) >= CLOSE * len(set(wanted)):
            return text
    return None
