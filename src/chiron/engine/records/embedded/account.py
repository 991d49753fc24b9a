"""Which user the embedded server runs as. PostgreSQL refuses root, so root lends it an unprivileged account."""

from __future__ import annotations

import errno
import os
import pwd
import shutil
import stat
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "chiron-db"
_ACL = "system.posix_acl_access"
_USER, _GROUP_OBJ, _MASK = 0x02, 0x04, 0x10
_NOBODY_IN_PARTICULAR = 0xFFFFFFFF
_SEARCH = 1


@dataclass(frozen=True, slots=True)
class Account:
    """A user that is not root."""

    uid: int
    gid: int

    def arguments(self) -> dict[str, Any]:
        """Keyword arguments for subprocess that run a program as this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a file or folder to this user."""
        os.chown(path, self.uid, self.gid)


def account_for(data: Path) -> Account | None:
    """The user for this data folder; None means ourselves, for we are not root.

    An existing folder keeps its user. Otherwise it is ``chiron-db``, made on first need, or ``nobody`` where no user
    can be made.
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        found = data.stat()
        return Account(found.st_uid, found.st_gid)
    entry = _known(NAME) or _made(NAME) or pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def let_reach(path: Path, account: Account) -> None:
    """Let the user pass through every folder above ``path``, and no more: it can list and read none of them.

    By an access-control entry for this user alone where the file system has them, else by the search bit for others.
    """
    for folder in reversed(path.resolve().parents):
        found = folder.stat()
        if found.st_mode & stat.S_IXOTH or (found.st_uid == account.uid and found.st_mode & stat.S_IXUSR):
            continue
        if not _enter_acl(folder, found.st_mode, account.uid):
            folder.chmod(stat.S_IMODE(found.st_mode) | stat.S_IXOTH)


def let_run(installation: Path, account: Account) -> None:
    """Let the user run the wheel's programs, even where they were installed under a strict umask."""
    let_reach(installation / "bin", account)
    if installation.stat().st_mode & stat.S_IXOTH and _runs(installation, account):
        return
    for path in (installation, *installation.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        extra = stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
        path.chmod(mode | extra)


def _runs(installation: Path, account: Account) -> bool:
    try:
        tried = subprocess.run(
            [str(installation / "bin" / "postgres"), "--version"],
            cwd="/",
            capture_output=True,
            check=False,
            **account.arguments(),
        )
    except OSError:
        return False
    return tried.returncode == 0


def _known(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _made(name: str) -> pwd.struct_passwd | None:
    program = shutil.which("useradd")
    if program is None:
        return None
    subprocess.run(
        [
            *(program, "--system", "--user-group", "--no-create-home"),
            *("--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", name),
        ],
        capture_output=True,
        check=False,
    )
    return _known(name)


def _enter_acl(folder: Path, mode: int, uid: int) -> bool:
    """Add "this user may pass" to the folder's list; False where the file system keeps no lists.

    The layout is linux/posix_acl_xattr.h: a version, then (tag, permissions, id) in order of tag and id.
    """
    if not hasattr(os, "setxattr"):
        return False
    entries = _entries(folder, mode)
    if entries is None:
        return False
    if entries.get((_USER, uid), 0) & _SEARCH:
        return True
    group = entries[(_GROUP_OBJ, _NOBODY_IN_PARTICULAR)]
    entries[(_USER, uid)] = _SEARCH
    mask = (_MASK, _NOBODY_IN_PARTICULAR)
    entries[mask] = entries.get(mask, group) | _SEARCH
    packed = struct.pack("<I", 2)
    for (tag, owner), permissions in sorted(entries.items()):
        packed += struct.pack("<HHI", tag, permissions, owner)
    try:
        os.setxattr(folder, _ACL, packed)
    except OSError:
        return False
    return True


def _entries(folder: Path, mode: int) -> dict[tuple[int, int], int] | None:
    try:
        packed = os.getxattr(folder, _ACL)
    except OSError as fault:
        if fault.errno != errno.ENODATA:
            return None
        shifts = {0x01: 6, _GROUP_OBJ: 3, 0x20: 0}
        return {(tag, _NOBODY_IN_PARTICULAR): mode >> shift & 7 for tag, shift in shifts.items()}
    return {(tag, owner): permissions for tag, permissions, owner in struct.iter_unpack("<HHI", packed[4:])}
