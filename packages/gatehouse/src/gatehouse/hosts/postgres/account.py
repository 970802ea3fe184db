"""The operating system account that PostgreSQL runs under: the server refuses to run as root."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

UNPRIVILEGED = "nobody"


@dataclass(frozen=True, slots=True)
class Account:
    """An account by its numbers; never one that was made for the purpose."""

    name: str
    uid: int
    gid: int

    def reaches(self, path: Path) -> bool:
        """Returns whether `path` and every folder above it let the account through."""
        resolved = path.resolve()
        return all(self._passes(each) for each in (*resolved.parents, resolved) if each.exists())

    def take(self, path: Path) -> None:
        """Makes the account the owner of `path`."""
        os.chown(path, self.uid, self.gid)

    def _passes(self, path: Path) -> bool:
        # As the kernel decides: the first kind of bits that applies counts, and no further one. A
        # folder of mode 0o077 keeps its owner out and lets everybody else in.
        status = path.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


def choose_account() -> Account:
    """Returns the account of whoever started the local run, or an unprivileged one for root."""
    entry = pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
