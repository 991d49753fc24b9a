"""Fits: what is learnt from the logs of many people in a course, kept as artefacts that list whose logs they were.

``artefact`` says what one is, ``live`` which one is in use, ``making`` makes one and compares it, ``runner`` says on
which machine, ``jobs`` does it behind the scenes. Erasing a person forgets every fit that used their events (a trigger
of migration 0010) and makes the one in use anew.
"""
