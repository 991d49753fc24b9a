"""Fits: versioned artefacts learnt from many people."""
