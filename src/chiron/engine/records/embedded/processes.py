"""Which processes belong to a data folder.

A pid file proves nothing: its process may be a zombie, or another program that got the same number. A process is ours
only if it is no zombie, is named postgres, and works in the data folder.
"""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psutil

_PATIENCE = 10.0
"""Seconds to wait for a killed process to go."""


def belongs(pid: int, data: Path) -> bool:
    """Whether this process is a living postgres of this data folder."""
    try:
        return _is_ours(psutil.Process(pid), data)
    except psutil.Error:
        return False


def of_folder(data: Path) -> list[int]:
    """Every living postgres of this data folder: postmaster, or backends that outlived theirs."""
    return [process.pid for process in psutil.process_iter() if belongs(process.pid, data)]


def kill_all(data: Path) -> None:
    """Kill every postgres of this data folder and wait until none is left.

    They may hold the folder's shared memory, so that no new server could start. Nothing else is ever signalled.
    """
    deadline = time.monotonic() + _PATIENCE
    while pids := of_folder(data):
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, 9)
        if time.monotonic() > deadline:
            raise TimeoutError(f"These processes of {data} do not end: {pids}")
        time.sleep(0.01)


def _is_ours(process: psutil.Process, data: Path) -> bool:
    if process.name() != "postgres" or process.status() == psutil.STATUS_ZOMBIE:
        return False
    folder = _working_folder(process)
    return folder is not None and os.path.realpath(folder) == os.path.realpath(data)


def _working_folder(process: psutil.Process) -> str | None:
    try:
        return str(process.cwd())
    except psutil.AccessDenied:
        return _asked_as_owner(process)


def _asked_as_owner(process: psutil.Process) -> str | None:
    """Root without CAP_SYS_PTRACE, as in most containers, may not look: let the process's own user look."""
    if os.geteuid() != 0:
        return None
    owner = process.uids().real
    looked = subprocess.run(
        ["readlink", f"/proc/{process.pid}/cwd"],  # noqa: S607
        user=owner,
        group=process.gids().real,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    return looked.stdout.strip() or None
