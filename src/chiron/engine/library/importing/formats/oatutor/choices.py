"""Options to pick from: which one is right, which are the same, and whether their form is what is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chiron.core.learning.interactions.one_number import is_one_number
from chiron.core.learning.interactions.words import same_reading
from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.tree import (
    Alternatives,
    Both,
    Chain,
    Empty,
    Everything,
    Interval,
    Node,
    PlusMinus,
    Point,
    Relation,
    SetOf,
    Union,
    names,
)
from chiron.core.words import Json
from chiron.engine.library.importing.formats.oatutor.keys import Key
from chiron.engine.library.importing.formats.oatutor.reading_answers import bare, read_answer
from chiron.engine.library.importing.formats.oatutor.wording import Shown, in_line
from chiron.engine.library.importing.formats.oatutor.worth import says_the_same, worth_the_same
from chiron.engine.library.importing.texts import escaped

MOST = 12
"""Options of one step in the course format."""
_WHOLES = (Relation, Chain, Alternatives, Both, SetOf, Interval, Union, Empty, Everything, Point, PlusMinus)
_ALL_MATHS = re.compile(r"\s*\$\$((?:(?!\$\$).)+)\$\$\s*\.?\s*", re.DOTALL)
_ABOUT_OTHERS = re.compile(
    r"\b(?:all|none|both|neither|either) of (?:the|these)\b|\babove\b|\b(?:both|neither) [A-D]\b"
)


def choice_key(answers: Sequence[str], choices: Sequence[str], shown: Shown) -> Key | None:
    """The key of a multiple choice; None where fewer than two options are left, which is no choice.

    OATutor takes any one of several answers for right; here they are picked together.
    """
    told: list[str] = []
    options = _distinct(choices, shown, told)
    right = _distinct(answers, shown, [])
    for text in right:
        if not any(_alike(text, other) for other in options):
            options[text] = right[text]
            told.append("Its answer is not among its choices: it was added to them.")
    marked = {text: any(_alike(text, other) for other in right) for text in options}
    if len(options) > MOST:
        kept = [text for text in options if marked[text]]
        others = [text for text in options if not marked[text]]
        wanted = {*kept, *others[: max(0, MOST - len(kept))]}
        told.append(f"It has {len(options)} choices, of which {len(wanted)} came: more do not fit one step.")
        options = {text: source for text, source in options.items() if text in wanted}
    if len(options) < 2 or len(options) > MOST:
        return None
    several = sum(marked[text] for text in options) > 1
    if several:
        told.append("Several of its choices are right: they are picked together.")
    fields: dict[str, Json] = {
        "options": [
            {"text": escaped(text)} | ({"right": True} if marked[text] else {}) for text in options
        ]
    }  # fmt: skip
    if any(_ABOUT_OTHERS.search(text) for text in options):
        fields["shuffle"] = False
    if _worth_the_same(options, marked):
        fields["form_matters"] = True
    return Key("multiple-choice" if several else "choice", fields, {}, tuple(told))


def _distinct(texts: Sequence[str], shown: Shown, told: list[str]) -> dict[str, str]:
    """Options as Markdown, each once, with the source's own words."""
    made: dict[str, str] = {}
    for text in texts:
        line = in_line(text, shown) or "\N{EM DASH}"
        if any(_alike(line, other) for other in made):
            told.append("Two of its choices are the same: one was left out.")
        else:
            made[line] = text
    return made


def _alike(one: str, other: str) -> bool:
    """Whether two options read the same: without spaces, the sizes of brackets, and where maths begins and ends."""
    return same_reading(one, other) or _close(one) == _close(other)


def _close(text: str) -> str:
    return re.sub(r"\s+|\\left|\\right|(?<!\\)\$|\\(?![A-Za-z])", "", text)


def _worth_the_same(options: dict[str, str], marked: dict[str, bool]) -> bool:
    """Whether a wrong option says the same mathematics as a right one, or two numbers are the same."""
    trees = [(marked[text], _tree(source)) for text, source in options.items()]
    known = [(right, tree) for right, tree in trees if tree is not None]
    return any(
        _same(one, other, right != other_right)
        for at, (right, one) in enumerate(known)
        for other_right, other in known[:at]
    )


def _same(one: Node, other: Node, between: bool) -> bool:
    if isinstance(one, Relation) and isinstance(other, Relation):
        return between and one.op == other.op and says_the_same(one, other)
    if isinstance(one, _WHOLES) or isinstance(other, _WHOLES):
        return between and type(one) is type(other) and same(one, other).equal is True
    numbers = not names(one) and not names(other) and is_one_number(one) and is_one_number(other)
    return (between or numbers) and worth_the_same(one, other)


def _tree(text: str) -> Node | None:
    whole = _ALL_MATHS.fullmatch(text)
    plain = text.strip()
    if whole is None and (not plain[:1].isdigit() or any(map(str.isalpha, plain))):
        return None
    return read_answer(bare(plain))
