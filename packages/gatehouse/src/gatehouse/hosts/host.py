"""The interface of every host of the local run: three methods."""

from __future__ import annotations

from typing import Protocol


class Host(Protocol):
    """Runs one thing that the program declares."""

    name: str

    async def start(self) -> None:
        """Starts the host, and returns when it is healthy; raises LocalError when it cannot be."""
        ...

    async def stop(self) -> None:
        """Stops the host; leaves no process, port or lock behind. May be called more than once."""
        ...

    async def exited(self) -> str:
        """Returns the reason once the host has stopped by itself; never after a call of `stop`."""
        ...
