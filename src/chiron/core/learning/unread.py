"""Why an answer could not be read: asked again with the place marked, and never counted as wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chiron.core.errors import InvalidInput

UNREAD: Mapping[str, str] = {
    "empty": "Write an answer first.",
    "too-long": "That is longer than this answer can be.",
    "unreadable": "This could not be read. Look at the marked place.",
    "not-one-number": "Write one number, worked out.",
    "zero-denominator": "Nothing can be divided by zero.",
    "decimal-sign": "Was that a decimal sign or a separator? Write the number with this course's decimal sign.",
    "ambiguous": "This can be read in two ways. Write it without the space, or as one fraction.",
    "other-unit": "Give the answer in the unit asked for.",
    "too-large": "That number is too large to read.",
    "bracket": "A bracket has no partner.",
    "other-letter": "This letter does not belong in this answer.",
    "letter-left": "One number is asked for. Go on until the letter stands alone.",
    "divides": "Only division by a number can be read here.",
    "pick-one": "Pick one answer.",
    "pick-some": "Pick at least one answer.",
    "each-place-once": "Give each place exactly once.",
    "order-unchanged": "You have not moved anything. Is this your order? Then say so, and check it again.",
    "fill-every": "Fill in every place.",
    "off-grid": "This is not on the grid. Give a point that is.",
    "same-point": "Two different points make a line. These are the same.",
    "on-edge": "The third point stands on the line itself. Give one beside it, on the side that is meant.",
    "too-deep": "That has too many brackets inside each other.",
    "character": "This character cannot be read here.",
    "missing": "Something is missing here.",
    "other-word": "This word cannot be read here.",
    "other-function": "This function does not belong to the problem.",
    "other-sign": "This sign cannot be read here.",
    "latex": "This command cannot be read here.",
    "not-whole": "A whole number is needed here.",
    "two-readings": "This can be read in more ways than one. Say which you mean.",
    "no-equation": "Write it without an equals sign or a comparison.",
    "equation": "Write it with both sides: an equation or inequality is asked for.",
    "one-expression": "Write one expression.",
    "one-equation": "Write one equation or inequality.",
    "no-set": "Write the solutions themselves: numbers, an interval or an inequality.",
    "no-unit-asked": "Give the answer without a unit.",
    "unit": "This unit is not known.",
    "too-slow": "This takes too long to read. Write it in a simpler way.",
    "code-syntax": "Python cannot read this program. Look at the marked place.",
    "code-stopped": "This program stops with an error before any test. Look at the marked place.",
    "code-no-function": "The function that is asked for is missing. Is its name written as in the task?",
    "code-endless": "This program did not come to its end before any test. Does a loop outside the function never end?",
    "not-installed": "This step needs a kind of step that is not installed here. Take another question.",
    "code-answer": "The program was not run in time. Send it again.",
}
"""Why an answer was not read, in English source text: the face translates it."""


LONGEST = 300
"""Characters of a text of a stranger's own."""


def own_words(text: str) -> str:
    """What a stranger's kind says in words of its own, as one plain line; "" for a code that nobody knows.

    A text of one's own has a blank in it, and no code has. It is escaped where it is shown, as everything is.
    """
    line = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return line[:LONGEST] if " " in line else ""


class Unread(InvalidInput):
    """An answer that could not be read: asked again with the place marked, and never counted as wrong.

    ``reason`` is a key of UNREAD, or a sentence of a stranger's own; ``place`` the offset in the typed text, None where
    there is none; ``field`` the form's field, ``answer.2`` being the third of several values. ``readings`` are the ways
    to read it, where there are several: each as text that can only mean this, and as TeX.
    """

    code = "unread"

    def __init__(
        self,
        reason: str,
        place: int | None = None,
        field: str = "answer",
        readings: Sequence[Sequence[str]] = (),
    ) -> None:
        words = UNREAD.get(reason) or own_words(reason) or UNREAD["unreadable"]
        super().__init__(words, reason=reason, place=place, field=field)
        self.readings = tuple((text, tex) for text, tex in readings)
        self.reason = reason
        self.place = place
        self.field = field
