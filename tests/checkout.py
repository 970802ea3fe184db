"""A checkout as a newcomer has it."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.reachable import reachable_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def checked_out(root: Path) -> Iterator[Path]:
    """Gives a folder with what git has of the root, or would have, and nothing of this machine.

    What runs there shares nothing with what runs elsewhere: a site collects its static files
    beside its code. The folder is below one that every account can reach, unlike pytest's own: so
    root's PostgreSQL, which runs under another account, is served from it and leaves nothing
    elsewhere.
    """
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=root, check=True, capture_output=True).stdout.decode()
    with reachable_folder() as parent:
        folder = parent / "gatehouse"
        for name in filter(None, names.split("\0")):
            source, target = root / name, folder / name
            if source.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
        yield folder
