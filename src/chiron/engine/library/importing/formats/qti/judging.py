"""What an item says of a response: its outcomes, and how good they are.

The key of an item is not only what it declares: marking may give full points for something else, or none for what is
declared. So the item's own response processing is carried out for each answer that is tried.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from chiron.engine.library.importing.formats.qti.expressions import evaluate
from chiron.engine.library.importing.formats.qti.processing import carry_out
from chiron.engine.library.importing.formats.qti.scope import BUDGET, Scope
from chiron.engine.library.importing.formats.qti.values import Declared, Undecided, Value, numeric
from chiron.engine.library.importing.formats.qti.vocabulary import Element, children

Quality = tuple[float, float]
"""SCORE, then whatever else is points: parts of an item often have outcomes of their own."""
_TEMPLATE = re.compile(r"(match_correct|map_response_point|map_response|CC2_match_basic|CC2_match|CC2_map_response)")
_POINTS = re.compile(r"score|points?\b|mark|grade", re.IGNORECASE)
_BOUNDS = re.compile(r"max|min|norm|pass", re.IGNORECASE)
_BUILT_IN: dict[str, Value] = {"numAttempts": 1, "duration": 0.0, "completionStatus": "unknown"}
SCORE = "SCORE"


@dataclass(slots=True)
class Judge:
    """Carries out the marking of one item."""

    responses: dict[str, Declared]
    outcomes: dict[str, Declared]
    templates: Mapping[str, Value] = field(default_factory=dict)
    correct: Mapping[str, Value] = field(default_factory=dict)
    rules: Element | None = None
    """The item's own, None where a template or nothing says it."""
    template: str = ""
    """``match_correct``, ``map_response``, ``map_response_point``, or empty."""
    unread: str = ""
    """Why the marking cannot be carried out."""
    budget: list[int] = field(default_factory=lambda: [BUDGET])

    @property
    def silent(self) -> bool:
        """Whether the item says nothing of how it is marked."""
        return self.rules is None and not self.template

    def right(self, name: str) -> Value:
        """The declared correct response of a variable."""
        own = self.responses.get(name)
        return self.correct.get(name, own.correct if own else None)

    def value(self, element: Element) -> Value:
        """The value of an expression of its rules before anything is answered. Raises Undecided."""
        return evaluate(element, self._scope({}))

    def after(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """Every outcome after a response. Raises Undecided."""
        scope = self._scope(given)
        if self.rules is not None:
            carry_out(self.rules, scope)
        elif self.template:
            scope.values[SCORE] = self._by_template(given)
        return scope.values

    def _scope(self, given: Mapping[str, Value]) -> Scope:
        if self.unread:
            raise Undecided(self.unread)
        declared = self.responses | self.outcomes
        values = {name: one.default for name, one in self.outcomes.items()}
        for name, one in self.outcomes.items():
            if one.default is None and one.base in ("integer", "float") and one.cardinality == "single":
                values[name] = 0.0 if one.base == "float" else 0
        values |= _BUILT_IN | dict(self.templates) | {name: given.get(name) for name in self.responses}
        return Scope(values, declared, dict(self.correct), budget=self.budget)

    def _by_template(self, given: Mapping[str, Value]) -> float:
        """The standard templates (QTI 2.1, section 5.2). They name RESPONSE; some items call it otherwise."""
        names = [SINGLE] if SINGLE in self.responses and len(self.responses) == 1 else list(self.responses)
        total = 0.0
        for name in names:
            own, value = self.responses[name], given.get(name)
            if self.template == "map_response" and own.mapping is not None:
                total += own.mapping.total(value)
            elif self.template == "map_response_point":
                raise Undecided("a template for points")
            elif self.right(name) is not None:
                total += 1.0 if value == self.right(name) else 0.0
        return total

    def quality(self, given: Mapping[str, Value]) -> Quality:
        """How good a response is. Raises Undecided."""
        after = self.after(given)
        own = [name for name in after if name in self.outcomes or name == SCORE]
        others = [name for name in own if name != SCORE and _POINTS.search(name) and not _BOUNDS.search(name)]
        return numeric(after.get(SCORE)) or 0.0, sum(numeric(after.get(name)) or 0.0 for name in others)


SINGLE = "RESPONSE"


def named_template(element: Element) -> str:
    """The standard template that response processing names; empty where it names none."""
    for attribute in ("template", "templateLocation"):
        found = _TEMPLATE.search(element.get(attribute) or "")
        if found:
            name = found[1]
            return {"CC2_map_response": "map_response"}.get(name, "match_correct" if name.startswith("CC2") else name)
    return ""


def has_rules(element: Element) -> bool:
    """Whether response processing holds rules of its own."""
    return bool(children(element))
