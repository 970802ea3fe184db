"""What is released to Azure: the zip alone, with its own requirements and nothing else."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
import urllib.request
import zipfile
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from components.release.code_archive import archive
from gatehouse.declared.app_settings import translate
from gatehouse.declared.database import databases
from gatehouse.declared.declared_hosts import DeclaredHosts
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from gatehouse.hosts.web.health import HealthCheck
from gatehouse.laptop.addresses import LocalAddresses
from gatehouse.laptop.ports import reserve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import Message

    from gatehouse.declared.site import Site
    from gatehouse.graph.graph import Graph

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).with_name("uv")
READY_SECONDS = 60


@pytest.fixture(scope="module")
def release(reachable: Path) -> Callable[[Path], Path]:
    """Unpacks the zip of a folder of code and installs its requirements; returns where it is."""

    @cache
    def unpack(source: Path) -> Path:
        unpacked = reachable / source.name
        with zipfile.ZipFile(archive(ROOT / source, reachable).path) as zip_file:
            zip_file.extractall(unpacked)
        clean = {"PATH": "/usr/bin:/bin", "HOME": os.environ["HOME"]}
        environment = str(reachable / f"{source.name}-environment")
        install = ["pip", "install", "--quiet", "--system-certs", "--python", environment]
        for command in (
            ["venv", "--quiet", "--python", sys.executable, environment],
            [*install, "-r", "requirements.txt"],
        ):
            subprocess.run([UV, *command], cwd=unpacked, env=clean, check=True)
        return unpacked

    return unpack


def variables(unpacked: Path, settings: dict[str, str]) -> dict[str, str]:
    path = f"{unpacked.parent / unpacked.name}-environment/bin:/usr/bin:/bin"
    return {"PATH": path, "PYTHONDONTWRITEBYTECODE": "1", **settings}


@contextmanager
def started(command: str, unpacked: Path, settings: dict[str, str]) -> Iterator[int]:
    """Runs the startup command as App Service does; gives the port once the site is healthy."""
    port = reserve({"port": 0})["port"]
    process = subprocess.Popen(
        ["/bin/sh", "-c", command],
        cwd=unpacked,
        env=variables(unpacked, {**settings, "PORT": str(port)}),
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + READY_SECONDS
        health = HealthCheck(port, "/healthz", f"localhost:{port}")
        while asyncio.run(health.ask()).status != HTTPStatus.OK:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


@pytest.fixture(scope="module")
def site(deployed: Any, reachable: Path) -> Iterator[Site]:
    """The declared site, with settings that lead to a real database on this machine."""
    graph: Graph = deployed.graph
    [declared] = DeclaredHosts.of(graph).web_apps
    [found] = databases(graph)
    host = PostgresHost(found, reachable / "released-postgres", report=lambda _: None)
    with asyncio.Runner() as runner:
        runner.run(host.start())
        places = LocalAddresses({found.host_name: f"127.0.0.1:{host.port}"})
        settings = translate(declared.settings, places, found)
        yield replace(declared, settings=settings)
        runner.run(host.stop())


def test_the_released_site_serves_by_its_startup_command(
    deployed: Any, site: Site, release: Callable[[Path], Path]
) -> None:
    settings = dict(site.settings)
    with started(site.startup_command, release(site.source), settings) as port:

        def answer(path: str) -> tuple[str, Message]:
            # As App Service's front end passes a visitor's request on.
            visitor = {"Host": site.host_name, "X-Forwarded-Proto": "https"}
            request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=visitor)
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.read().decode(), response.headers

        page, headers = answer("/quizzes/")
        assert "The web, behind the scenes" in page
        assert "Log in" in answer(f"/admin-{settings['ADMIN_PATH_SUFFIX']}/login/")[0]
        [style] = [word for word in page.split('"') if word.endswith(".css")]
        assert "prefers-color-scheme" in answer(style)[0]
        expected = deployed.graph.stack_outputs["web_release"]
        assert headers["X-Release"] == answer("/healthz")[1]["X-Release"] == expected


def test_the_released_function_app_is_indexed_with_its_one_function(
    deployed: Any, release: Callable[[Path], Path]
) -> None:
    [function_app] = DeclaredHosts.of(deployed.graph).function_apps
    unpacked = release(function_app.source)
    index = (
        "from function_app import app\n"
        "for function in app.get_functions(): print(function.get_raw_bindings())"
    )
    done = subprocess.run(
        ["python", "-c", index],
        cwd=unpacked,
        env=variables(unpacked, dict(function_app.settings)),
        check=True,
        capture_output=True,
        text=True,
    )
    [bindings] = done.stdout.splitlines()
    assert "httpTrigger" in bindings
    assert "{*route}" in bindings


def test_the_released_function_app_says_which_release_it_is(
    deployed: Any, release: Callable[[Path], Path]
) -> None:
    [function_app] = DeclaredHosts.of(deployed.graph).function_apps
    ask = (
        "import asyncio\n"
        "from app import create_app\n"
        "async def send(message): print(dict(message.get('headers', ())).get(b'x-release'))\n"
        "scope = {'type': 'http', 'method': 'GET', 'path': '/docs', 'headers': []}\n"
        "asyncio.run(create_app()(scope, None, send))"
    )
    unpacked = release(function_app.source)
    command = ["python", "-c", ask]
    environment = variables(unpacked, dict(function_app.settings))
    done = subprocess.run(
        command, cwd=unpacked, env=environment, check=True, capture_output=True, text=True
    )
    expected = deployed.graph.stack_outputs["api_release"].encode()
    assert done.stdout.splitlines()[0] == str(expected)
