"""The collection of a package, opened: the newest there is, and never the note that stands in the place of one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chiron.engine.library.importing.formats.anki import package
from chiron.engine.library.importing.formats.anki.collection import Collection
from chiron.engine.library.importing.opening import Opened, Unusable

_OF_VERSION = {2: "collection.anki21", 3: "collection.anki21b"}
"""Which file a package of a version has its cards in; the others there only ask to update Anki."""


@contextmanager
def collection_in(opened: Opened) -> Iterator[Collection]:
    """The collection for reading. Raises Unusable where there is none, or only a note about it."""
    found = package.collection_of(opened)
    if not found:
        raise Unusable(f"{opened.name} is no Anki package, or a broken one: it holds no collection.")
    wanted = _OF_VERSION.get(package.version_of(opened), found)
    if package.COLLECTIONS.index(wanted) < package.COLLECTIONS.index(found):
        raise _only_a_note(opened.name)
    with tempfile.TemporaryDirectory(prefix="chiron-anki-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "collection.db"
        package.unpacked(opened, found, path)
        with Collection(path, f"{found} in {opened.name}") as collection:
            if found != package.COLLECTIONS[0] and collection.is_note_to_update():
                raise _only_a_note(opened.name)
            yield collection


def _only_a_note(name: str) -> Unusable:
    return Unusable(f"{name} has lost its cards: all it holds is a note that asks to update Anki. Export it again.")
