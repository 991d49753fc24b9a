"""Moodle's question banks: Moodle XML here, and what GIFT, Aiken and H5P share with it."""

from chiron.engine.library.importing.formats.moodle.reader import MoodleXml

READER = MoodleXml()

__all__ = ["READER"]
