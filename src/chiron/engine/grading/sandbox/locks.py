"""The locks that a process puts on itself, layer upon layer, and what holds afterwards, found by trying.

Standard library alone: imported inside the sandbox.
"""

from __future__ import annotations

import ctypes
import os
import socket
import struct
import sys
from contextlib import suppress

from chiron.engine.grading.process import end_with_parent
from chiron.engine.grading.sandbox import seccomp

if sys.platform != "win32":
    import resource  # now: once the user is nobody, Python's own files may be out of reach

_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38
_NEW_USER, _NEW_NET, _NEW_IPC, _NEW_UTS = 0x10000000, 0x40000000, 0x08000000, 0x04000000
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446
NOBODY = 65534


def lock(seconds: int, memory: int) -> list[str]:
    """Lock this process in, as well as this machine can, and name the layers that took."""
    taken = []
    if sys.platform == "linux":
        taken += ["namespaces"] if _unshare() else []
        taken += ["nobody"] if _become_nobody() else []
    end_with_parent()  # a change of user takes it back
    taken += ["landlock"] if sys.platform == "linux" and _no_new_powers() and _landlock() else []
    taken += ["limits"] if _limits(seconds, memory) else []
    taken += ["seccomp"] if seccomp.lock() else []
    return taken


def holds() -> list[str]:
    """What is refused to this process now: ``files``, ``network``, ``processes``; each was tried."""
    return [name for name, attempt in _ATTEMPTS.items() if _refused(attempt)]


def _open_file() -> None:
    os.close(os.open(os.path.abspath(os.sep), os.O_RDONLY))


def _open_socket() -> None:
    socket.socket().close()


def _fork() -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)


_ATTEMPTS = {"files": _open_file, "network": _open_socket, "processes": _fork}


def _refused(attempt: object) -> bool:
    try:
        attempt()  # type: ignore[operator]
    except OSError:
        return True
    except AttributeError:  # no fork here
        return False
    return False


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _unshare() -> bool:
    """No network of the machine's, no shared memory; as an ordinary user by way of a user namespace, if allowed."""
    apart = _NEW_NET | _NEW_IPC | _NEW_UTS
    return bool(_libc().unshare(apart if os.geteuid() == 0 else apart | _NEW_USER) == 0)


def _become_nobody() -> bool:
    if os.geteuid() != 0:
        return False
    with suppress(OSError):
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        return True
    return False


def _no_new_powers() -> bool:
    libc = _libc()
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    return bool(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def _landlock() -> bool:
    """No file, no TCP port, no signal to others: all that this kernel's Landlock knows of, with no exception."""
    libc = _libc()
    version = libc.syscall(_LANDLOCK_CREATE, None, 0, 1)
    if version < 1:
        return False
    files = (1 << (13 + (version >= 2) + (version >= 3) + (version >= 5))) - 1
    rules = struct.pack("QQQ", files, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    made = libc.syscall(_LANDLOCK_CREATE, rules, size, 0)
    if made < 0:
        return False
    taken = bool(libc.syscall(_LANDLOCK_RESTRICT, made, 0) == 0)
    os.close(made)
    return taken


def _limits(seconds: int, memory: int) -> bool:
    """Bounds that the kernel keeps: processor time, memory, processes, files."""
    if sys.platform == "win32":
        return False
    used = resource.getrusage(resource.RUSAGE_SELF)
    last = int(used.ru_utime + used.ru_stime) + seconds + 1
    wanted = {"CPU": (last, last + 1), "AS": memory, "DATA": memory, "NPROC": 0, "FSIZE": 0, "NOFILE": 3, "CORE": 0}
    taken = True
    for name, most in {**wanted, "MEMLOCK": 0, "MSGQUEUE": 0}.items():
        number = getattr(resource, f"RLIMIT_{name}", None)
        try:
            if number is not None:
                resource.setrlimit(number, most if isinstance(most, tuple) else (most, most))
        except (OSError, ValueError):
            taken = False
    return taken
