"""Mail into a folder, a file a letter, for a school that fetches or looks at it there, and for trying things out."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path

from chiron.adapters.mail.message import SENDER, message
from chiron.ports.mail import Letter, NotSent, Refused


class FolderMail:
    """Writes ``<id>.eml``, whole or not at all; the same letter again takes the place of the first."""

    def __init__(self, folder: Path, sender: str = SENDER) -> None:
        """Write below ``folder``, which is made when it is first needed."""
        self.folder, self._sender = folder, sender

    async def post(self, letter: Letter) -> None:
        """See the port."""
        if not re.fullmatch(r"[A-Za-z0-9-]{1,80}", letter.id):
            raise Refused("A letter's id is letters, digits and hyphens.")
        written = message(letter, self._sender).as_bytes()
        try:
            await asyncio.to_thread(self._write, letter.id, written)
        except OSError as fault:
            raise NotSent(f"The mail folder {self.folder} cannot be written: {fault.strerror}.") from fault

    def _write(self, name: str, written: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = self.folder / f"{name}.new"
        with open(new, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(written)
        new.replace(self.folder / f"{name}.eml")
