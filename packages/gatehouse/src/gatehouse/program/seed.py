"""The seed from which made-up keys are derived, so that they are the same from run to run."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SEED_BYTES = 32


def read_seed(path: Path | None) -> bytes:
    """Returns the file's content; a file that is not there is created, with a random seed.

    Without a path every call returns another seed.
    """
    if path is None:
        return secrets.token_bytes(SEED_BYTES)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        seed = secrets.token_bytes(SEED_BYTES)
        file.write(seed)
    return seed
