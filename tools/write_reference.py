"""Write the pages of docs/reference that the code knows best: `python tools/write_reference.py [--check]`."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

from chiron.core.events import KINDS
from chiron.core.learning.fold import FOLDERS
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
        "This page is written by `tools/write_reference.py` from `core/events.py`.",
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


def _help(parser: argparse.ArgumentParser) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        parser.print_help()
    return out.getvalue().rstrip()


PAGES = {"events.md": events, "commands.md": commands}


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
