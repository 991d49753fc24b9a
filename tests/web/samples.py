"""Made-up pages: contexts for every template, so that pages can be seen and tested without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import SkillView
from chiron.core.learning.stages import Stages
from chiron.core.learning.state import Piece, Said, Trace
from chiron.core.words import Move, MoveKind, Outcome, Source
from chiron.desks.tutoring.views.knowledge import Evidence, Known
from chiron.desks.tutoring.views.practice import Practice, Row, Rung, StepView, WorkedExample, WorkedStep
from chiron.desks.tutoring.views.today import Change, Day, GoalView, Summary, Today, Week
from chiron.engine.people.person import Person, Role

NOW = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)
_HINTS = {"point": "Look.", "principle": "Think.", "next_step": "Do.", "worked_example": "See."}
_UNITS = {
    "expressions": (
        "Expressions",
        (
            ("order-of-operations", "Order of operations", ()),
            ("negative-numbers", "Negative numbers", ()),
            ("letters-for-numbers", "Letters for numbers", ()),
            ("substitute-a-value", "Substitute a value", ("order-of-operations", "negative-numbers")),
            ("like-terms", "Like terms", ("negative-numbers", "letters-for-numbers")),
            ("multiply-out-brackets", "Multiply out brackets", ("substitute-a-value", "like-terms")),
            ("factor-out-a-number", "Factor out a number", ("multiply-out-brackets",)),
            ("fractions-of-terms", "Fractions of terms", ("like-terms",)),
        ),
    ),
    "equations": (
        "Equations",
        (
            ("what-a-solution-is", "What a solution is", ("substitute-a-value",)),
            ("one-step", "One-step equations", ("what-a-solution-is",)),
            ("two-step", "Two-step equations", ("one-step",)),
            ("with-brackets", "Equations with brackets", ("multiply-out-brackets",)),
            ("both-sides", "$x$ on both sides", ("two-step", "with-brackets")),
            ("inequalities", "Inequalities", ("two-step",)),
            ("rearrange", "Rearrange a formula", ("both-sides",)),
            ("with-fractions", "Equations with fractions", ("both-sides", "fractions-of-terms")),
            ("word-problems", "Word problems", ("with-fractions",)),
        ),
    ),
    "lines": (
        "Lines and pairs",
        (
            ("coordinates", "Coordinates", ()),
            ("tables-and-graphs", "Tables and graphs", ("coordinates",)),
            ("gradient", "Gradient", ("tables-and-graphs",)),
            ("y-mx-c", "$y = mx + c$", ("gradient", "rearrange")),
            ("by-substitution", "Pairs by substitution", ("both-sides",)),
            ("by-elimination", "Pairs by elimination", ("by-substitution",)),
            ("model", "Model a situation", ("by-elimination", "word-problems")),
        ),
    ),
}


def course(units: dict[str, Any] | None = None, wanted: list[str] | None = None) -> Course:
    """The course of the pictures: 24 skills in three units."""
    return Course.model_validate(
        {
            "format": 1,
            "id": "algebra",
            "title": "Foundations of algebra",
            "summary": "Letters for numbers.",
            "licence": "CC-BY-4.0",
            "authors": ["Chiron"],
            "audience": {"ages": [11, 15]},
            "scope": "Linear equations.",
            "objectives": ["Solve linear equations."],
            "goals": [{"id": "linear", "title": "Linear equations", "skills": wanted or ["both-sides"]}],
            "flows": {"opening": ["Welcome."], "check_in": ["How is it going?"], "ending": ["Well done."]},
            "units": [
                {"id": unit, "title": title, "summary": title, "skills": [_skill(*skill) for skill in skills]}
                for unit, (title, skills) in (units or _UNITS).items()
            ],
        }
    )


def _skill(name: str, title: str, prerequisites: tuple[str, ...]) -> dict[str, Any]:
    step = {"id": "one", "kind": "numeric", "prompt": "Solve.", "hints": _HINTS, "solution": "1", "answer": "1"}
    return {
        "id": name,
        "title": title,
        "objective": f"You can do this: {title}.",
        "prerequisites": list(prerequisites),
        "templates": [{"id": "first", "prompt": "Solve.", "steps": [step], "solution": "1"}],
    }


_STATES: dict[str, tuple[str, str, str, int]] = {
    "like-terms": ("demonstrated", "demonstrated", "fairly-sure", 11),
    "factor-out-a-number": ("estimated", "estimated", "not-sure", 3),
    "fractions-of-terms": ("estimated", "estimated", "fairly-sure", 4),
    "with-brackets": ("demonstrated", "demonstrated", "fairly-sure", 8),
    "both-sides": ("best-next", "estimated", "not-sure", 5),
    "inequalities": ("ready", "not-yet", "not-sure", 0),
    "coordinates": ("estimated", "estimated", "fairly-sure", 4),
}
_SHOWN = {
    "order-of-operations",
    "negative-numbers",
    "letters-for-numbers",
    "substitute-a-value",
    "multiply-out-brackets",
}
_SHOWN |= {"what-a-solution-is", "one-step", "two-step"}


def every(of: Course) -> tuple[Known, ...]:
    """What is known of each skill, as in the picture of the map."""
    found = []
    for skill in of.skills.values():
        usual = (
            ("demonstrated", "demonstrated", "sure", 9) if skill.id in _SHOWN else ("not-yet", "not-yet", "not-sure", 0)
        )
        mark, state, certainty, answers = _STATES.get(skill.id, usual)
        likely = {"demonstrated": 0.92, "estimated": 0.62}.get(state, 0.2)
        low, high = {"sure": (likely - 0.04, likely + 0.04), "fairly-sure": (likely - 0.08, likely + 0.06)}.get(
            certainty, (likely - 0.18, likely + 0.16)
        )
        missing = () if mark != "not-yet" else skill.prerequisites[:1]
        last = NOW - timedelta(days=8) if answers else None
        view = SkillView(state, certainty, likely, low, high, answers)  # type: ignore[arg-type]
        found.append(Known(skill, of.unit_of[skill.id], mark, view, answers, last, None, missing, True))  # type: ignore[arg-type]
    return tuple(found)


def evidence(of: Course) -> Evidence:
    """Why the chosen skill stands where it does."""
    known = next(each for each in every(of) if each.skill.id == "both-sides")
    rows = (("correct", 0, 0), ("incorrect", 0, 0), ("correct", 2, 1), ("correct", 0, 2), ("correct", 0, 2))
    trace = tuple(
        Trace(f"k{n}", NOW - timedelta(days=days), Outcome(outcome), hints, "first", n)
        for n, (outcome, hints, days) in enumerate(rows)
    )
    shown = Stages(estimated=True, retained=NOW - timedelta(days=1))
    return Evidence(known, trace, (of.skills["two-step"], of.skills["with-brackets"]), shown)


def _row(outcome: str, answer: str, feedback: str | None = None, minute: int = 0, note: str | None = None) -> Row:
    return Row(f"key-{minute}", Outcome(outcome), answer, feedback, note, False, NOW + timedelta(minutes=minute), {})


def talk() -> tuple[Said, ...]:
    """What was said beside the problem."""
    hint = "They stand on *different sides*. To move a term across, do the same thing to both sides. "
    hint += "What undoes “plus $2x$” on the right?"
    quote = "An equation is a balance. Whatever you take from one pan, take from the other, or it no longer balances."
    return (
        Said("t1", "learner", (Piece("Why can’t I just add 3x and 2x?", Source.PERSON),), NOW),
        Said(
            "t2",
            "tutor",
            (
                Piece(hint, Source.COURSE, "Hint 2 of 4: the principle"),
                Piece(quote, Source.COURSE, "Lesson 5, The balance", "both-sides", True),
            ),
            NOW,
        ),
    )


def practice(of: Course, kind: str = "expression", task: Any = None, finished: bool = False) -> Practice:
    """The practice page of the picture: two steps done, the third not yet."""
    wrong = "Your line is true for $x = 2.2$. There, the line above says $6.6 = 15.4$, which is false."
    steps = (
        StepView(
            "clear",
            1,
            "expression",
            "Clear the bracket.",
            "done",
            (_row("correct", "$3x - 6 = 2x + 5$", "You cleared the bracket.", 1),),
            {},
            None,
            None,
        ),
        StepView(
            "add",
            2,
            "expression",
            "Add to both sides.",
            "done",
            (_row("correct", "$3x = 2x + 11$", "You added 6 to both sides.", 2),),
            {},
            None,
            None,
        ),
        StepView(
            "gather",
            3,
            kind,
            "Gather the terms with $x$ on one side.",
            "done" if finished else "current",
            (_row("incorrect", "$5x = 11$", wrong, 3),),
            task or {"decimal": ".", "language": "en", "variables": ["x"], "form": [], "equation": False},
            None,
            None,
        ),
    )
    names = ("point", "principle", "next_step", "worked_example")
    states = ("passed", "current", "coming", "coming")
    return Practice(
        course=of,
        item=SimpleNamespace(id="item-1", skill="both-sides"),  # type: ignore[arg-type]
        skill_title="$x$ on both sides",
        prompt="$3(x - 2) = 2x + 5$",
        steps=steps,
        current=None if finished else steps[2],
        position=3,
        length=6,
        purpose="practice",
        reason="nearly",
        because={"skill": "both-sides"},
        ladder=tuple(Rung(name, state) for name, state in zip(names, states, strict=True)),  # type: ignore[arg-type]
        next_rung="next_step",
        rungs_taken=2,
        helped=True,
        may_show=False,
        may_undo=True,
        finished=finished,
        solution="$$x = 11$$" if finished else None,
        talk=talk(),
    )


def today(of: Course) -> Today:
    """Today, in the middle of a question."""
    due = tuple(k for k in every(of) if k.skill.id in {"like-terms", "negative-numbers", "factor-out-a-number"})
    minutes = (18, 0, 22, 14, 0, 0, 0)
    days = tuple(Day(date(2026, 11, 16) + timedelta(days=n), m, n == 4, n > 4) for n, m in enumerate(minutes))
    goal = GoalView(of.goals[0], "", date(2026, 12, 18), 9, 14, date(2026, 12, 11))
    return Today("resume", None, of.skills["both-sides"], 12, practice(of), 3, due, goal, Week(days, 54, 90), None)


def chosen(of: Course) -> Today:
    """Today, with something chosen for the learner among several."""
    because = {
        "skill": "both-sides",
        "chance": 0.56,
        "others": {"like-terms": 0.31, "negative-numbers": 0.13},
        "minutes": 1.6,
        "evidence": 4,
        "way": "example",
        "way_because": "wrong",
    }
    move = Move(MoveKind.ASK, "shaky", because, "both-sides")
    return replace(today(of), kind="practise", move=move, open=None)


def before(of: Course) -> Practice:
    """A worked example that is read before an item."""
    steps = (
        WorkedStep("Clear the bracket.", "$4(x - 3) = 4x - 12$", "Each term in the bracket is multiplied."),
        WorkedStep("What is $x$?", "$4x - 12 = 2x$, so $2x = 12$ and $x = 6$.", None),
    )
    example = WorkedExample("Solve $4(x - 3) = 2x$.", steps, "1. Clear the bracket.\n2. $x = 6$")
    because = {"skill": "both-sides", "chance": 1.0, "way": "example", "way_because": "new"}
    return replace(practice(of), reason="fresh", because=because, example=example, left=7)


def challenge(of: Course) -> Practice:
    """An item in a new place, with a step that is worked."""
    shown = practice(of)
    first = replace(shown.steps[0], rows=(), solution="$3x - 6 = 2x + 5$", given=True)
    because = {"skill": "both-sides", "chance": 1.0, "others": {"like-terms": 0.0}, "given": ["clear"]}
    because |= {"way": "faded", "way_because": "new"}
    return replace(shown, steps=(first, *shown.steps[1:]), reason="challenge", because=because)


def pause(of: Course) -> Summary:
    """A sitting that a break ended."""
    return replace(summary(of), over="break", over_because={"minutes": 31})


def summary(of: Course) -> Summary:
    """The end of a sitting."""

    def seen(state: str, certainty: str, low: float, high: float) -> SkillView:
        return SkillView(state, certainty, (low + high) / 2, low, high, 6)  # type: ignore[arg-type]

    changes = (
        Change(
            of.skills["both-sides"],
            seen("estimated", "not-sure", 0.44, 0.78),
            seen("estimated", "fairly-sure", 0.58, 0.82),
            None,
            3,
            4,
            1,
        ),
        Change(
            of.skills["with-brackets"],
            seen("estimated", "fairly-sure", 0.7, 0.88),
            seen("demonstrated", "sure", 0.84, 0.95),
            None,
            2,
            2,
            0,
        ),
        Change(
            of.skills["like-terms"],
            seen("demonstrated", "fairly-sure", 0.78, 0.9),
            seen("demonstrated", "sure", 0.85, 0.94),
            None,
            1,
            1,
            0,
        ),
    )
    remember = (
        "Adding across the equals sign",
        "Twice you added $3x$ and $2x$ across the equals sign. Put a number in: it is a good check to keep.",
    )
    return Summary(
        "practice",
        NOW,
        NOW + timedelta(minutes=24),
        24,
        6,
        4,
        changes,
        remember,
        2,
        2,
        of.skills["with-fractions"],
        {},
        "fresh",
        "That is a good place to stop.",
    )


def person(**preferences: Any) -> Person:
    """Ada learns."""
    from uuid import UUID

    return Person(
        UUID(int=1),
        UUID(int=2),
        "Ada",
        "ada",
        frozenset({Role.LEARNER}),
        preferences={"course": "algebra", **preferences},
    )
