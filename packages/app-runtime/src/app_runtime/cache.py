"""Where what can be made anew is kept: `~/.cache/gatehouse`, or below `XDG_CACHE_HOME`."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder(name: str) -> Path:
    """Returns the folder of that name in the cache, which is there afterwards.

    Only its owner can read it: what an app says of itself may show how it is set.
    """
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(home) / "gatehouse" / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
