"""Ports for servers of tests."""

from __future__ import annotations

import itertools
import os
import socket

LOWEST, MANY = 20_000, 12_000
"""Below the ports that systems give to whoever calls (from 32768 on Linux): between choosing one and listening on it
nobody gets it by chance."""
_TRIES = itertools.count(os.getpid() * 97)
"""Processes that test side by side begin far from one another, and no process takes one twice."""


def free_port() -> int:
    """A port that nobody listens on."""
    for number in itertools.islice(_TRIES, MANY):
        port = LOWEST + number % MANY
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("every port is taken")
