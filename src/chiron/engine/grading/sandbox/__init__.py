"""Runs a learner's program where it can reach nothing: no files, no network, no other process, within bounds.

``outer`` is our side; ``inner`` runs in a process of its own and locks itself in before it is given any program.
Nothing here is imported by this file, because the process inside imports it too.
"""
