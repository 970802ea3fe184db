"""A folder for what PostgreSQL writes when the tests run as root: it runs under another account."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """Gives a folder that every account can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="gatehouse-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)
