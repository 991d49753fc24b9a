"""Folders of Markdown: notes, and vaults of Obsidian."""

from chiron.engine.library.importing.formats.notes.reader import READER

__all__ = ["READER"]
