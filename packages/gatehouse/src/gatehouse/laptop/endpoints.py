"""The running system's addresses: `.local/endpoints.json`, there while all hosts are healthy."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from gatehouse.laptop.private_file import write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Endpoints:
    """URLs and keys of what runs, None for what the program has not; PostgreSQL's is a DSN.

    `sample` is a call that needs the API's key and nothing else; `subscription_keys` are those of
    the API's clients, by name, beside the one for everything.
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

    def write(self, folder: Path) -> None:
        """Writes the file in one step, readable to its owner alone."""
        present = {name: value for name, value in asdict(self).items() if value is not None}
        write(folder / "endpoints.json", json.dumps(present, indent=2))


def remove(folder: Path) -> None:
    """Removes the file, if it is there."""
    (folder / "endpoints.json").unlink(missing_ok=True)
