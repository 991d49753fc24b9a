"""Write the pages of docs/reference that the code knows best: `python tools/write_reference.py [--check]`."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from contextlib import redirect_stdout
from itertools import islice
from pathlib import Path

from chiron.core.events import KINDS
from chiron.core.learning.fold import FOLDERS
from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.show import typed
from chiron.core.learning.maths.tree import TooLarge
from chiron.core.learning.working.explaining import explain
from chiron.core.learning.working.rules import RULES, SLIPS
from chiron.core.learning.working.rules.rule import Rule
from chiron.core.learning.working.wording import idea_title
from chiron.main.command import COMMANDS

REFERENCE = Path(__file__).resolve().parents[1] / "docs/reference"


def events() -> str:
    """Every kind of event with its fields."""
    lines = [
        "# Events",
        "",
        "Everything done is an event, appended once to the log of the person it is about. The envelope is settled:",
        "id, school, subject, number, kind and schema version; actor, client time and server time; idempotency key;",
        "course and its version by content hash, skill, template, seed, parameters and step of the item; versions of",
        "checker, policy and learner model. Bodies differ by kind. Beside each field stands what it tells about a",
        "person: `no`, `learning`, `content` (their own words), `behaviour` or `sensitive`.",
        "",
        "This page is written by `tools/write_reference.py` from `core/events`.",
        "",
    ]
    for name, kind in KINDS.items():
        folded = "" if name in FOLDERS else " Changes nothing that is folded."
        lines += [
            f"## {name}",
            "",
            f"Version {kind.version}. {kind.about}{folded}",
            "",
            "| field | personal |",
            "| --- | --- |",
        ]
        lines += [f"| `{field}` | {personal} |" for field, personal in kind.fields.items()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def commands() -> str:
    """Every command with its help."""
    os.environ["COLUMNS"] = "100"
    lines = ["# Commands", "", "Written by `tools/write_reference.py` from the commands' own help.", ""]
    for name, about in COMMANDS.items():
        parser = argparse.ArgumentParser(prog=f"chiron {name}", description=f"{about[0].upper()}{about[1:]}.")
        importlib.import_module(f"chiron.faces.cli.{name}").arguments(parser)
        lines += [f"## chiron {name}", "", "```text", _help(parser), "```", ""]
        actions = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
        for action in actions:
            for word, sub in action.choices.items():
                lines += [f"### chiron {name} {word}", "", "```text", _help(sub), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def wrong_ideas() -> str:
    """Every wrong idea that a rule knows, with its title and an example."""
    lines = [
        "# Wrong ideas",
        "",
        "Where mathematics is answered, Chiron looks for the wrong idea behind a wrong line: a rule makes every line",
        "that the idea would make of the right one, and the line that says the same is explained by it. A course may",
        "give an idea a misconception of its own (`ideas:` of a step, by the ids below); without one it counts as",
        "`idea:` with the rule's id, under the title below in the language of whoever reads.",
        "",
        "This page is written by `tools/write_reference.py` from `core/learning/working`.",
        "",
        "| rule | title | from | the wrong line |",
        "| --- | --- | --- | --- |",
    ]
    for rule in sorted((*RULES, *SLIPS), key=lambda one: one.id):
        before, after = _example(rule)
        lines.append(f"| `{rule.id}` | {idea_title(rule.id, 'en')} | `{before}` | `{after}` |")
    return "\n".join(lines) + "\n"


BEGINNINGS = (
    *(
        "3x = 12",
        "x + 5 = 20",
        "3x + 5 = 20",
        "5x - 3 = 2x + 9",
        "3(x - 2) = 15",
        "x/4 = 3",
        "x/3 + 2 = 5",
        "7 - 2x = 1",
    ),
    *("-2x < 6", "-2x + 4 >= 10", "2x + 4 > 10", "x^2 = 9", "x^2 = 5x", "(x - 2)(x + 3) = 0", "(x - 2)(x + 3) = 6"),
    *("2(x + 3) - 4(x - 1) = 6", "(x + 1)/2 = 5", "x/2 - x/3 = 4", "3/x = 6", "(x + 3)^2 = 16", "0.5x = 4", "x >= 3"),
    *("3(x + 4)", "-2(x - 5)", "(x + 3)^2", "(x - 3)^2", "(x + 2)(x - 5)", "5x - (2x - 3)", "2x(x + 3)", "4x + 3 - x"),
    *("3x + 2y + 4x", "7x - x", "x * x", "x^3 * x^4", "x^6 / x^2", "(x^2)^3", "(2x)^3", "x^0", "x^-2", "2^3", "-3^2"),
    *("2/3 + 1/4", "3/4 - 1/4", "2/3 * 4/5", "2/3 / 4/5", "6/8", "(x + 6)/6", "(6x + 3)/3", "2 + 3 * 4", "8 - (-3)"),
    *(
        "-4 + 7",
        "-3 * -5",
        "x^2 - 9",
        "x^2 + 5x + 6",
        "6x + 9",
        "4x^2 - 9",
        "sqrt(9 + 16)",
        "3 - 5",
        "1 1/2 + 2",
        "10 - 4 + 3",
    ),
    *(
        "12 / 3 * 2",
        "2x + 3x^2",
        "x^2 - x - 6",
        "(x + 3)(x - 3)",
        "2(x + 3) + 4",
        "5 - 2(x + 1)",
        "|x| = 3",
        "x^2 + 4 = 13",
    ),
    *("6/(x + 2)", "(1/2)/(3/4)", "(1/2) * (3/4)", "2^3 * 2^4", "sqrt(16)", "sqrt(x) + 1", "-3 - 4", "-x - 2x"),
)
"""Right lines from which the examples are made, the simplest first."""


BETTER = {
    "sign-kept-moving": "3x + 5 = 20",
    "unlike-letters": "3x + 2y",
    "powers-in-a-sum": "3x + 4x",
    "like-terms-multiplied": "3x + 4x",
    "sign-ignored": "7x - 2x",
    "top-and-bottom-multiplied": "3 * 2/5",
    "tops-and-bottoms": "2/3 + 1/4",
    "off-by-one": "6 + 7",
}
"""Where an example from these says more."""


def _example(rule: Rule) -> tuple[str, str]:
    """A right line and a wrong one that the rule makes of it; one that the rule alone explains, where there is one."""
    found = list[tuple[int, str, str]]()
    for text in (*filter(None, [BETTER.get(rule.id)]), *BEGINNINGS):
        before = read(text, Reading()).tree
        for after in islice(rule.lines(before), 4):
            try:
                if same(before, after).equal is not False:
                    continue
                ideas = explain([before], after)
            except TooLarge:
                continue
            alone = bool(ideas) and ideas[0].rule == rule.id
            found.append((0 if alone else 1, typed(before, "."), typed(after, ".")))
            if alone:
                return found[-1][1:]
    return min(found)[1:]


def _help(parser: argparse.ArgumentParser) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        parser.print_help()
    return out.getvalue().rstrip()


PAGES = {"events.md": events, "commands.md": commands, "wrong-ideas.md": wrong_ideas}


def _compared(text: str) -> list[str]:
    """What must be the same: help texts are laid out differently by each Python, headings and tables are not."""
    return [line for line in text.splitlines() if line.startswith(("#", "|"))]


def main() -> int:
    """Write the pages, or with --check say which are old."""
    old = []
    for name, make in PAGES.items():
        path, text = REFERENCE / name, make()
        if "--check" not in sys.argv:
            path.write_text(text)
        if not path.exists() or _compared(path.read_text()) != _compared(text):
            old.append(name)
    if old:
        print(f"Old: {', '.join(old)}. Run: python tools/write_reference.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
