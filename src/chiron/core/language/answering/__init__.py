"""Answering a question from a course: its passages, finding the one that speaks of it, how surely, and what is said."""
