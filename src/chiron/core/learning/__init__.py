"""Courses, checks, learner model, memory and policy, as pure functions."""
