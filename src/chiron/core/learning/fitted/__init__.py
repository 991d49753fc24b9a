"""Learning a course's parameters from its own log: what is read of a log, what is fitted, how well it predicts.

All of it is pure. ``engine/fits`` reads the log, compares a new fit with the one in use, and keeps what is better.
"""
