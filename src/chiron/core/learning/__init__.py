"""Courses, checks, learner model, memory and policy, as pure functions."""

POLICY = "gain"
"""Who chooses what comes next where nothing else is said: the name of a policy."""
