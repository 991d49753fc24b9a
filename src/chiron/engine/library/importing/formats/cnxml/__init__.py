"""Books in CNXML: OpenStax's collections of modules (CNXML 0.7 and 0.8, CollXML, MDML)."""

from chiron.engine.library.importing.formats.cnxml.reader import READER

__all__ = ["READER"]
