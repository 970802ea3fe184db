"""The starts of one site: of its environment, of its process, until that is healthy."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from app_runtime.sites.port import prepare_port
from gatehouse.declared.app_settings import environment, site_port
from gatehouse.errors import LocalError
from gatehouse.hosts.app_python import site_python
from gatehouse.hosts.web.health import HealthCheck
from gatehouse.hosts.web.process import WebProcess
from gatehouse.hosts.web.startup_command import startup_command

if TYPE_CHECKING:
    from collections.abc import Callable

    from app_runtime import AppEnvironment
    from gatehouse.declared.site import Site

READY_WITHIN = 230.0
"""Seconds, as long as App Service waits by itself (WEBSITES_CONTAINER_START_TIME_LIMIT).

https://learn.microsoft.com/azure/app-service/reference-app-settings#custom-containers
"""
TOLD_AFTER = 4.0
"""Seconds without health after which the reason is told."""


class SiteStarts:
    """Starts the site as often as it is asked to; `report` takes its lines, and ours about it."""

    def __init__(self, site: Site, report: Callable[[str], None]) -> None:
        """Raises LocalError for a site that App Service would not know how to start."""
        self._site = site
        self._command = startup_command(site)
        self._report = report
        self._noted = ""

    async def healthy_process(self, visitors: int, saved: asyncio.Event) -> WebProcess | None:
        """Returns a new process once it is healthy; None when a file was `saved` before.

        `visitors` is the port that the front door has. Raises LocalError, and leaves no process,
        for a site that ends, or is not healthy within READY_WITHIN seconds.
        """
        process = await self._launch(visitors)
        healthy = False
        try:
            healthy = await self._until_healthy(process, visitors, saved)
        finally:
            if not healthy:
                await process.end()
        return process if healthy else None

    async def _launch(self, visitors: int) -> WebProcess:
        made = await asyncio.to_thread(self._environment)
        settings = self._site.settings

        def variables(port: int) -> dict[str, str]:
            return environment(settings, made, visitors=visitors, own=port)

        return await WebProcess.launch(self._command, self._site.source, variables, self._report)

    def _environment(self) -> AppEnvironment:
        """Returns the site's Python, made anew when its requirements have changed."""
        site = self._site
        made = site_python(site.source, site.python_version, site.settings, self._report)
        prepare_port(made)
        if made.note and made.note != self._noted:
            self._noted = made.note
            self._report(made.note)
        return made

    async def _until_healthy(
        self, process: WebProcess, visitors: int, saved: asyncio.Event
    ) -> bool:
        """Returns True once the site is healthy, False when a file was saved before."""
        path, host = self._site.health_check_path, f"localhost:{visitors}"
        health = HealthCheck(process.origin.port, path, host)
        telling = asyncio.create_task(self._tell(health, process))
        waiting = asyncio.create_task(process.until_healthy(health))
        saving = asyncio.create_task(saved.wait())
        try:
            done, _ = await asyncio.wait(
                (waiting, saving), timeout=READY_WITHIN, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            for task in (telling, waiting, saving):
                task.cancel()
        if waiting in done and not waiting.result():
            return True
        if saving in done:
            return False
        raise LocalError(self._failure(process, health, waiting.result() if done else ""))

    async def _tell(self, health: HealthCheck, process: WebProcess) -> None:
        await asyncio.sleep(TOLD_AFTER)
        self._report(f"is not healthy yet: {self._diagnosis(health, process)}")

    def _diagnosis(self, health: HealthCheck, process: WebProcess) -> str:
        return health.diagnosis(site_port(self._site.settings), process.bound)

    def _failure(self, process: WebProcess, health: HealthCheck, ended: str) -> str:
        how = ended or f"was not healthy after {READY_WITHIN:.0f} s"
        why = process.fault()
        if not why:
            why = "its lines above say why" if ended else self._diagnosis(health, process)
        return f"the site {self._site.name}, started by {self._command!r}, {how}: {why}"
