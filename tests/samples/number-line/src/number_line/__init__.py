"""A kind of step: mark a number on a line."""
