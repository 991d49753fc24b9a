"""Draw the pictures of docs/explanation from the learner model itself: `python tools/draw_estimates.py [--check]`.

Every number in them is what the model that ships says, so that no picture tells of another one. A picture has its own
ground and follows the reader's light or dark; what its colours say its words say as well.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from random import Random

from chiron.core.learning.mastery import Estimate, Gaussian, Observation, SkillView, observed
from chiron.core.learning.memory import retrievability, review
from chiron.core.learning.simulate.graphs import world

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
BEGIN = datetime(2026, 9, 1, 9, tzinfo=UTC)
WIDE, TALL = 720, 380
STYLE = """
.ground{fill:#fbf8f1}.line{stroke:#ded6c6}.ink{fill:#1e2a3a}.soft{fill:#525b67}
.rule{stroke:#7f7766;stroke-dasharray:5 4}
.range{stroke:#7f7766;stroke-width:7;stroke-linecap:round}.curve{fill:none;stroke:#1e2a3a;stroke-width:2.5}
.alone{fill:none;stroke:#9c3d0c;stroke-width:2.5;stroke-dasharray:2 5;stroke-linecap:round}
.box{fill:#f2ede2}.look{fill:#9c3d0c}text{font:15px system-ui,sans-serif}.title{font-weight:600;font-size:17px}
@media (prefers-color-scheme: dark){
.ground{fill:#14171b}.line{stroke:#353a41}.ink{fill:#ece7dc}.soft{fill:#b4b0a6}.rule{stroke:#858a90}.range{stroke:#858a90}
.curve{stroke:#ece7dc}.alone{stroke:#f4a972}.box{fill:#0e1013}.look{fill:#f4a972}}
"""
ANSWERS = (True, True, False, True, True, True, True, True, True)
DAYS = 90
CHAIN = {"s0": "What a solution is", "s1": "One-step equations", "s2": "Two-step equations"}
"""Each needs the one before it."""


def text(x: float, y: float, words: str, kind: str = "soft", anchor: str = "middle") -> str:
    """One line of words."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def caption(words: str) -> str:
    """The line below a picture."""
    return text(24, 368, words, "soft", "start")


def line(one: tuple[float, float], other: tuple[float, float], kind: str) -> str:
    """A straight line."""
    return f'<line class="{kind}" x1="{one[0]:.1f}" y1="{one[1]:.1f}" x2="{other[0]:.1f}" y2="{other[1]:.1f}"/>'


def dot(x: float, y: float, size: float = 6) -> str:
    """A filled mark."""
    return f'<circle class="ink" cx="{x:.1f}" cy="{y:.1f}" r="{size}"/>'


def path(points: Sequence[tuple[float, float]], kind: str) -> str:
    """A line through points."""
    return f'<polyline class="{kind}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'


def picture(title: str, told: str, parts: Iterator[str]) -> str:
    """A whole picture. ``told`` says in words what it shows."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {TALL}" role="img" aria-labelledby="t d">'
    names = f'<title id="t">{escape(title)}</title>\n<desc id="d">{escape(told)}</desc>\n<style>{STYLE}</style>'
    ground = f'<rect class="ground" width="{WIDE}" height="{TALL}" rx="10"/>'
    return "\n".join([head, names, ground, text(24, 32, title, "ink title", "start"), *parts, "</svg>", ""])


def scale(share: float, top: float = 62, low: float = 300, least: float = 0.0) -> float:
    """Where a share from ``least`` to 1 stands."""
    return low - (low - top) * (share - least) / (1 - least)


def ruler(shares: Sequence[float], least: float = 0.0) -> Iterator[str]:
    """Faint lines with their numbers at the left."""
    for share in shares:
        at = scale(share, least=least)
        yield line((60, at), (WIDE - 24, at), "line")
        yield text(52, at + 5, f"{share * 100:.0f}", "soft", "end")


def after_answers() -> list[SkillView]:
    """What is shown of a skill before any answer, and after each of ANSWERS, given one after the other."""
    model, (course, _) = Gaussian(), world({"s0": []}, Random(0), stated=0.0, spread=0.0)
    known: dict[str, Estimate] = {}
    shown = [model.view(model.estimate(course, "s0", known, BEGIN), None, BEGIN)]
    for place, right in enumerate(ANSWERS):
        known = observed(model, course, "s0", known, Observation(float(right), BEGIN, f"item-{place}"))
        shown.append(model.view(known["s0"], None, BEGIN))
    return shown


def answers() -> str:
    """What each answer does to a chance and its range."""
    shown = after_answers()

    def parts() -> Iterator[str]:
        yield from ruler((0, 0.25, 0.5, 0.75, 1))
        for share in (0.7, 0.85):
            yield line((60, scale(share)), (WIDE - 46, scale(share)), "rule")
            yield text(WIDE - 14, scale(share) + 5, f"{share * 100:.0f}", "ink", "end")
        yield text(WIDE - 24, 32, "dashed: likely from 70, demonstrated from 85", "soft", "end")
        for place, view in enumerate(shown):
            x = 92 + place * 63
            yield line((x, scale(view.low)), (x, scale(view.high)), "range")
            yield dot(x, scale(view.likely), 7)
            yield text(x, 322, f"{view.likely * 100:.0f}", "ink")
            if place:
                yield text(
                    x, 342, "right" if ANSWERS[place - 1] else "not yet", "soft" if ANSWERS[place - 1] else "look"
                )
        yield text(92, 342, "at first")
        yield caption("Dot: times in 100. Bar: four times in five it lies in there. No help, nothing to guess.")

    first, last = shown[0], shown[-1]
    ends = [
        f"{100 * v.likely:.0f} in 100 with a bar from {100 * v.low:.0f} to {100 * v.high:.0f}" for v in (first, last)
    ]
    told = (
        f"Ten dots with bars. Before any answer {ends[0]}. Each right answer lifts the dot and shortens the bar; the "
        f"third, not yet, takes the dot down again; after nine answers {ends[1]}."
    )
    return picture("One skill, nine answers", told, parts())


def fading() -> tuple[list[tuple[float, float]], list[tuple[float, float]], list[float]]:
    """(day, recall) with every review kept on its day, the same without any, and the days of the reviews."""
    memory = alone = review(None, 3, BEGIN)
    kept, lost, reviews = list[tuple[float, float]](), list[tuple[float, float]](), list[float]()
    for half_day in range(DAYS * 4 + 1):
        day = half_day / 4
        when = BEGIN + timedelta(days=day)
        if when >= memory.due:
            kept.append((day, retrievability(memory, when)))
            memory = review(memory, 3, when)
            reviews.append(day)
        kept.append((day, retrievability(memory, when)))
        lost.append((day, retrievability(alone, when)))
    return kept, lost, reviews


def forgetting() -> str:
    """How recall falls, and what a review does."""
    kept, lost, reviews = fading()
    least = 0.5

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return 60 + (WIDE - 84) * point[0] / DAYS, scale(point[1], least=least)

    def parts() -> Iterator[str]:
        yield from ruler((0.5, 0.6, 0.7, 0.8, 0.9, 1), least)
        yield line((60, scale(0.9, least=least)), (WIDE - 24, scale(0.9, least=least)), "rule")
        yield path([place(point) for point in lost], "alone")
        yield path([place(point) for point in kept], "curve")
        for day in reviews:
            yield dot(place((day, 1.0))[0], place((day, 1.0))[1])
        yield text(WIDE - 30, place(kept[-1])[1] + 24, "reviewed when due", "ink", "end")
        yield text(WIDE - 30, place(lost[-1])[1] - 22, "never reviewed", "look", "end")
        for day in range(0, DAYS + 1, 15):
            yield text(place((day, 0))[0], 322, f"{day}")
        yield text(WIDE / 2, 344, "days since it was first shown")
        yield caption("Recall, times in 100. Dots: reviews that went well, when recall has fallen to 90.")

    days = ", ".join(f"{day:.0f}" for day in reviews)
    told = (
        f"Two falling lines. Never reviewed, recall falls to {lost[-1][1] * 100:.0f} in 100 after {DAYS} days. "
        f"Reviewed on days {days} it returns to 100 each time, and then falls ever more slowly."
    )
    return picture("Why a chance falls with time", told, parts())


def neighbours() -> list[tuple[str, dict[str, SkillView]]]:
    """Three skills, each needing the one before: at first, after answers in the last, after answers in the first."""
    model = Gaussian()
    graph = {name: [before] if before else [] for name, before in zip(CHAIN, (None, "s0", "s1"), strict=True)}
    course, _ = world(graph, Random(0), stated=0.0, spread=0.0)
    rows = []
    for words, skill, right in (
        ("Before any answer", "s0", None),
        ("After four right in the last", "s2", True),
        ("After four not yet in the first", "s0", False),
    ):
        known: dict[str, Estimate] = {}
        for place in range(4 if right is not None else 0):
            known = observed(model, course, skill, known, Observation(float(bool(right)), BEGIN, f"item-{place}"))
        found = model.estimates(course, known, BEGIN)
        rows.append((words, {name: model.view(found[name], None, BEGIN) for name in CHAIN}))
    return rows


def graph() -> str:
    """What answers in one skill say of its neighbours."""
    rows = neighbours()

    def parts() -> Iterator[str]:
        lefts = {name: 24 + 232 * place for place, name in enumerate(CHAIN)}
        for name, x in lefts.items():
            yield f'<rect class="box" x="{x}" y="50" width="200" height="38" rx="6"/>'
            yield text(x + 100, 74, CHAIN[name], "ink")
        for x in (224, 456):
            yield line((x + 4, 69), (x + 22, 69), "curve")
            yield f'<path class="ink" d="M{x + 20} 63l9 6l-9 6z"/>'
        for place, (words, views) in enumerate(rows):
            top = 116 + place * 84
            yield text(24, top, words, "ink", "start")
            for name, x in lefts.items():
                view, at = views[name], top + 22
                yield line((x + 2, at), (x + 198, at), "line")
                yield line((x + 196 * view.low + 2, at), (x + 196 * view.high + 2, at), "range")
                yield dot(x + 2 + 196 * view.likely, at, 7)
                answered = f", from {view.evidence} answers" if view.evidence else ""
                yield text(x + 2, at + 24, f"{view.likely * 100:.0f} in 100{answered}", "soft", "start")
        yield caption("Right in the last speaks for the first; not yet in the first speaks against the last.")

    told = "Three skills in a row, each needing the one before. " + " ".join(
        f"{words}: {', '.join(f'{view.likely * 100:.0f}' for view in views.values())} in 100." for words, views in rows
    )
    return picture("What answers say of the skills beside them", told, parts())


DRAWN: dict[str, Callable[[], str]] = {
    "one-skill.svg": answers,
    "forgetting.svg": forgetting,
    "beside.svg": graph,
}


def main() -> int:
    """Write the pictures, or with --check say which are not as the model is now."""
    stale = []
    for name, draw in DRAWN.items():
        kept, made = PICTURES / name, draw()
        if "--check" not in sys.argv:
            kept.write_text(made, "utf-8")
        elif not kept.exists() or kept.read_text("utf-8") != made:
            stale.append(name)
    if stale:
        print(f"Not as the learner model is now: {', '.join(stale)}. Draw them: python tools/draw_estimates.py")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
