"""Supplies workers: each new one runs the code as it is now, in the environment as it is now."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.hosts.app_python import function_python
from gatehouse.hosts.functions.worker import WorkerGoneError
from gatehouse.hosts.functions.worker_parent import WorkerParent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from app_runtime import AppEnvironment
    from gatehouse.hosts.functions.worker import Ready, Worker

# On macOS, libraries of the system refuse to work in a fork of a process that has used them.
FORKS_WITH_PACKAGES = sys.platform == "linux"


class Workers:
    """The workers of one function app, and the processes that they are forked from."""

    def __init__(
        self,
        folder: Path,
        python_version: str,
        settings: Mapping[str, str],
        report: Callable[[str], None],
    ) -> None:
        self._folder = folder
        self._python_version = python_version
        self._settings = settings
        self._report = report
        self._environment: AppEnvironment | None = None
        self._parents: list[WorkerParent] = []
        """The last one forks; those before it have workers that may still be retiring."""
        self._spoilt = not FORKS_WITH_PACKAGES
        """Whether the packages start threads, so that each worker has to import them itself."""

    async def new(self) -> tuple[Worker, Ready]:
        """Returns a worker that is ready; raises LocalError for code that can't be loaded."""
        parent = await self._parent()
        try:
            worker, ready = await _fork(parent)
        except WorkerGoneError:
            if not parent.has_packages:
                raise LocalError(
                    f"the code in {self._folder} ended its process while it was loaded; allowed "
                    "is code that returns; its lines above say more"
                ) from None
            self._spoilt = True
            return await self.new()
        if not (parent.has_packages or self._spoilt):
            parent.import_packages(ready.modules)
        return worker, ready

    async def end(self) -> None:
        """Ends every process."""
        parents, self._parents = self._parents, []
        self._environment = None
        await asyncio.gather(*(parent.end() for parent in parents))

    async def _parent(self) -> WorkerParent:
        """Returns what can be forked: another process for other packages, or for spoilt ones."""
        environment = await self._made()
        same = environment == self._environment and self._parents
        if same and not (self._spoilt and self._parents[-1].has_packages):
            return self._parents[-1]
        parent = await WorkerParent.launch(self._folder, environment, self._settings, self._report)
        self._environment = environment
        self._parents.append(parent)
        return parent

    async def _made(self) -> AppEnvironment:
        environment = await asyncio.to_thread(
            function_python, self._folder, self._python_version, self._settings, self._report
        )
        if environment.note and self._environment is None:
            self._report(environment.note)
        return environment


async def _fork(parent: WorkerParent) -> tuple[Worker, Ready]:
    worker = await parent.fork()
    try:
        return worker, await worker.ready
    except BaseException:
        worker.kill()
        raise
