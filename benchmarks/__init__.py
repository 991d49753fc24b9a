"""Chiron's figures: each from one command, beside a reference measured in the same run. See run.py."""
