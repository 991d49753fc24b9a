"""Which requests a locked-in process may still make of the Linux kernel: a short list, everything else is refused.

Written against the kernel's own description (Documentation/userspace-api/seccomp_filter.rst) and syscall tables.
Standard library alone: it is imported inside the sandbox.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_IF_ANY, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | 1  # refused requests fail with EPERM
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_PROT_EXEC = 4
_PR_SET_SECCOMP, _MODE_FILTER = 22, 2

FREE = (
    *("munmap", "mremap", "brk", "madvise", "futex", "sched_yield", "exit", "exit_group", "getrandom"),
    *("clock_gettime", "clock_getres", "gettimeofday", "getpid", "restart_syscall", "rt_sigprocmask", "rt_sigreturn"),
)
"""What asks for memory, the time or chance, or ends the process."""

_X86_64 = {
    "read": 0, "write": 1, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigprocmask": 14,
    "rt_sigreturn": 15, "sched_yield": 24, "mremap": 25, "madvise": 28, "getpid": 39, "exit": 60, "gettimeofday": 96,
    "futex": 202, "restart_syscall": 219, "clock_gettime": 228, "clock_getres": 229, "exit_group": 231,
    "getrandom": 318,
}  # fmt: skip
_AARCH64 = {
    "read": 63, "write": 64, "exit": 93, "exit_group": 94, "futex": 98, "clock_gettime": 113, "clock_getres": 114,
    "sched_yield": 124, "restart_syscall": 128, "rt_sigprocmask": 135, "rt_sigreturn": 139, "gettimeofday": 169,
    "getpid": 172, "brk": 214, "munmap": 215, "mremap": 216, "mmap": 222, "mprotect": 226, "madvise": 233,
    "getrandom": 278,
}  # fmt: skip
_MACHINES = {"x86_64": (0xC000003E, _X86_64), "aarch64": (0xC00000B7, _AARCH64)}


def _word(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)


def _argument(number: int) -> int:
    """Where the low half of an argument stands."""
    return _ARGUMENTS + 8 * number


def program(machine: str) -> bytes:
    """The filter for ``x86_64`` or ``aarch64`` as the kernel reads it. Raises KeyError for another machine."""
    audit, numbers = _MACHINES[machine]
    words = [
        _word(_LOAD, _MACHINE),
        _word(_JUMP_EQUAL, audit, 1, 0),
        _word(_RETURN, _KILL),
        _word(_LOAD, _NUMBER),
        # The x32 calls of a 64-bit kernel have other numbers and the same machine.
        _word(_JUMP_AT_LEAST, 0x40000000, 0, 1),
        _word(_RETURN, _KILL),
    ]
    for name in FREE:
        words += [_word(_JUMP_EQUAL, numbers[name], 0, 1), _word(_RETURN, _ALLOW)]
    for name, file in (("read", 0), ("write", 1)):
        words += _only_where(numbers[name], _word(_JUMP_EQUAL, file, 0, 1), _argument(0))
    for name in ("mmap", "mprotect"):
        words += _only_where(numbers[name], _word(_JUMP_IF_ANY, _PROT_EXEC, 1, 0), _argument(2))
    return b"".join((*words, _word(_RETURN, _REFUSE)))


def _only_where(number: int, test: bytes, argument: int) -> list[bytes]:
    """Allow a request where ``test`` of its argument goes to the next word, else refuse it."""
    body = [_word(_LOAD, argument), test, _word(_RETURN, _ALLOW), _word(_RETURN, _REFUSE)]
    return [_word(_JUMP_EQUAL, number, 0, len(body)), *body]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("words", ctypes.c_char_p))


def lock() -> bool:
    """Refuse all but the list from now on, for ever; False where this machine or kernel cannot."""
    if sys.platform != "linux" or os.uname().machine not in _MACHINES or sys.maxsize < 2**32:
        return False
    code = program(os.uname().machine)
    told = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(told), 0, 0) == 0)
