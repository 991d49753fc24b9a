"""What a process that works for us does about itself: it ends with its parent and stays within bounds.

Imported inside the workers; needs nothing but the standard library.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Be killed as soon as the parent is gone, however it went. Elsewhere than on Linux only a closed pipe says so."""
    if sys.platform != "linux":
        return
    before = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    # A parent that went meanwhile sends no signal any more; one gone earlier has closed the pipe to be read.
    if os.getppid() != before:
        os._exit(0)


def bound_memory(most: int) -> None:
    """At most ``most`` bytes of address space, so that a runaway fails in here and nowhere else."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def bound_cpu(seconds: float) -> None:
    """At most so many more seconds of processor time; a later call may lift the bound again."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
