"""``chiron doctor``: looks at everything that Chiron needs here, and says what to do about what does not work."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

from chiron.core.errors import ChironError
from chiron.core.learning.interactions import kinds, strangers
from chiron.engine.grading.sandbox.outer import Sandbox
from chiron.engine.library import meanings_store
from chiron.engine.records import bounds_store
from chiron.engine.records.database import Database
from chiron.faces.cli.beside import ANOTHER_DOMAIN, BESIDE
from chiron.faces.cli.doctor_meaning import meaning
from chiron.faces.cli.doctor_models import models
from chiron.faces.cli.doctor_moderation import moderation
from chiron.faces.cli.office import Chosen, Office

LEAST_SPACE = 1_000_000_000
"""Bytes below which a school's first term may not fit."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``remedy`` is empty where all is well."""

    what: str
    well: bool
    told: str
    remedy: str = ""


def arguments(parser: argparse.ArgumentParser) -> None:
    """``doctor`` takes nothing."""
    del parser


async def run(options: argparse.Namespace, office: Office) -> int:
    """Print every finding; 0 when all is well."""
    del options
    ills = 0
    async for finding in examine(office):
        print(f"{'ok  ' if finding.well else 'BAD '} {finding.what}: {finding.told}", flush=True)
        if not finding.well:
            ills += 1
            print(f"     {finding.remedy}")
    print("All is well." if not ills else f"{ills} thing{'s' if ills > 1 else ''} to put right.")
    return 1 if ills else 0


async def examine(office: Office) -> AsyncIterator[Finding]:
    """Look at each thing in turn, from the ground up."""
    for look in (python, home, space, pages, port, proxy, play):
        yield look(office.settings)
    for finding in kinds_of_step():
        yield finding
    yield await programs(office.settings)
    async for found in models(office.offers):
        yield Finding(found.what, found.well, found.told, found.remedy)
    read = await moderation(office.moderator)
    yield Finding(read.what, read.well, read.told, read.remedy)
    meant = await meaning(office.embedder)
    yield Finding(meant.what, meant.well, meant.told, meant.remedy)
    async for finding in records(office, meant.comparing):
        yield finding


def python(settings: Chosen) -> Finding:
    """Python and Chiron's own version."""
    del settings
    try:
        own = version("chiron-tutor")
    except PackageNotFoundError:
        return Finding("Chiron", False, "is not installed as a package", "Install it: pip install chiron-tutor")
    return Finding("Chiron", True, f"{own} on Python {sys.version.split()[0]}, {sys.platform}")


def home(settings: Chosen) -> Finding:
    """The data folder can be written and nobody else can read its secrets."""
    what, folder = "Data folder", settings.home
    if not folder.exists():
        return Finding(what, True, f"{folder} (made on first start)")
    if not os.access(folder, os.W_OK | os.X_OK):
        return Finding(
            what, False, f"{folder} cannot be written", "Own it: chown -R $(id -u) on it, or set CHIRON_HOME"
        )
    secrets = [path for path in (folder / "secrets").glob("*") if path.is_file()]
    if os.name != "nt" and (open_ := [path.name for path in secrets if path.stat().st_mode & 0o077]):
        remedy = f"chmod 600 {folder / 'secrets'}/*"
        return Finding(what, False, f"others can read the secrets {', '.join(open_)}", remedy)
    return Finding(what, True, str(folder))


def space(settings: Chosen) -> Finding:
    """Room on the disk for data."""
    folder = next(path for path in (settings.home, *settings.home.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:.1f} GB free"
    return Finding("Disk", free >= LEAST_SPACE, told, "Make room, or set CHIRON_HOME to a larger disk.")


def pages(settings: Chosen) -> Finding:
    """The pages' scripts and styles are built."""
    del settings
    built = files("chiron.faces.web") / "static" / "built"
    if built.is_dir() and any(entry.name.endswith(".css") for entry in built.iterdir()):
        return Finding("Pages", True, "scripts and styles are there")
    return Finding("Pages", False, "scripts and styles are missing", "In a checkout: make assets. Else install again.")


def port(settings: Chosen) -> Finding:
    """Whether the address can be served, or already is."""
    what = f"Address {settings.address}"
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            # A Chiron that is running holds its port, and that is as it should be.
            running = answers(settings)
            told = "in use: something answers there" if running else str(error.strerror)
            return Finding(what, running, told, "Choose another with CHIRON_HOST and CHIRON_PORT.")
    return Finding(what, True, "free")


def answers(settings: Chosen) -> bool:
    """Whether anything takes connections at the address."""
    try:
        with socket.create_connection((settings.host, settings.port), timeout=2):
            return True
    except OSError:
        return False


def proxy(settings: Chosen) -> Finding:
    """Whoever comes through a proxy is told apart by address, and nobody can pretend to be another."""
    what, named = "Proxy", ", ".join(settings.proxies)
    how = "Set CHIRON_PROXIES to the proxy's address, 127.0.0.1 on this machine: docs/how-to/behind-a-proxy.md."
    if "*" in settings.proxies:
        return Finding(what, False, "anybody's forwarding headers are believed", how)
    if settings.https and not named:
        return Finding(
            what, False, "HTTPS is on but no proxy is named, so everybody seems to come from one address", how
        )
    return Finding(what, True, f"forwarding headers are believed from {named}" if named else "none")


def play(settings: Chosen) -> Finding:
    """Packages of others are played where no cookie that they set reaches Chiron."""
    what = "Packages"
    if settings.plays_beside:
        return Finding(what, False, BESIDE, ANOTHER_DOMAIN)
    return Finding(what, True, "are played on an origin of their own" if settings.played_on else "are not played")


def kinds_of_step() -> Iterator[Finding]:
    """The kinds of step that others' packages add, and each that cannot be used."""
    what, found = "Kinds of step", strangers()
    added = ", ".join(f"{kind} (from {stranger.wheel})" for kind, stranger in found.kinds.items())
    own = len(kinds()) - len(found.kinds)
    yield Finding(what, True, f"{own} of Chiron's own{f'; added: {added}' if added else ''}")
    for one in found.left_out:
        remedy = "Mend or remove that package, and start Chiron again: docs/how-to/add-a-kind-of-step.md."
        yield Finding(what, False, str(one), remedy)


async def programs(settings: Chosen) -> Finding:
    """Whether learners' programs can be run safely here, and by which locks; each was tried in a process of its own."""
    what = "Learners' programs"
    if settings.programs == "person":
        return Finding(what, True, "are not run: a person reads them")
    locks = await Sandbox().locks()
    told = f"locks: {', '.join(locks.layers) or 'none'}; refused inside: {', '.join(locks.holds) or 'nothing'}"
    if locks.whole:
        return Finding(what, True, f"run in the sandbox; {told}")
    if settings.programs == "trust":
        remedy = "Unset CHIRON_PROGRAMS, so that a person reads them, or run Chiron on Linux."
        return Finding(what, False, f"run without all locks, as CHIRON_PROGRAMS says; {told}", remedy)
    return Finding(what, True, f"cannot be run safely here, so a person reads them; {told}")


async def records(office: Office, comparing: bool = False) -> AsyncIterator[Finding]:
    """The database answers, its rows are kept apart by school, and it compares vectors where that is wanted."""
    what = "Database"
    where = "the embedded PostgreSQL" if office.settings.database_url is None else "the server of DATABASE_URL"
    try:
        async with office.database() as database:
            yield Finding(what, True, f"{where} answers and is up to date")
            yield await apart(database)
            if comparing:
                yield await vectors(database)
    except ChironError as error:
        yield Finding(what, False, f"{where}: {error.message}", "Put that right and run chiron doctor again.")


async def vectors(database: Database) -> Finding:
    """The server has the type for vectors."""
    what = "Vectors"
    async with database.anyone() as conn:
        can = await meanings_store.can_compare(conn)
    if can:
        return Finding(what, True, "are compared in the database")
    told = "the server has no extension `vector`, so passages are found by words alone"
    return Finding(what, False, told, "Install pgvector on it and run CREATE EXTENSION vector; in Chiron's database.")


async def apart(database: Database) -> Finding:
    """The app's login cannot step around row-level security."""
    what = "Schools kept apart"
    async with database.anyone() as conn:
        found = await bounds_store.faults(conn)
    if not found:
        return Finding(what, True, "by row-level security")
    return Finding(what, False, "; ".join(found), "Use a login without these powers, then run chiron upgrade.")
