"""Marking in QTI 1.2, as Common Cartridge uses it: conditions in turn, each setting SCORE and showing feedback.

IMS QTI ASI information model 1.2.1, section 3.5 (resprocessing), and the profile of Common Cartridge 1.1 to 1.3,
section 4.7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chiron.engine.library.importing.formats.qti.values import Undecided
from chiron.engine.library.importing.formats.qti.vocabulary import Element, below, child, children, local, words

Given = Mapping[str, frozenset[str]]
"""What is picked or typed for each response."""
COMPARED = {
    "vargt": lambda one, other: one > other,
    "vargte": lambda one, other: one >= other,
    "varlt": lambda one, other: one < other,
    "varlte": lambda one, other: one <= other,
}
MOST = 60_000
"""Conditions looked at for one item."""


@dataclass(slots=True)
class Marking:
    """The respconditions of one item."""

    conditions: list[Element]
    left: int = MOST
    _known: dict[tuple[tuple[str, frozenset[str]], ...], tuple[float, tuple[str, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, item: Element) -> Marking:
        """The marking of an item; without conditions where it has none."""
        return cls([each for one in children(item, "resprocessing") for each in children(one, "respcondition")])

    def after(self, given: Given) -> tuple[float, tuple[str, ...]]:
        """SCORE, and the names of the feedback that is shown. Raises Undecided."""
        key = tuple(sorted(given.items()))
        if key not in self._known:
            self._known[key] = self._after(given)
        return self._known[key]

    def score(self, given: Given) -> float:
        """SCORE. Raises Undecided."""
        return self.after(given)[0]

    def _after(self, given: Given) -> tuple[float, tuple[str, ...]]:
        score, shown = 0.0, list[str]()
        for condition in self.conditions:
            self.left -= 1
            if self.left < 0:
                raise Undecided("its marking takes too long")
            inner = child(condition, "conditionvar")
            if inner is None or not all(holds(each, given) for each in children(inner)):
                continue
            for change in children(condition, "setvar"):
                if (change.get("varname") or "SCORE").upper() in ("SCORE", "QUE_SCORE"):
                    score = _changed(score, change)
            shown += [each.get("linkrefid") or "" for each in children(condition, "displayfeedback")]
            if not _goes_on(condition):
                break
        return score, tuple(shown)

    def named(self, response: str, *tests: str) -> list[str]:
        """The values with which conditions compare a response, in their order."""
        every = (each for one in self.conditions for each in below(one, *tests))
        found = [words(each) for each in every if each.get("respident") in (response, None)]
        return list(dict.fromkeys(each for each in found if each))

    def wanted(self, response: str) -> frozenset[str]:
        """What conditions ask for and do not forbid, where they give points."""
        found = set[str]()
        for condition in self.conditions:
            if not any(_points(each) > 0 for each in children(condition, "setvar")):
                continue
            inner = child(condition, "conditionvar")
            for each in below(inner, "varequal") if inner is not None else ():
                above = [local(one) for one in each.iterancestors()]
                if each.get("respident") == response and above.count("not") % 2 == 0:
                    found.add(words(each))
        return frozenset(found)


def _goes_on(condition: Element) -> bool:
    """Whether what follows is looked at, too. Canvas says nothing where each part of a question adds its points."""
    said = condition.get("continue")
    if said is not None:
        return str(said).lower() == "yes"
    return any((each.get("action") or "").lower() == "add" for each in children(condition, "setvar"))


def _points(change: Element) -> float:
    try:
        # All the points that there are: as Blackboard writes it.
        return 1.0 if words(change).upper() == "SCORE.MAX" else float(words(change) or 0)
    except ValueError:
        return 0.0


def _changed(score: float, change: Element) -> float:
    value = _points(change)
    action = (change.get("action") or "Set").lower()
    if action == "divide":
        return score / value if value else score
    return {"add": score + value, "subtract": score - value, "multiply": score * value}.get(action, value)


def holds(test: Element, given: Given) -> bool:
    """Whether a condition holds. Raises Undecided."""
    name = local(test)
    inner = children(test)
    if name == "and":
        return all(holds(each, given) for each in inner)
    if name == "or":
        return any(holds(each, given) for each in inner)
    if name == "not":
        return not any(holds(each, given) for each in inner)
    if name == "other":
        return True
    picked = given.get(test.get("respident") or "", frozenset())
    if name == "unanswered":
        return not picked
    return _compared(name, test, picked)


def _compared(name: str, test: Element, picked: frozenset[str]) -> bool:
    value, exact = words(test), (test.get("case") or "No").lower() == "yes"
    even = {each if exact else each.casefold() for each in picked}
    wanted = value if exact else value.casefold()
    if name == "varequal":
        return wanted in even
    if name == "varsubstring":
        return any(wanted in each for each in even)
    if name == "varsubset":
        return {part.strip() for part in wanted.split(",")} <= even
    if name in COMPARED:
        try:
            return any(COMPARED[name](float(each), float(value)) for each in picked)
        except ValueError:
            return False
    raise Undecided(f"the condition {name}")
