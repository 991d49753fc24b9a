"""What was done to a draft, in words: for the line that tells it, and for the buttons that undo it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chiron.core.learning.outline.said import Said
from chiron.core.words import Json
from chiron.desks.studio.drafting import Draft, Taken
from chiron.faces.web.language import _, ngettext
from chiron.faces.web.maths import spoken

LONGEST = 60
"""Letters of a title within a sentence."""


class _Values:
    """What is said of something done: titles made plain and short, counts as numbers."""

    def __init__(self, values: Mapping[str, Json]) -> None:
        self._values = values

    def title(self, name: str = "title") -> str:
        """A title; words for none where nothing has one."""
        found = " ".join(spoken(str(self._values.get(name) or "")).split())
        if not found:
            return _("without a title")
        return found if len(found) <= LONGEST else f"{found[: LONGEST - 1].rstrip()}…"

    def count(self, name: str = "count") -> int:
        """A number, 1 where none is said."""
        found = self._values.get(name, 1)
        return found if isinstance(found, int) else 1

    def stepped(self) -> bool:
        """Whether it went up or down within its list."""
        return self._values.get("way") in ("up", "down")

    def up(self) -> bool:
        """Whether it went up."""
        return self._values.get("way") == "up"


def _stepped(values: _Values) -> str:
    return (
        _("“%(title)s” moved up", title=values.title())
        if values.up()
        else _("“%(title)s” moved down", title=values.title())
    )


def _moved(several: Callable[[_Values, int], str]) -> Callable[[_Values], str]:
    """A sentence for one thing by its title, up or down or elsewhere; for several by their number."""

    def words(values: _Values) -> str:
        if values.stepped():
            return _stepped(values)
        if values.count() > 1:
            return several(values, values.count())
        return _("“%(title)s” moved to “%(unit)s”", title=values.title(), unit=values.title("unit"))

    return words


def _many(several: Callable[[int], str], one: Callable[[str], str]) -> Callable[[_Values], str]:
    """The same for what stays in no place."""
    return lambda values: several(values.count()) if values.count() > 1 else one(values.title())


def _moved_items(values: _Values) -> str:
    if values.stepped():
        return _("An item moved up") if values.up() else _("An item moved down")
    skill = values.title("skill")
    return ngettext(
        "%(num)d item moved to “%(skill)s”", "%(num)d items moved to “%(skill)s”", values.count(), skill=skill
    )


def _out(title: str) -> str:
    return _("“%(title)s” taken out", title=title)


def _back(title: str) -> str:
    return _("“%(title)s” put back", title=title)


WORDS: Mapping[str, Callable[[_Values], str]] = {
    "begin": lambda _v: _("The draft was begun"),
    "begin-from": lambda v: _("The draft was begun with “%(title)s”", title=v.title("source")),
    "add-unit": lambda v: _("Unit “%(title)s” added", title=v.title()),
    "change-unit": lambda v: _("Unit “%(title)s” changed", title=v.title("new")),
    "remove-unit": lambda v: _("Unit “%(title)s” taken out", title=v.title()),
    "move-unit": lambda v: _stepped(v) if v.stepped() else _("Unit “%(title)s” moved", title=v.title()),
    "add-skill": lambda v: _("Skill “%(title)s” added", title=v.title()),
    "change-skill": lambda v: _("Skill “%(title)s” changed", title=v.title("new")),
    "move-skills": _moved(
        lambda v, n: ngettext(
            "%(num)d skill moved to “%(unit)s”", "%(num)d skills moved to “%(unit)s”", n, unit=v.title("unit")
        )
    ),
    "remove-skills": _many(lambda n: ngettext("%(num)d skill taken out", "%(num)d skills taken out", n, num=n), _out),
    "put-back-skills": _many(lambda n: ngettext("%(num)d skill put back", "%(num)d skills put back", n, num=n), _back),
    "merge-skills": lambda v: _("“%(title)s” made of several skills", title=v.title()),
    "set-prerequisites": lambda v: _("What “%(title)s” needs changed", title=v.title()),
    "take-out-items": lambda v: ngettext("%(num)d item taken out", "%(num)d items taken out", v.count(), num=v.count()),
    "move-items": _moved_items,
    "put-in-items": lambda v: ngettext("%(num)d item put in", "%(num)d items put in", v.count(), num=v.count()),
    "put-back-items": lambda v: ngettext("%(num)d item put back", "%(num)d items put back", v.count(), num=v.count()),
    "change-items": lambda v: ngettext("%(num)d item changed", "%(num)d items changed", v.count(), num=v.count()),
    "change-text": lambda v: _("Reading “%(title)s” changed", title=v.title("new")),
    "move-texts": _moved(
        lambda v, n: ngettext(
            "%(num)d reading moved to “%(unit)s”", "%(num)d readings moved to “%(unit)s”", n, unit=v.title("unit")
        )
    ),
    "take-out-texts": _many(
        lambda n: ngettext("%(num)d reading taken out", "%(num)d readings taken out", n, num=n), _out
    ),
    "put-back-texts": _many(
        lambda n: ngettext("%(num)d reading put back", "%(num)d readings put back", n, num=n), _back
    ),
    "change-head": lambda _v: _("What the course says of itself changed"),
    "set-goals": lambda _v: _("The goals changed"),
    "take": lambda v: _("Brought in from “%(title)s”", title=v.title("source")),
}
"""A sentence for each kind of ``Said``."""


def said_words(said: Said | None) -> str:
    """What was done, in words; empty for nothing."""
    if said is None:
        return ""
    words = WORDS.get(said.kind)
    return words(_Values(said.values)) if words else _("The last change")


def done_words(draft: Draft, did: str) -> str:
    """What the page says of what was just done. ``did`` is a word of its address, so it can say nothing else."""
    if did == "done" and draft.undo is not None:
        return f"{said_words(draft.undo)}."
    if did == "undone" and draft.redo is not None:
        return _("Undone: %(change)s.", change=said_words(draft.redo))
    if did == "redone" and draft.undo is not None:
        return _("Done again: %(change)s.", change=said_words(draft.undo))
    if did == "late":
        return _("Somebody changed the draft meanwhile. Nothing was undone; this is how it is now.")
    return ""


def taken_words(taken: Taken) -> str:
    """What came of bringing in."""
    skills, items, texts = taken.skills, taken.items, taken.texts
    parts = [
        ngettext("%(num)d skill", "%(num)d skills", skills, num=skills) if skills else "",
        ngettext("%(num)d item", "%(num)d items", items, num=items) if items else "",
        ngettext("%(num)d reading", "%(num)d readings", texts, num=texts) if texts else "",
    ]
    told = ", ".join(part for part in parts if part)
    said = _("Brought in: %(parts)s.", parts=told) if told else _("Nothing new came in.")
    if taken.there:
        said += " " + ngettext(
            "%(num)d thing was here already.", "%(num)d things were here already.", taken.there, num=taken.there
        )
    return said


ASKED: Mapping[str, Callable[[], str]] = {
    "choice": lambda: _("one to choose"),
    "multiple-choice": lambda: _("several to choose"),
    "cloze": lambda: _("gaps to fill"),
    "code": lambda: _("code to write"),
    "expression": lambda: _("an expression"),
    "graph": lambda: _("a graph"),
    "labelling": lambda: _("labels to place"),
    "match": lambda: _("pairs to match"),
    "numeric": lambda: _("a number"),
    "open": lambda: _("an open answer"),
    "order": lambda: _("an order"),
    "quantity": lambda: _("a number with its unit"),
    "short-text": lambda: _("a short answer"),
    "solution-set": lambda: _("a set of solutions"),
    "table": lambda: _("a table to fill"),
    "text": lambda: _("a word or two"),
    "working": lambda: _("working, line by line"),
}
"""What a kind of step asks for, for whoever chooses items."""


def asked_words(kinds: Sequence[str]) -> str:
    """What an item asks for: its steps' kinds, each once."""
    named = dict.fromkeys(ASKED[kind]() if kind in ASKED else kind for kind in kinds)
    steps = ngettext("%(num)d step", "%(num)d steps", len(kinds), num=len(kinds)) if len(kinds) > 1 else ""
    return ": ".join(part for part in (steps, ", ".join(named)) if part)


def hard_words(difficulty: float) -> str:
    """How hard an item is beside others, empty where it is like them; figures mean little to whoever chooses."""
    if difficulty <= -1:
        return _("much easier than the others")
    if difficulty <= -0.35:
        return _("easier than the others")
    if difficulty < 0.35:
        return ""
    return _("harder than the others") if difficulty < 1 else _("much harder than the others")
