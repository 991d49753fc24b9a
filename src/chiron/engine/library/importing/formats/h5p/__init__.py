"""H5P packages: their questions, texts and media, whatever contains them."""

from chiron.engine.library.importing.formats.h5p.reader import H5p

READER = H5p()

__all__ = ["READER"]
