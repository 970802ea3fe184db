"""`make doctor`: finds out what is wrong with this machine or this Azure subscription."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.azure_cli.subscription import look_at_subscription
from gatehouse.commands.ready import INSTALL
from gatehouse.errors import LocalError
from gatehouse.hosts.postgres.account import choose_account
from gatehouse.hosts.postgres.binaries import find_binaries
from gatehouse.laptop.machine_check import MachineCheck
from gatehouse.laptop.ports import reserve
from gatehouse.laptop.running_postgres import RunningPostgres
from gatehouse.program.child import evaluate
from gatehouse.program.deployed import read_state
from gatehouse.program.stack_files import StackFiles

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.graph.graph import Graph
    from gatehouse.options import Options
    from gatehouse.program.deployed import Deployed

LOCKED = {".runtime": "requirements.txt", ".development": "tests/requirements.txt"}
MARKS = {True: "ok", False: "--"}


def run(options: Options) -> int:
    """Prints the findings; returns 1 when something that the local run needs is wrong."""
    found = findings(options)
    for finding in found:
        print(f"{MARKS[not finding.remedy]}  {finding.subject:<28}{finding.remedy}")
    return int(any(finding.needed and finding.remedy for finding in found))


def findings(options: Options) -> list[MachineCheck]:
    """Checks everything that has ever gone wrong on somebody's machine."""
    ports = {
        "port": options.port,
        "function-port": options.function_port,
        "web-port": options.web_port,
        **({"postgres-port": options.postgres_port} if options.postgres_port else {}),
    }
    evaluated = _evaluate(options)
    refusal = _last_line(evaluated) if isinstance(evaluated, LocalError) else ""
    return [
        MachineCheck(subject="packages as locked", remedy=_packages()),
        MachineCheck(subject=f"{options.data} can be written", remedy=_folder(options.data)),
        MachineCheck(subject="ports are free", remedy=_complaint(lambda: reserve(ports))),
        MachineCheck(subject="PostgreSQL starts", remedy=_complaint(_find_postgres)),
        MachineCheck(subject="the program evaluates", remedy=refusal),
        _tool("chromium", "for `make test`: apt-get install chromium"),
        _tool("nginx", "for `make bench`: apt-get install nginx-light wrk"),
        *(_tool(name, f"for `make up`: {address}") for name, address in INSTALL.items()),
        *([] if isinstance(evaluated, LocalError) else _azure(options, evaluated)),
    ]


def _azure(options: Options, graph: Graph) -> list[MachineCheck]:
    """Checks the subscription that the stack would be deployed to, where the Azure CLI is there."""
    if shutil.which("az") is None:
        return []
    settings = StackFiles.load(Path(), options.stack)
    set_all = "; ".join(f"pulumi config set {key} VALUE" for key in settings.missing)
    return [
        MachineCheck(subject="required settings", remedy=set_all, needed=False),
        *asyncio.run(look_at_subscription(graph, settings.values, _deployed(options.stack))),
    ]


def _deployed(stack: str) -> tuple[Deployed, ...]:
    try:
        return tuple(read_state(stack))
    except LocalError:
        return ()  # nothing yet, or `make up` will say why it can't be read


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
        return _last_line(error)
    return ""


def _last_line(error: LocalError) -> str:
    return str(error).splitlines()[-1]


def _find_postgres() -> None:
    if RunningPostgres.chosen() is None:
        asyncio.run(find_binaries(choose_account()))


def _evaluate(options: Options) -> Graph | LocalError:
    with tempfile.TemporaryDirectory() as data:
        try:
            return asyncio.run(evaluate(options.stack, Path(data)))
        except LocalError as error:
            return error


def _tool(name: str, remedy: str) -> MachineCheck:
    return MachineCheck(subject=name, remedy="" if shutil.which(name) else remedy, needed=False)
