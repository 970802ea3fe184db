"""Files that only their owner can read, and nobody half."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, text: str) -> None:
    """Writes the file in one step: tools that wait for it never read half of it."""
    partial = path.with_name(f"{path.name}.partial")
    # Made anew, never written into: a file that was there could be a link, or open to others.
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    partial.replace(path)
