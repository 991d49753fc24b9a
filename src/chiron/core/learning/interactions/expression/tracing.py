"""Why a rewritten expression is wrong: the idea that explains it, and numbers that show it.

Only for a step whose prompt gives the expression to rewrite: what that comes to, anybody may work out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.show import tex
from chiron.core.learning.maths.tree import Node
from chiron.core.learning.working.explaining import explain
from chiron.core.learning.working.witness import Witness
from chiron.core.learning.working.wording import idea_feedback, witness_words
from chiron.core.words import Json


@dataclass(frozen=True, slots=True)
class Traced:
    """What was found: words for the learner, the skill's misconception, and what shows it."""

    misconception: str | None = None
    feedback: str | None = None
    proof: Mapping[str, Json] = field(default_factory=dict)


def traced(given: Node, found: Node, task: Json, key: Json, known: bool) -> Traced:
    """Trace a wrong answer to an idea, unless its author ``known`` it, and to a point at which the two differ."""
    proof: dict[str, Json] = {}
    misconception, feedback = None, None
    ideas = () if known else explain([given], found)
    if ideas:
        best = ideas[0]
        proof["ideas"] = [idea.rule for idea in ideas]
        proof["made"] = tex(best.line, task["decimal"], task["language"])
        named = {entry["rule"]: entry["misconception"] for entry in key["ideas"]}
        misconception = named.get(best.rule)
        feedback = key.get("misconceptions", {}).get(misconception) or idea_feedback(best.rule, task["language"])
    apart = same(given, found).witness
    # Without letters the value of what is given is the answer itself.
    if apart is not None and apart.place and not isinstance(apart.left, bool) and not isinstance(apart.right, bool):
        shown = Witness("given", dict(apart.place), apart.left, apart.right)
        proof["counterexample"] = {
            "kind": "given",
            "at": {letter: str(value) for letter, value in apart.place},
            "left": None if apart.left is None else str(apart.left),
            "right": None if apart.right is None else str(apart.right),
        }
        feedback = feedback or witness_words(shown, task["language"], task["decimal"])
    return Traced(misconception, feedback, proof)
