"""No wrong option says the same as the right one, and no two numbers to choose from are worth the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions.one_number import is_one_number
from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.tree import Chain, Node, Relation, names
from chiron.engine.library.looks.sight import MATHS, Manner, Sight, Told

REMEDY = "Exclude it in `where` or `when`; where the form is what is asked for, say so with `form_matters: true`."


def choices(sight: Sight) -> Iterator[Told]:
    """Options that are maths alone, compared with each other."""
    for number, step in enumerate(sight.item.steps):
        matters = sight.template.steps[number].extra.get("form_matters")
        if step.kind in ("choice", "multiple-choice") and not matters:
            yield from ((("steps", number), message, REMEDY) for message in _alike(sight, step))


def _alike(sight: Sight, step: ItemStep) -> Iterator[str]:
    read = {option["id"]: (option["text"], _alone(sight, option["text"])) for option in step.task["options"]}
    right = set(step.key["right"])
    for (one, (text, tree)), (other, (written, second)) in combinations(read.items(), 2):
        if tree is None or second is None or not _comparable(tree, second):
            continue
        between = (one in right) != (other in right)
        plain = not names(tree) and not names(second)
        if plain and not (is_one_number(tree) and is_one_number(second)):
            continue  # "what comes first, 4 × 2 or 2 + 6?" asks for a calculation
        if (between or plain) and same(tree, second).equal is True:
            what = "A wrong option says the same as the right one" if between else "Two options are worth the same"
            message = f"{what}: {text!r} and {written!r}."
            yield message if between else Manner(message)


def _alone(sight: Sight, text: str) -> Node | None:
    """An option that is one piece of maths, or a number in words of digits."""
    whole = MATHS.fullmatch(text.strip().rstrip("."))
    if whole is not None:
        return sight.tree(whole[1])
    plain = text.strip().replace("\N{MINUS SIGN}", "-")
    return sight.tree(plain) if plain.lstrip("-")[:1].isdigit() and not any(map(str.isalpha, plain)) else None


def _comparable(one: Node, other: Node) -> bool:
    return isinstance(one, Relation | Chain) == isinstance(other, Relation | Chain)
