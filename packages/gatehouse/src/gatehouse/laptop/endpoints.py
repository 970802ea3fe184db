"""The running system's addresses: `.local/endpoints.json`, there while all hosts are healthy."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from gatehouse.laptop.private_file import write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FILE = "endpoints.json"


@dataclass(frozen=True, kw_only=True)
class Endpoints:
    """URLs and keys of what runs, None for what the program has not; PostgreSQL's is a DSN.

    `sample` is a call that needs the API's key and nothing else; `subscription_keys` are those of
    the API's clients, by name, beside the one for everything. Of several, `function`, `web`, `api`
    and `postgres` are the first; the maps have all of them by name.
    """

    gateway: str | None = None
    docs: str | None = None
    openapi: str | None = None
    api: str | None = None
    sample: str | None = None
    function: str | None = None
    subscription_key: str | None = field(default=None, repr=False)
    subscription_keys: Mapping[str, str] | None = field(default=None, repr=False)
    function_key: str | None = field(default=None, repr=False)
    web: str | None = None
    admin: str | None = field(default=None, repr=False)
    postgres: str | None = field(default=None, repr=False)
    admin_user: str | None = None
    admin_password: str | None = field(default=None, repr=False)
    apps: Mapping[str, str] | None = None
    """URLs of sites and function apps."""
    function_keys: Mapping[str, str] | None = field(default=None, repr=False)
    master_keys: Mapping[str, str] | None = field(default=None, repr=False)
    """Each runs the function app's timers and queues by hand, too."""
    apis: Mapping[str, str] | None = None
    databases: Mapping[str, str] | None = field(default=None, repr=False)
    """DSNs."""
    overridden: Mapping[str, Sequence[str]] | None = None
    """Names of the settings, by app, that are set for this machine alone."""
    debug: Mapping[str, str] | None = None
    """Where apps listen for a debugger, by name."""
    stack: str | None = None
    addresses: Mapping[str, str] | None = None
    """Host and port by the host name in Azure that they stand for."""

    def write(self, folder: Path) -> None:
        """Writes the file in one step, readable to its owner alone."""
        present = {name: value for name, value in asdict(self).items() if value is not None}
        write(folder / FILE, json.dumps(present, indent=2))


def read(folder: Path) -> Endpoints | None:
    """Returns what the file says; None when it isn't there."""
    try:
        text = (folder / FILE).read_text()
    except FileNotFoundError:
        return None
    return Endpoints(**json.loads(text))


def remove(folder: Path) -> None:
    """Removes the file, if it is there."""
    (folder / FILE).unlink(missing_ok=True)
