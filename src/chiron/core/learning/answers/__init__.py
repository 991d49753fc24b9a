"""Grading short answers in one's own words by a small trained model that knows when to leave it to a person.

``grade.grade`` judges; ``decided_answers.add`` keeps what a teacher decided; README.md is the model card.
"""
