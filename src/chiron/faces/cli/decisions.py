"""``chiron decisions FILE``: a school's decided short answers, as rows to train the grader of short answers with."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from uuid import UUID

from chiron.core.errors import NotFound
from chiron.engine.folds.taught import taught
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import store
from chiron.faces.cli import finding
from chiron.faces.cli.office import Office


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron decisions``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write, a line of JSON for each answer")
    finding.add_school(parser)


async def run(options: argparse.Namespace, office: Office) -> int:
    """Write the file, which must not be there yet, and say whose answers are in it. Raises InvalidInput, NotFound."""
    async with office.database() as database:
        school = await finding.find_school(database, options.school)
        async with database.school(school.id) as conn:
            rows = [row async for row in taught(conn, Shelf())]
            if not rows:
                raise NotFound("No person has decided a short answer here yet. Nothing was written.")
            learners = sorted({row["learner"] for row in rows})
            names = [(await store.view_person(conn, UUID(one))).sign_in_name for one in learners]
    finding.write_new(options.file, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())
    print(
        f"{options.file}: {len(rows)} decided answer{'' if len(rows) == 1 else 's'} of {len(learners)}"
        f" learner{'' if len(learners) == 1 else 's'} of {school.name}: {', '.join(sorted(names))}.\n"
        "These are learners' own words. Keep the file where only you can read it, and delete it once you have trained;"
        " when one of them is erased, train again without their rows."
    )
    return 0
