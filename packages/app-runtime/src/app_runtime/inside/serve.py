"""Becomes the parent that forks workers: `serve.py CONTROL_DESCRIPTOR FOLDER`."""

from __future__ import annotations

import socket
import sys
from pathlib import Path


def main(descriptor: str, folder: str) -> None:
    """Takes an inherited descriptor of the control socket, and the app's absolute folder."""
    inside = str(Path(__file__).parent)
    sys.path.insert(0, inside)
    # From here on it is there.
    from gatehouse_worker.process import (  # type: ignore[import-not-found]  # noqa: PLC0415
        forking_parent,
    )

    sys.path.remove(inside)
    control = socket.socket(fileno=int(descriptor))
    forking_parent(control, Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
