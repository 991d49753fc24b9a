"""``chiron course try``: an author's own folder in the browser, before anything is published."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

import uvicorn

from chiron.core.errors import InvalidInput
from chiron.engine.library.checking import SAMPLES
from chiron.faces.cli.office import Office
from chiron.faces.cli.start import announce, claim, stopped_by_term

HOST = "127.0.0.1"
"""This machine only: whoever reaches it sees every key."""
PORT = 8100


def flags(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron course try``."""
    parser.add_argument("path", type=Path, metavar="PATH", help="the folder that holds course.yaml")
    parser.add_argument("--template", help="begin with this template: SKILL/TEMPLATE, or its id alone")
    parser.add_argument("--seed", type=int, default=0, help="begin with this item of the template (%(default)s)")
    parser.add_argument("--port", type=int, default=PORT, help="port to listen on, on this machine only (%(default)s)")
    parser.add_argument(
        "--samples", type=int, default=SAMPLES, help="items that the checker makes of the template (%(default)s)"
    )


def run(options: argparse.Namespace, office: Office) -> int:
    """Serve until told to stop. Raises InvalidInput where there is no such folder or template, and PortTaken."""
    path: Path = options.path
    if not (path / "course.yaml").is_file():
        raise InvalidInput(f"There is no course.yaml in {path}. Give the folder that holds it.", field="PATH")
    if not (1 <= options.port <= 65535 and 0 <= options.seed < 2**31 and 1 <= options.samples <= 100_000):
        raise InvalidInput("--port, --seed and --samples are whole numbers, and not as large as that.", field="--seed")
    app = office.look(path.resolve(), options.samples, options.template)
    address = f"http://{HOST}:{options.port}/?seed={options.seed}"
    with stopped_by_term(), contextlib.closing(claim(HOST, options.port)) as listener:
        announce(listener, lambda: print(f"\nLook at {address}\nPress Ctrl-C to stop.\n", flush=True))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
    return 0
