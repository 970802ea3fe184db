"""Startup commands that App Service takes, with the servers themselves."""

from __future__ import annotations

import asyncio
import base64
import os
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gatehouse.laptop.ports import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from gatehouse.declared.site import Site
    from tests.gatehouse.hosts.web.small_site import Running

    Run = Callable[[Site], AbstractAsyncContextManager[Running]]

REQUIREMENTS = "daphne\ngevent\ngunicorn\nhypercorn\nuvicorn[standard]\nuvicorn-worker\nwaitress\n"
BOTH = """
import asyncio
from pathlib import Path

def wsgi(environ, start_response):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start_response("200 OK", [("content-type", "text/plain")])
    ready = Path("ready").read_text() if Path("ready").exists() else ""
    known = environ.get("HTTP_X_CLIENT_IP", "-")  # waitress takes X-Forwarded-For away
    return [f"{environ['REQUEST_METHOD']} {len(body)} {known}{ready}".encode()]

app = wsgi

async def asgi(scope, receive, send):
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": message["text"].upper()})
    elif scope["type"] == "http":
        await http(scope, receive, send)
    else:
        raise RuntimeError("no lifespan")

async def http(scope, receive, send):
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    if scope["path"] == "/events":
        for number in range(2):
            await send({"type": "http.response.body", "body": b"data: %d\\n\\n" % number,
                        "more_body": True})
            await asyncio.sleep(1)
    known = dict(scope["headers"]).get(b"x-client-ip", b"-").decode()
    await send({"type": "http.response.body", "body": f"{scope['method']} {size} {known}".encode()})
"""
GEVENT = """
from gevent import monkey
monkey.patch_all()
from gevent.pywsgi import WSGIServer
from app import wsgi
WSGIServer(("0.0.0.0", 8000), wsgi).serve_forever()
"""
COMMANDS = {
    "gunicorn": "gunicorn app:wsgi",
    "gunicorn bind": "gunicorn --bind 0.0.0.0:8000 app:wsgi",
    "gunicorn bind without port": "gunicorn --bind=0.0.0.0 --timeout 600 app:wsgi",
    "gunicorn file": "gunicorn -c conf.py app:wsgi",
    "gunicorn ipv6": "gunicorn -b [::]:8000 app:wsgi",
    "gunicorn threads": "gunicorn --threads 8 app:wsgi",
    "gunicorn uvicorn": "gunicorn -k uvicorn_worker.UvicornWorker app:asgi",
    "uvicorn": "uvicorn app:asgi --host 0.0.0.0 --port 8000",
    "uvicorn port": "python -m uvicorn app:asgi --host 0.0.0.0 --port $PORT",
    "uvicorn workers": "uvicorn app:asgi --workers 2",
    "hypercorn": "hypercorn -b 0.0.0.0:8000 app:asgi",
    "daphne": "daphne -b 0.0.0.0 -p 8000 app:asgi",
    "waitress": "waitress-serve --port=8000 app:wsgi",
    "gevent": "python serve.py",
    "two commands": "echo ' once' > ready && gunicorn app:wsgi",
    "lines": "set -e\ncd .\ngunicorn app:wsgi",
    "script": "startup.sh",
    "script of bash": "bash startup.sh",
    "text": "startup.txt",
    "nothing": "",
}


@pytest.fixture
def both(site: Site) -> Site:
    """A site with an app of both kinds, and all servers."""
    (site.source / "requirements.txt").write_text(REQUIREMENTS)
    (site.source / "app.py").write_text(BOTH)
    (site.source / "conf.py").write_text('bind = "0.0.0.0:8000"\n')
    (site.source / "startup.sh").write_text("#!/bin/bash\nset -e\ngunicorn app:wsgi\n")
    (site.source / "serve.py").write_text(GEVENT)
    (site.source / "startup.txt").write_text("gunicorn app:wsgi")
    return replace(site, settings={})


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_command_of_app_service_serves_behind_the_front_door(
    run: Run, both: Site, command: str
) -> None:
    async with run(replace(both, startup_command=COMMANDS[command])) as running:
        page = await running.page()
        assert page.startswith(f"GET 0 {LOOPBACK}")
        assert page.endswith(" once\n") == (command == "two commands")


async def test_sites_that_name_the_same_port_run_side_by_side(run: Run, both: Site) -> None:
    async with AsyncExitStack() as undo:
        sites = [
            await undo.enter_async_context(run(replace(both, startup_command=COMMANDS[command])))
            for command in ("gunicorn bind", "uvicorn", "hypercorn")
        ]
        pages = await asyncio.gather(*(running.page() for running in sites))
        assert [page[:6] for page in pages] == ["GET 0 "] * 3


@pytest.mark.parametrize("command", ["gunicorn threads", "uvicorn", "hypercorn", "daphne"])
async def test_uploads_heads_and_ranges_arrive(run: Run, both: Site, command: str) -> None:
    async with run(replace(both, startup_command=COMMANDS[command])) as running:
        reader, writer = await asyncio.open_connection(LOOPBACK, running.host.port)
        writer.write(b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert (await reader.readuntil(b"\r\n\r\n"))[9:12] == b"200"
        size = 10_000_000
        writer.write(
            b"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\n"
            b"Content-Length: %d\r\n\r\n" % size
        )
        if command != "daphne":  # it asks for nothing
            assert (await reader.readuntil(b"\r\n\r\n"))[9:12] == b"100"
        writer.write(bytes(size))
        assert f"POST {size} {LOOPBACK}".encode() in await reader.read()
        writer.close()


async def test_events_come_one_by_one(run: Run, both: Site) -> None:
    loop = asyncio.get_running_loop()
    async with run(replace(both, startup_command=COMMANDS["uvicorn"])) as running:
        reader, writer = await asyncio.open_connection(LOOPBACK, running.host.port)
        asked = loop.time()
        writer.write(b"GET /events HTTP/1.1\r\nHost: a\r\n\r\n")
        await reader.readuntil(b"data: 0\n\n")
        assert loop.time() - asked < 0.8
        await reader.readuntil(b"data: 1\n\n")
        assert loop.time() - asked > 0.8
        writer.close()


@pytest.mark.parametrize("command", ["gunicorn uvicorn", "uvicorn", "hypercorn", "daphne"])
async def test_a_websocket_echoes(run: Run, both: Site, command: str) -> None:
    async with run(replace(both, startup_command=COMMANDS[command])) as running:
        reader, writer = await asyncio.open_connection(LOOPBACK, running.host.port)
        key = base64.b64encode(os.urandom(16)).decode()
        writer.write(
            b"GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %s\r\n\r\n" % key.encode()
        )
        assert (await reader.readuntil(b"\r\n\r\n"))[9:12] == b"101"
        writer.write(b"\x81\x82\0\0\0\0hi")  # a text of two bytes, masked by nought
        assert await reader.readexactly(4) == b"\x81\x02HI"
        writer.close()
