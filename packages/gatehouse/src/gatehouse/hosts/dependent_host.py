"""A host that another one has to be ready for, such as a site whose database comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

    from gatehouse.hosts.host import Host


class DependentHost:
    """Starts `host` once `ready` is set; all else is the host's own.

    In Azure an app's code comes after its database, too, and a startup command such as
    `flask db upgrade && gunicorn …` fails where nothing listens yet.
    """

    def __init__(self, host: Host, ready: asyncio.Event) -> None:
        self.name = host.name
        self.host = host
        self._ready = ready

    async def start(self) -> None:
        """Waits, and starts the host."""
        await self._ready.wait()
        await self.host.start()

    async def stop(self) -> None:
        """Stops the host."""
        await self.host.stop()

    async def exited(self) -> str:
        """Returns why the host has stopped by itself."""
        return await self.host.exited()
