"""`make doctor`: finds out what is wrong with this machine, and says what helps."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from local.errors import LocalError
from local.hosts.postgres_account import choose_account
from local.hosts.postgres_binaries import find_binaries
from local.ports import reserve
from local.program import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.options import Options

LOCKED = {".runtime": "requirements.txt", ".development": "tests/requirements.txt"}
MARKS = {True: "ok", False: "--"}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one look at the machine found; `remedy` is empty when all is well."""

    subject: str
    remedy: str
    needed: bool = True
    """Whether the local run needs it; the rest is for tests and deployment."""


def run(options: Options) -> int:
    """Prints the findings; returns 1 when something that the local run needs is wrong."""
    found = findings(options)
    for finding in found:
        print(f"{MARKS[not finding.remedy]}  {finding.subject:<28}{finding.remedy}")
    return int(any(finding.needed and finding.remedy for finding in found))


def findings(options: Options) -> list[Finding]:
    """Looks at everything that has gone wrong on somebody's machine."""
    ports = {
        "port": options.port,
        "function-port": options.function_port,
        "web-port": options.web_port,
    }
    return [
        Finding(subject="packages as locked", remedy=_packages()),
        Finding(subject=f"{options.data} can be written", remedy=_folder(options.data)),
        Finding(subject="ports are free", remedy=_complaint(lambda: reserve(ports))),
        Finding(subject="PostgreSQL starts", remedy=_complaint(_find_postgres)),
        Finding(subject="the program evaluates", remedy=_complaint(lambda: _evaluate(options))),
        _tool("chromium", "for `make test`: apt-get install chromium"),
        _tool("nginx", "for `make bench`: apt-get install nginx-light wrk"),
        _tool("pulumi", "for `make up`: https://www.pulumi.com/docs/install/"),
        _tool("az", "for `make up`: https://learn.microsoft.com/cli/azure/install-azure-cli"),
    ]


def _packages() -> str:
    # Set-up leaves a stamp when it is done; a lock that is newer has not been installed yet.
    for stamp, lock in LOCKED.items():
        installed = Path(".venv") / stamp
        if installed.exists() and installed.stat().st_mtime >= Path(lock).stat().st_mtime:
            return ""
    return "run `make local`, which installs what requirements.txt pins"


def _folder(folder: Path) -> str:
    existing = next(path for path in (folder.resolve(), *folder.resolve().parents) if path.exists())
    if os.access(existing, os.W_OK):
        return ""
    return f"{existing} belongs to somebody else; choose another folder: --data FOLDER"


def _complaint(look: Callable[[], object]) -> str:
    try:
        look()
    except LocalError as error:
        return str(error).splitlines()[-1]
    return ""


def _find_postgres() -> None:
    asyncio.run(find_binaries(choose_account()))


def _evaluate(options: Options) -> None:
    with tempfile.TemporaryDirectory() as data:
        asyncio.run(evaluate(options.stack, Path(data)))


def _tool(name: str, remedy: str) -> Finding:
    return Finding(subject=name, remedy="" if shutil.which(name) else remedy, needed=False)
