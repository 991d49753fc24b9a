"""The ``chiron`` command: finds the subcommand, gives it the settings, and shows errors as one line."""

from __future__ import annotations

import argparse
import asyncio
import importlib
import inspect
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chiron import __version__
from chiron.core.errors import ChironError
from chiron.main.settings import Settings, share, variable

if TYPE_CHECKING:
    from chiron.engine.models import Offer
    from chiron.engine.records.database import Database
    from chiron.faces.cli.office import Choose
    from chiron.ports.embeddings import Embedder
    from chiron.ports.moderation import Moderator

COMMANDS = {
    "start": "serve the tutor on this machine or for a school",
    "doctor": "look whether everything here works, and say what to do about what does not",
    "course": "check courses, and put them on a school's shelf",
    "playbook": "check the playbooks of the support desk",
    "school": "make a school",
    "person": "make accounts, one or many, and codes for new passwords",
    "export": "write everything that is kept about a person to a file",
    "erase": "erase a person for ever; tells first what would go",
    "backup": "write everything to one file, while Chiron runs",
    "restore": "put a backup in the place of what is there",
    "upgrade": "carry the data to this version of Chiron and of PostgreSQL",
    "mcp": "serve a learner's tutor to an assistant, over standard input and output",
    "worker": "deliver notices in a process of its own, beside chiron start",
    "fit": "learn a course's parameters from its own log, and use them where they are better",
    "rebuild": "fold every learner's log again and compare",
    "decisions": "write the short answers that people decided to a file, to train the grader with",
    "simulate": "let simulated learners go through a course, and draw what a policy does to a class",
    "trial": "compare two or more policies among learners who agreed to it",
    "trace": "tell how a turn came about, part by part, and decide it again",
    "regrade": "run today's checkers over recorded answers and list what they would say otherwise",
}
"""Every subcommand, a module of faces/cli, and what it is for. Only the chosen one is imported: help stays quick."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 when it did what was asked, 1 when it could not, 2 when unclear."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser(given)
    options = parser.parse_args(given)
    if not options.command:
        parser.print_help()
        return 2
    try:
        return _run(options)
    except ChironError as error:
        print(f"chiron {options.command}: {error.message}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader has seen enough (`chiron ... | head`). Closing stderr keeps Python from saying so at exit.
        sys.stderr.close()
        return 141


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chiron",
        description="A personal tutor that a school, a family or one learner runs for themselves.",
        epilog="`chiron COMMAND --help` tells more about one. Settings come from the environment: docs/how-to.",
    )
    parser.add_argument("--version", action="version", version=f"chiron {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    chosen = next((word for word in given if word in COMMANDS), None)
    for name, about in COMMANDS.items():
        command = commands.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
        if name == chosen:
            _module(name).arguments(command)
    return parser


def _module(command: str) -> Any:
    return importlib.import_module(f"chiron.faces.cli.{command}")


def _run(options: argparse.Namespace) -> int:
    # Imported late: --help needs none of it.
    from chiron.faces.cli.office import Office
    from chiron.main.samples import sample_courses

    settings = Settings.from_environment()
    work, look = partial(_work, settings), partial(_look, settings)
    office = Office(
        settings=settings,
        choose=_chooser(settings),
        samples=tuple(sample_courses()),
        work=work,
        look=look,
        offers=partial(_offers, settings),
        embedder=partial(_embedder, settings),
        moderator=partial(_moderator, settings),
        variable=variable,
    )
    done = _module(options.command).run(options, office)
    return asyncio.run(done) if inspect.iscoroutine(done) else int(done)


def _offers(settings: Settings) -> tuple[Offer, ...]:
    from chiron.main.models import configured_of, offers_of

    return tuple(offers_of(configured_of(settings)))


def _embedder(settings: Settings) -> Embedder | None:
    from chiron.main.meaning import open_embedder
    from chiron.main.models import configured_of

    return open_embedder(configured_of(settings))


def _moderator(settings: Settings) -> Moderator | None:
    from chiron.main.models import configured_of
    from chiron.main.moderation import open_moderator

    configured = configured_of(settings)
    chosen = configured.moderation
    return None if chosen is None else open_moderator(chosen, configured.nothing_leaves)


async def _work(settings: Settings, database: Database, once: bool) -> int:
    from chiron.main.app import speaking_rooms
    from chiron.main.post import work

    return await work(settings, database, once, partial(speaking_rooms, settings, database))


def _look(settings: Settings, path: Path, samples: int, only: str | None) -> Any:
    from chiron.engine.library.live import Live
    from chiron.faces.web.looking.folder import folder_app
    from chiron.main.app import graders_of

    return folder_app(Live(path, samples), graders_of(settings), only)


def _chooser(settings: Settings) -> Choose:
    from chiron.faces.cli.office import Opening
    from chiron.main.furnish import furnish

    def choose(**chosen: Any) -> Opening:
        known = replace(settings, **{name: value for name, value in chosen.items() if value is not None})
        share(known)
        return Opening(known, partial(furnish, known))

    return choose


if __name__ == "__main__":
    sys.exit(main())
