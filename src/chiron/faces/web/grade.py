"""What an opened grade says: which checker, how sure, who judged since."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chiron.core.words import Json
from chiron.faces.web.language import _, percent


def checker_words(checker: str) -> str:
    """A checker and its version: "numeric, version 2"."""
    name, _sep, version = checker.partition("@")
    return _("%(checker)s, version %(version)s", checker=name, version=version) if version else name


def chance_words(proof: Mapping[str, Json]) -> str:
    """How sure a trained grader was, and from where on it says right or not yet."""
    try:
        chance = percent(float(proof["chance"]))
        low, high = (percent(float(proof[name])) for name in ("reject_at", "accept_at"))
    except (KeyError, TypeError, ValueError):
        return str(proof.get("chance", ""))
    return _("%(chance)s; right from %(high)s on, not yet up to %(low)s", chance=chance, high=high, low=low)


def decisions_words(proof: Mapping[str, Json]) -> str:
    """That people judged the same answer before; nobody's words."""
    try:
        count, right = int(proof["decisions"]["count"]), bool(proof["decisions"]["right"])
    except (KeyError, TypeError, ValueError):
        return ""
    if count > 1:
        times = _("Judged %(count)s times by a person here:", count=count)
    else:
        times = _("A person here judged the same answer before:")
    return f"{times} {_('right.') if right else _('not yet.')}"


def learnt_words(proof: Mapping[str, Json]) -> str:
    """That it was compared with other answers that people judged; nobody's words."""
    try:
        return _("Compared with %(count)s answers that people here judged.", count=int(proof["learnt"]["count"]))
    except (KeyError, TypeError, ValueError):
        return ""


def judged_by_words(by: str, name: str | None) -> str:
    """Who judged an answer after its checker. ``name`` is the learner's where somebody else reads it."""
    known: Mapping[str, Callable[[], str]] = {
        "person": lambda: _("A person decided."),
        "checker": lambda: _("A newer checker judged it again."),
        "self": lambda: _("%(name)s judged it alone.", name=name) if name else _("You judged it yourself."),
    }
    return known[by]() if by in known else ""


def grade_helpers() -> dict[str, Callable[..., Any]]:
    """What templates may call."""
    return {
        "checker_words": checker_words,
        "chance_words": chance_words,
        "decisions_words": decisions_words,
        "learnt_words": learnt_words,
        "judged_by_words": judged_by_words,
    }
