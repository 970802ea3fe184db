from __future__ import annotations

import platform
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from gatehouse.declared.site import Site
from gatehouse.hosts.web.web_host import WebHost
from tests.gatehouse.hosts.web.small_site import APP, Running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

VERSION = ".".join(platform.python_version_tuple()[:2])


@pytest.fixture
def site(tmp_path: Path) -> Site:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "app.py").write_text(APP)
    (folder / "requirements.txt").touch()
    return Site(
        name="app-dev",
        host_name="app-dev.azurewebsites.net",
        is_function_app=False,
        source=folder,
        python_version=VERSION,
        startup_command="gunicorn app:app",
        health_check_path="/healthz",
        settings={"COLOUR": "red", "WORKERS": "2"},
    )


@pytest.fixture
def run() -> Callable[[Site], AbstractAsyncContextManager[Running]]:
    @asynccontextmanager
    async def running(site: Site) -> AsyncIterator[Running]:
        said: list[str] = []
        host = WebHost(site, report=said.append)
        await host.start()
        try:
            yield Running(host, said)
        finally:
            await host.stop()

    return running
