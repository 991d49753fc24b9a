"""``chiron simulate``: simulated learners go through a course, and one sees what a policy does to a class."""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

from chiron.core.errors import InvalidInput
from chiron.core.learning.mastery import model
from chiron.core.learning.policies import policy
from chiron.core.learning.simulate.classroom import ChooserOf, Classroom, SkillFigures, classroom
from chiron.core.learning.simulate.minds import KINDS, Mind
from chiron.core.learning.simulate.people import FAMILIES
from chiron.core.learning.simulate.references import Threshold
from chiron.core.learning.simulate.run import Chooser, Plan
from chiron.core.learning.simulate.taught import with_policy
from chiron.engine.library.reading import read_course
from chiron.faces.cli.office import Office
from chiron.faces.cli.simulate_drawing import page

POLICIES = ("gain", "steady", "order")
BAR = 24
MOST_LEARNERS = 500


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron simulate``."""
    parser.add_argument("path", type=Path, metavar="COURSE", help="the folder that holds course.yaml")
    parser.add_argument(
        "--policy",
        choices=POLICIES,
        default="gain",
        help="who chooses; 'order' takes skills in teaching order, each until it seems known (%(default)s)",
    )
    parser.add_argument("--learners", type=_count(MOST_LEARNERS), default=20, help="size of the class (%(default)s)")
    parser.add_argument("--sittings", type=_count(365), default=20, help="sittings of each learner (%(default)s)")
    parser.add_argument("--minutes", type=_count(240), default=20, help="minutes of a sitting (%(default)s)")
    parser.add_argument("--days", type=_count(60), default=2, help="days from one sitting to the next (%(default)s)")
    parser.add_argument(
        "--kind", choices=tuple(KINDS), action="append", help="only learners of this kind; may be given again"
    )
    parser.add_argument(
        "--family", choices=tuple(FAMILIES), action="append", help="only this way of learning; may be given again"
    )
    parser.add_argument("--seed", type=int, default=1, help="the same number gives the same class (%(default)s)")
    parser.add_argument("--out", type=Path, help="also draw it into this file, an .svg or .html without links")


def run(options: argparse.Namespace, office: Office) -> int:
    """Simulate, print, draw. Raises InvalidInput for a course that cannot be read; 0 otherwise."""
    del office
    course = read_course(options.path)
    plan = Plan(options.sittings, float(options.minutes), float(options.days))
    print(
        f"{course.title}: {options.learners} simulated learners, {plan.sittings} sittings of {plan.minutes:g} minutes"
    )
    found = classroom(
        course,
        choosing(options.policy),
        plan,
        options.learners,
        options.seed,
        tuple(options.kind or KINDS),
        tuple(options.family or FAMILIES),
    )
    print("\n".join(told(found, options.policy)))
    if options.out is not None:
        _write(options.out, page(found, options.policy, html=options.out.suffix != ".svg"))
    return 0


def _write(out: Path, drawn: str) -> None:
    try:
        out.write_text(drawn, "utf-8")
    except OSError as error:
        raise InvalidInput(f"{out} could not be written: {error.strerror}.", field="--out") from None
    print(f"Drawn in {out}.")


def choosing(name: str) -> ChooserOf:
    """The chooser of that name for each learner."""

    def made(mind: Mind, seed: str) -> Chooser:
        if name == "order":
            return Threshold(mind.course, Random(f"{seed}/choices"))  # noqa: S311
        return with_policy(policy(name), model(), mind.course, seed)

    return made


def told(found: Classroom, name: str) -> list[str]:
    """What the terminal shows."""
    size = len(found.course.skills)
    lines = [f"Skills known at the end with {name!r}: {found.known:.1f} of {size}, mean of the class.", ""]
    lines.append("Skills known by minute (middle learner; quarters):")
    for minute, low, middle, high in found.by_minute(10):
        lines.append(f"  {minute:5.0f} min {_bar(middle / size)} {middle:4.1f}  ({low:.1f} to {high:.1f})")
    lines += ["", "Known at the end by kind of learner:"]
    for kind, (count, known) in found.by_kind().items():
        lines.append(f"  {kind:<12} {_bar(known / size)} {known:4.1f}  ({count} of them)")
    figures = found.skills()
    lines += ["", "Minutes by skill (those who met it), and how many of the class know it at the end:"]
    longest = max((f.minutes for f in figures), default=0.0) or 1.0
    for one in figures:
        lines.append(f"  {one.skill[:28]:<28} {_bar(one.minutes / longest)} {one.minutes:5.1f} min  {one.known:4.0%}")
    return [*lines, "", *_stuck(figures)]


def _stuck(figures: list[SkillFigures]) -> list[str]:
    worst = sorted((f for f in figures if f.stuck > 0), key=lambda f: -f.stuck)[:5]
    if not worst:
        return ["Nobody got stuck."]
    return ["Where they get stuck (many items, and still not known):"] + [
        f"  {one.skill[:28]:<28} {one.stuck:4.0%} of the class" for one in worst
    ]


def _bar(share: float) -> str:
    full = round(min(max(share, 0.0), 1.0) * BAR)
    return "█" * full + "·" * (BAR - full)


class _count:  # noqa: N801 - reads as a function where it is used
    """A whole number from 1 to ``most``."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, text: str) -> int:
        value = int(text) if text.isascii() and text.isdigit() else 0
        if not 1 <= value <= self.most:
            raise argparse.ArgumentTypeError(f"a whole number from 1 to {self.most} is needed, not {text!r}")
        return value
