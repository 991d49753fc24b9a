"""What every subcommand is given, and how one is written.

A subcommand is a module here with two functions, listed in ``main/command.py``:

    def arguments(parser: argparse.ArgumentParser) -> None: ...
    async def run(options: argparse.Namespace, office: Office) -> int: ...    (or a plain function)

``run`` returns the exit status. It prints for people; what it cannot do it raises as a ChironError, which is shown as
one line. The module is imported only when its command is chosen.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from chiron.engine.models import Offer
from chiron.engine.records.cluster import Endpoint, prepare
from chiron.engine.records.database import Database
from chiron.ports.embeddings import Embedder
from chiron.ports.moderation import Moderator


class Chosen(Protocol):
    """The settings, as main/settings.py read them."""

    @property
    def home(self) -> Path: ...
    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def play_port(self) -> int | None: ...
    @property
    def played_on(self) -> int: ...
    @property
    def workers(self) -> int: ...
    @property
    def demo(self) -> bool: ...
    @property
    def programs(self) -> Literal["sandbox", "trust", "person"]: ...
    @property
    def database_url(self) -> str | None: ...
    @property
    def base_path(self) -> str: ...
    @property
    def https(self) -> bool: ...
    @property
    def proxies(self) -> tuple[str, ...]: ...
    @property
    def hosts(self) -> tuple[str, ...]: ...
    @property
    def plays_beside(self) -> bool: ...
    @property
    def address(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Opening:
    """What ``start`` serves. ``furnish`` opens the records, publishes the sample courses and, where asked, seeds the
    demo school, for as long as it is entered; it gives the lines that tell how to sign in."""

    settings: Chosen
    furnish: Callable[[], AbstractContextManager[list[str]]]


class Choose(Protocol):
    """Settings with some of them chosen on the command line; None leaves one as it is."""

    def __call__(
        self,
        *,
        host: str | None = None,
        port: int | None = None,
        workers: int | None = None,
        demo: bool | None = None,
        play_port: int | None = None,
    ) -> Opening: ...


class Work(Protocol):
    """A worker on a database; how many notices it saw."""

    async def __call__(self, database: Database, once: bool) -> int: ...


class Look(Protocol):
    """An application (ASGI) that shows the items of a course's folder; ``only`` names the template it begins with."""

    def __call__(self, path: Path, samples: int, only: str | None) -> Any: ...


def no_look(path: Path, samples: int, only: str | None) -> Any:
    """An office without pages."""
    del path, samples, only
    raise NotImplementedError


async def nobody(database: Database, once: bool) -> int:
    """An office without a worker."""
    del database, once
    raise NotImplementedError


def no_offers() -> tuple[Offer, ...]:
    """An office where no language model is configured."""
    return ()


def no_variable(name: str) -> str:
    """An office without an environment."""
    del name
    return ""


def no_embedder() -> Embedder | None:
    """An office where nothing is compared by meaning."""
    return None


def no_moderator() -> Moderator | None:
    """An office where rules alone read for danger."""
    return None


@dataclass(frozen=True, slots=True)
class Office:
    """``settings`` as the environment says; ``choose`` comes from the main floor for ``start``."""

    settings: Chosen
    choose: Choose
    samples: tuple[Path, ...] = ()
    """The folders of the sample courses."""
    work: Work = nobody
    """Delivers notices: what is due now and stops, or until cancelled."""
    look: Look = no_look
    """Shows an author's own folder."""

    offers: Callable[[], tuple[Offer, ...]] = no_offers
    """The configured language models, none opened. Raises InvalidInput."""
    embedder: Callable[[], Embedder | None] = no_embedder
    """The configured model of meaning, not loaded yet. Raises InvalidInput and NoEmbeddings."""
    moderator: Callable[[], Moderator | None] = no_moderator
    """The configured moderation service, not asked yet. Raises InvalidInput and ModelError."""
    variable: Callable[[str], str] = no_variable
    """The value of a variable of the environment, "" where it is not set."""

    @asynccontextmanager
    async def records(self) -> AsyncIterator[Endpoint]:
        """The prepared records; an embedded server is started or joined, and left at the end."""
        endpoint = await prepare(self.settings.home, self.settings.database_url)
        try:
            yield endpoint
        finally:
            await endpoint.close()

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        """The prepared database, as the app sees it."""
        async with self.records() as endpoint:
            database = await Database.open(endpoint.app_url, minimum=1, maximum=2)
            try:
                yield database
            finally:
                await database.close()
