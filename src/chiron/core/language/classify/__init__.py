"""Telling kinds of text apart by examples, on this machine: features, linear heads, calibration. Pure.

Training needs NumPy and SciPy (the extra ``support``); both are imported when called.
"""
