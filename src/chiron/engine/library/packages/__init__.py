"""Packages that are played elsewhere, such as SCORM: checked, kept by their hash, unpacked file by file."""
