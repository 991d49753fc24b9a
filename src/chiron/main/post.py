"""The worker with its way of sending mail, as the settings say."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from chiron.adapters.mail.folder import FolderMail
from chiron.adapters.mail.smtp import SmtpMail
from chiron.core.learning.mastery import model
from chiron.core.words import Json
from chiron.desks.studio import proposing
from chiron.desks.tutoring import bringing
from chiron.engine.fits import jobs as fits
from chiron.engine.fits.runner import Here
from chiron.engine.folds import Folds
from chiron.engine.library.drafting import sources
from chiron.engine.library.importing import histories
from chiron.engine.library.importing import jobs as imports
from chiron.engine.library.shelf import Shelf
from chiron.engine.models import Models
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from chiron.faces.web import language
from chiron.faces.worker.behind import Behind
from chiron.faces.worker.letters import Translate, Writer
from chiron.faces.worker.worker import Worker
from chiron.main.clock import chance, now
from chiron.main.settings import Settings
from chiron.main.summing import Rooms, Summing
from chiron.ports.mail import Mail


def mail_of(settings: Settings) -> Mail | None:
    """How letters leave; None where they do not. Raises InvalidInput."""
    if settings.mail is None:
        return None
    if settings.mail.startswith(("smtp://", "smtps://")):
        return SmtpMail(settings.mail, settings.mail_from)
    folder = settings.home / "mail" if settings.mail == "folder" else Path(settings.mail)
    return FolderMail(folder, settings.mail_from)


def translations(tag: str) -> Translate:
    """A language's words, the source's where it is not offered."""
    return language.choose(tag).words.gettext


SumUp = Callable[[UUID, Mapping[str, Json]], Awaitable[bool]]


def fits_of(database: Database) -> Behind:
    """What makes the fits that wait, in a process of this machine that gives way."""
    return Behind("a fit", partial(fits.schools, database), lambda school: fits.once(database, school, Here(), now))


def imports_of(database: Database, home: Path) -> Behind:
    """What reads the imports that wait, in a process with bounds; then they are ready to be taken from."""

    async def once(school: UUID) -> str | None:
        told = await imports.once(database, school, home)
        if told is not None:
            await sources.prepare(database, school, home, new_id)
        return told

    return Behind("an import", partial(imports.schools, database), once)


def histories_of(database: Database, home: Path) -> Behind:
    """What reads learners' own histories that wait, in a process with bounds, and brings the long ones."""
    there = partial(bringing.there, database)
    bring = partial(bringing.bring_waiting, bringing.Hands(database, Folds(Shelf(), model()), now), home)
    return Behind("a history", partial(histories.schools, there, home), lambda s: histories.once(s, home, bring))


def proposals_of(database: Database, home: Path, models: Callable[[], Models]) -> Behind:
    """What has a language model propose questions on imported texts, where an author asked for it."""

    async def there() -> list[UUID]:
        return proposing.schools(home)

    return Behind("proposals of a model", there, lambda school: proposing.once(database, models(), home, school))


def worker_of(
    settings: Settings,
    database: Database,
    sum_up: SumUp | None = None,
    models: Callable[[], Models] | None = None,
) -> Worker:
    """A worker on a database; ``sum_up`` makes the summaries of talks, ``models`` gives the models to be asked."""
    behind = [fits_of(database), imports_of(database, settings.home), histories_of(database, settings.home)]
    if models is not None:
        behind.append(proposals_of(database, settings.home, models))
    return Worker(
        database,
        settings.home,
        Writer(settings.public_address, translations),
        mail_of(settings),
        now,
        chance(),
        behind,
        timedelta(days=settings.calls_days),
        sum_up,
    )


async def work(settings: Settings, database: Database, once: bool, rooms: Callable[[], Rooms]) -> int:
    """Deliver what is due and stop, or work until cancelled; how many notices were seen."""
    summing = Summing(rooms)
    worker = worker_of(settings, database, summing, summing.models)
    seen = 0
    try:
        while once and (more := await worker.once()):
            seen += more
        for each in worker.behind if once else ():
            await each.finish()
        if not once:
            await worker.run()
    finally:
        await summing.close()
    return seen
