"""``chiron course report``: what each skill of a course's folder has, and what its author still has to write."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from chiron.engine.library.checking import look_over
from chiron.engine.library.whole import Report, Row, report

HEADS = ("skill", "words", "?", "pic", "ex", "fade", "tpl", "FUAE", "hint", "misc", "trans", "res", "year", "does")
LEGEND = """\
words: of the lesson; ?: it begins with a question; pic: pictures; ex: a worked example in the lesson;
fade: where something is worked in part; tpl: templates; FUAE: for fluency, understanding, application, error;
hint: every ladder has four rungs; misc: misconceptions; trans: templates for transfer; res: resources;
year: of school that its texts ask for; does: kinds of step in which something is done;
after them, the templates that can be read in another language."""


def flags(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron course report``."""
    parser.add_argument("path", type=Path, metavar="PATH", help="the folder that holds course.yaml")
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.add_argument("--brief", action="store_true", help="print the table alone")


def run(options: argparse.Namespace) -> int:
    """Print it; 1 where the course cannot be read, 0 otherwise: what is missing is no fault."""
    looked = look_over(options.path)
    if looked.course is None:
        for fault in looked.faults:
            print(f"{options.path / fault.file}:{fault.line}: {fault.message}\n    {fault.remedy}", file=sys.stderr)
        return 1
    found = report(looked)
    if options.json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        return 0
    print(table(found))
    if options.brief:
        return 0
    print(f"\n{LEGEND}\n")
    for fault in found.missing:
        print(f"{options.path / fault.file}:{fault.line}: {fault.message}\n    {fault.remedy}")
    if looked.faults:
        print(f"{len(looked.faults)} faults of shape; `chiron course check` names them.", file=sys.stderr)
    return 0


def table(found: Report) -> str:
    """The table as text, with a line of sums."""
    whole = sum(not row.missing for row in found.rows)
    tongues = tuple(tag for tag, _ in found.rows[0].translated) if found.rows else ()
    lines = [HEADS + tongues, *map(_cells, found.rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    drawn = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    total = f"{found.title}: {len(found.rows)} skills, {whole} of them whole; {found.templates} templates."
    return "\n".join([*drawn, "", total])


def _cells(row: Row) -> tuple[str, ...]:
    years = "" if row.reading.years is None else f"{row.reading.years:.1f}"
    return (
        f"{row.unit}/{row.skill}",
        str(row.words),
        _yes(row.question),
        str(row.pictures or "-"),
        _yes(row.worked),
        row.faded or "NO",
        str(row.templates),
        row.purposes,
        _yes(row.rungs),
        str(row.misconceptions),
        str(row.transfer),
        str(row.resources),
        years,
        " ".join(row.doing) or "-",
        *(f"{count}/{row.templates}" for _, count in row.translated),
    )


def _yes(said: bool) -> str:
    return "yes" if said else "NO"
