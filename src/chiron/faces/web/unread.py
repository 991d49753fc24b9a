"""An answer that could not be read: its marked place, and the reading that the learner picked of several."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chiron.core.learning.interactions import Unread
from chiron.faces.web.typed import fragment

Fields = dict[str, list[str]]

CONFIRMED = "as."
"""Before a field's name on a button: the reading that was picked stands for what was typed there."""
_AROUND = 24
"""Characters shown on either side of the place."""
_PIECE = re.compile(r"\\?[^\W\d_]+|\d+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Marked:
    """A typed text around the place that could not be read. ``here`` is empty where something is missing at the end."""

    before: str
    here: str
    after: str


def marked(text: str, place: int | None) -> Marked | None:
    """The text around its place, cut where it is long; None without a place in it."""
    if place is None or not text.strip() or not 0 <= place <= len(text):
        return None
    found = _PIECE.match(text, place)
    here = found.group() if found else ""
    end = place + len(here)
    before, after = text[:place], text[end:]
    if "\\" in text:
        # A formula's field wrote LaTeX: nobody who typed a fraction has to read that.
        before, here, after = fragment(before), fragment(here), fragment(after)
    return Marked(
        ("…" if len(before) > _AROUND else "") + before[-_AROUND:],
        here if len(here) <= _AROUND else here[:_AROUND] + "…",
        after[:_AROUND] + ("…" if len(after) > _AROUND else ""),
    )


def marked_in(unread: Unread | None, field: str, text: str) -> Marked | None:
    """The place in a field's text; None where something else is amiss, or in another field."""
    return marked(text, unread.place) if unread is not None and unread.field == field else None


def confirmed(form: Fields) -> Fields:
    """The form with a picked reading in the place of what was typed.

    ``as.answer`` stands for the field ``answer``, ``as.answer.2`` for a field of that name or the third ``answer``.
    """
    made = dict(form)
    for name, values in form.items():
        if not name.startswith(CONFIRMED) or not values:
            continue
        field, picked = name.removeprefix(CONFIRMED), values[0]
        base, _, number = field.rpartition(".")
        if field in made or base not in made or not number.isdecimal():
            made[field] = [picked]
        elif int(number) < len(made[base]):
            made[base] = [picked if n == int(number) else value for n, value in enumerate(made[base])]
    return {name: values for name, values in made.items() if not name.startswith(CONFIRMED)}
