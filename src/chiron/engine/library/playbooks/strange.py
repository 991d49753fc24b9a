"""Files of a playbook's folder that nothing reads, and links out of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from chiron.engine.library.faults import Fault
from chiron.engine.library.files import Folder

IGNORED = ("images", "README.md", "LICENSE", "LICENSE.md", "NOTICE")
"""What may lie in the folder beside what is read."""


def strange(folder: Folder, read: set[str]) -> Iterator[Fault]:
    """Files that nothing reads: most of them are names that were mistyped."""
    for place, folders, names in os.walk(folder.root):
        at = Path(place).relative_to(folder.root)
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one not in IGNORED)
        for one in [*folders, *names]:
            full = (at / one).as_posix()
            linked = (folder.root / full).is_symlink()
            if linked and not (folder.root / full).resolve().is_relative_to(folder.root):
                if full not in read:
                    message = "The file is a link out of the playbook's folder."
                    yield Fault(full, 1, message, "Put a copy in its place, or take it out.")
            elif one in names and not one.startswith(".") and one not in IGNORED and full not in read:
                yield Fault(full, 1, "Nothing reads this file.", "Correct its name, or take it out of the folder.")
