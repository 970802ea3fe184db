"""PostgreSQL's files: its data, the superuser's password and the server's log.

Example, for version 17 in `.local/postgres`: the data folder `17`, `17.log`, `17.password` and
`17.declared`; `17.new` while initdb is at work, and after one that broke off.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.hosts.postgres import binaries

if TYPE_CHECKING:
    from gatehouse.hosts.postgres.account import Account

SUPERUSER = "postgres"
BUILTIN_LOCALE_SINCE = 17


@dataclass(frozen=True, slots=True)
class Cluster:
    """One major version's data below `home`: another version finds its own data, not this one's."""

    home: Path
    major: int

    @property
    def data(self) -> Path:
        """The data folder, as `postgres -D` takes it."""
        return self.home / str(self.major)

    @property
    def draft(self) -> Path:
        """The folder that initdb fills, until it is whole and becomes the data folder."""
        return self.home / f"{self.major}.new"

    @property
    def log(self) -> Path:
        """The server's messages since it was started last."""
        return self.home / f"{self.major}.log"

    @property
    def password_file(self) -> Path:
        """The superuser's password, readable by who started the local run."""
        return self.home / f"{self.major}.password"

    @property
    def declared_file(self) -> Path:
        """A digest of what was created last, and lines on what differs from what is declared."""
        return self.home / f"{self.major}.declared"

    def declared(self) -> str:
        """Returns the text of `declared_file`; empty when nothing was created yet."""
        return self.declared_file.read_text() if self.declared_file.exists() else ""

    def initdb(self) -> list[str]:
        """Returns initdb's options: passwords everywhere, UTF-8 whatever the machine speaks."""
        # The machine's own locale is not asked: the same rows are to come in the same order on
        # every laptop. The builtin provider sorts by code point, but knows letters beyond ASCII.
        locale = ["--locale=C"]
        if self.major >= BUILTIN_LOCALE_SINCE:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return [
            f"--pgdata={self.draft}",
            f"--pwfile={self.draft}.password",
            f"--username={SUPERUSER}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            *locale,
        ]

    def make_draft(self, account: Account) -> None:
        """Empties the draft and generates the superuser's password, in a file for initdb."""
        shutil.rmtree(self.draft, ignore_errors=True)
        self.draft.mkdir(mode=0o700)
        # Two files of the same content: initdb reads the one as its own account; the other, which
        # stays, has to be out of that account's reach, for it opens the database as superuser.
        given = Path(f"{self.draft}.password")
        given.unlink(missing_ok=True)
        self.password_file.unlink(missing_ok=True)
        for file in (given, self.password_file):
            file.touch(mode=0o600)
        self.password_file.write_text(secrets.token_urlsafe(24))
        given.write_text(self.password_file.read_text())
        account.take(given)
        account.take(self.draft)

    def keep_draft(self) -> None:
        """Makes the draft the data folder in one step, so that half a cluster is never started."""
        # The rename comes last. Whatever breaks this off leaves a draft, which is made anew next
        # time, and never a data folder with the digest of another one's role and database.
        Path(f"{self.draft}.password").unlink()
        self.declared_file.unlink(missing_ok=True)
        self.draft.rename(self.data)


def open_home(folder: Path, account: Account) -> Path:
    """Returns `folder`, or the one that stands for it when `account` can't reach `folder`."""
    folder = folder.resolve()
    home = folder if account.reaches(folder.parent) else _stand_in(folder)
    # 0o711: the server's account passes through to its data and can list nothing on the way.
    home.mkdir(mode=0o711, parents=True, exist_ok=True)
    if home.stat().st_uid != os.geteuid():
        raise LocalError(
            f"{home} belongs to another account, so PostgreSQL's data is not kept there. Remove "
            "that folder, or name another one with --data."
        )
    home.chmod(0o711)  # a strict umask takes bits off what mkdir asked for
    return home


def lock_home(home: Path) -> int:
    """Returns a descriptor that holds `home` for this process until it is closed.

    Not the same as the lease on the data folder: another data folder may lead to the same `home`.
    """
    descriptor = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise LocalError(
            f"PostgreSQL's data in {home} is in use by another local run. "
            "Stop that one, or keep this one's data elsewhere with --data."
        ) from None
    return descriptor


def erase(folder: Path) -> None:
    """Removes everything that was kept for `folder`, also where another folder stood for it."""
    for home in (folder.resolve(), _stand_in(folder.resolve())):
        if home.exists():
            os.close(lock_home(home))
            shutil.rmtree(home)


def _stand_in(folder: Path) -> Path:
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return binaries.SHARED / f"gatehouse-postgres-data-{name}"
