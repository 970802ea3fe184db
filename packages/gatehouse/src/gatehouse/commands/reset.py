"""`make reset`: clears what the local run keeps, and nothing while it runs."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from gatehouse.hosts.postgres.cluster import erase
from gatehouse.laptop.lease import lease
from gatehouse.laptop.running_postgres import RunningPostgres

if TYPE_CHECKING:
    from gatehouse.options import Options


def run(options: Options) -> int:
    """Removes the data folder; raises LocalError while a local run uses it."""
    with lease(options.data):
        erase(options.data / "postgres")
        for path in options.data.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "run.lock":  # ours; goes with the lease
                path.unlink()
    options.data.rmdir()
    print(f"cleared {options.data}")
    if server := RunningPostgres.chosen():
        print(f"the server at {server.address} keeps its databases; `dropdb` removes one")
    return 0
