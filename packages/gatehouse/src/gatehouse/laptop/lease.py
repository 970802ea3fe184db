"""One local run to a data folder: a lock that the operating system drops with the process."""

from __future__ import annotations

import contextlib
import fcntl
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def is_held(folder: Path) -> bool:
    """Returns whether a local run uses the folder now."""
    try:
        with (folder / "run.lock").open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False  # closed, and so unlocked again


@contextlib.contextmanager
def lease(folder: Path) -> Iterator[None]:
    """Holds the folder for this process, which makes it if needed.

    The lock counts, not the file: after `kill -9` of a run its `run.lock` is still there, but the
    kernel has dropped the lock, and the next run starts without anybody clearing up.

    Raises LocalError when another local run holds it.
    """
    # Others may pass through, to PostgreSQL's own folder, and see nothing on the way.
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    path = folder / "run.lock"
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LocalError(
                f"another local run uses {folder}; stop it with Ctrl-C in its terminal, or give "
                "this one a folder and ports of its own: "
                "--data .local-2 --port 0 --function-port 0 --web-port 0"
            ) from error
        try:
            yield
        finally:
            # Before the lock goes: a moment later the file might be another run's.
            path.unlink(missing_ok=True)
