"""Real gunicorn, small sites."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.declared.site import Site
from gatehouse.errors import LocalError
from gatehouse.hosts.web import process as web_process
from gatehouse.hosts.web import web_host
from gatehouse.hosts.web.web_host import WebHost
from gatehouse.laptop.ports import LOOPBACK
from tests.gatehouse.hosts.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from gatehouse.hosts.host import Host

APP = """
import os, sys
print("app loaded", flush=True)

def app(environ, start_response):
    path = environ["PATH_INFO"]
    start_response("200 OK" if path != "/sick" else "503 Service Unavailable", [])
    return [os.environ.get(path[1:], "first").encode()]
"""
SUPERVISOR = """
import asyncio, sys
from pathlib import Path
from gatehouse.hosts.web.web_host import WebHost
from gatehouse.declared.site import Site

async def main():
    site = Site(
        name="app-dev", host_name="", is_function_app=False, source=Path(sys.argv[1]),
        startup_command="gunicorn app:app", health_check_path="/healthz", settings={},
    )
    host = WebHost(site, report=lambda line: None)
    await host.start()
    print(host.port, flush=True)
    await host.exited()

asyncio.run(main())
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    (tmp_path / "app.py").write_text(APP)
    return Site(
        name="app-dev",
        host_name="app-dev.azurewebsites.net",
        is_function_app=False,
        source=tmp_path,
        startup_command="gunicorn app:app",
        health_check_path="/healthz",
        settings={"COLOUR": "red", "WORKERS": "2"},
    )


@asynccontextmanager
async def running(site: Site) -> AsyncIterator[tuple[WebHost, list[str]]]:
    said: list[str] = []
    host = WebHost(site, report=said.append)
    await host.start()
    try:
        yield host, said
    finally:
        await host.stop()


def get(host: WebHost, path: str = "/") -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{host.port}{path}", timeout=30) as answer:
        text: str = answer.read().decode()
        return text


async def page(host: WebHost, path: str = "/") -> str:
    return await asyncio.to_thread(get, host, path)


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0


def main_process(host: WebHost) -> int:
    if host._process is None:
        raise AssertionError
    return host._process._process.pid


def session(pid: int) -> set[str]:
    """The living processes of the session that the process leads."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pgid=", "-o", "pid=", "-o", "stat="], check=True, capture_output=True
    )
    rows = (line.split() for line in listed.stdout.decode().splitlines())
    return {one for group, one, state in rows if group == str(pid) and not state.startswith("Z")}


async def test_the_declared_command_serves_with_the_declared_settings(site: Site) -> None:
    command = "gunicorn --workers $WORKERS app:app"
    async with running(replace(site, startup_command=command)) as (host, said):
        assert await page(host, "/COLOUR") == "red"
        assert await page(host, "/PORT") == str(host.port)
        await until(lambda: said.count("app loaded") == 2)


async def test_it_listens_on_loopback_only(site: Site) -> None:
    async with running(site) as (_, said):
        [line] = [line for line in said if "Listening at" in line]
        assert "http://127.0.0.1:" in line


async def test_it_is_a_host(site: Site) -> None:
    host: Host = WebHost(site, name="shop", report=lambda _: None)
    assert host.name == "shop"


async def test_stopping_leaves_no_process_and_no_port(site: Site) -> None:
    async with running(site) as (host, _):
        pid = main_process(host)
        assert len(session(pid)) == 2
    await host.stop()
    assert session(pid) == set()
    assert not is_listening(host.port)


async def test_the_port_outlives_a_restart(site: Site) -> None:
    async with running(site) as (host, _):
        port = host.port
        await host.start()
        assert host.port == port
        assert await page(host) == "first"


async def test_a_taken_port_is_one_clear_message(site: Site) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        host = WebHost(site, port=port, report=lambda _: None)
        with pytest.raises(LocalError, match=f"can't listen on port {port}"):
            await host.start()


async def test_a_site_that_does_not_start_is_one_clear_message(site: Site) -> None:
    (site.source / "app.py").write_text("import nothing_of_that_name\n")
    said: list[str] = []
    host = WebHost(site, report=said.append)
    with pytest.raises(LocalError) as caught:
        await host.start()
    assert str(caught.value) == (
        "the site app-dev, started by 'gunicorn app:app', ended with code 3; its lines above say "
        "why. Correct that and run the command again"
    )
    assert any("nothing_of_that_name" in line for line in said)
    assert not is_listening(host.port)


async def test_a_site_that_stays_sick_is_given_up(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_host, "READY_WITHIN", 0.5)
    host = WebHost(replace(site, health_check_path="/sick"), report=lambda _: None)
    with pytest.raises(LocalError, match="was not healthy after 0 s"):
        await host.start()
    assert not is_listening(host.port)


async def test_a_command_that_opens_the_site_to_others_is_refused_at_once(site: Site) -> None:
    with pytest.raises(LocalError, match="--bind"):
        WebHost(replace(site, startup_command="gunicorn -b 0.0.0.0 app:app"), report=lambda _: None)


async def test_a_killed_site_says_how_it_ended_and_can_be_started_again(site: Site) -> None:
    async with running(site) as (host, _):
        os.kill(main_process(host), signal.SIGKILL)
        assert await host.exited() == "ended by SIGKILL"
        await host.start()
        assert await page(host) == "first"


async def test_a_killed_site_leaves_no_worker_behind(site: Site) -> None:
    async with running(site) as (host, _):
        pid = main_process(host)
        os.kill(pid, signal.SIGKILL)
        await host.exited()
        await host.stop()
        assert session(pid) == set()


async def test_pages_after_a_save_are_those_of_the_new_code_and_none_is_lost(site: Site) -> None:
    async with running(site) as (host, said):
        looking_after = asyncio.create_task(host.exited())
        (site.source / "app.py").write_text(APP.replace('"first"', '"second"'))
        pages = ["first"]
        while pages[-1] == "first":
            pages.append(await page(host))
        assert pages[-1] == "second"
        await until(lambda: "runs the new code" in said)
        assert not looking_after.done()
        os.kill(main_process(host), signal.SIGKILL)
        assert await looking_after == "ended by SIGKILL"


async def test_a_site_that_is_killed_right_after_a_save_has_not_failed_by_its_code(
    site: Site,
) -> None:
    async with running(site) as (host, _):
        looking_after = asyncio.create_task(host.exited())
        before = main_process(host)
        (site.source / "app.py").write_text(f"import time\ntime.sleep(60)\n{APP}")
        await until(lambda: host._process is not None and main_process(host) != before)
        os.kill(main_process(host), signal.SIGKILL)
        assert await looking_after == "ended by SIGKILL"


async def test_a_save_that_breaks_the_site_is_told_and_the_next_one_mends_it(site: Site) -> None:
    async with running(site) as (host, said):
        looking_after = asyncio.create_task(host.exited())
        (site.source / "app.py").write_text("app = ")
        broken = "the site ended with code 3; the lines above say why. Correct it and save"
        await until(lambda: broken in said)
        waiting = asyncio.create_task(page(host))  # does not fail meanwhile
        (site.source / "app.py").write_text(APP.replace('"first"', '"mended"'))
        assert await waiting == "mended"
        assert not looking_after.done()
        looking_after.cancel()


async def test_what_a_site_writes_for_itself_is_no_save(site: Site) -> None:
    async with running(site) as (host, said):
        looking_after = asyncio.create_task(host.exited())
        (site.source / "staticfiles").mkdir()
        (site.source / "staticfiles" / "style.css").write_text("p {}")
        (site.source / "app.pyc").write_text("")
        (site.source / "saved.html").write_text("<p>")
        await until(lambda: "runs the new code" in said)
        assert said.count("a file was saved; starting the site anew") == 1
        looking_after.cancel()


async def test_a_stop_in_the_middle_of_a_new_start_leaves_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(site) as (host, said):
        ending, go_on = asyncio.Event(), asyncio.Event()
        end = web_process.WebProcess.end

        async def slow(process: Any) -> None:
            ending.set()
            await go_on.wait()
            await end(process)

        monkeypatch.setattr(web_process.WebProcess, "end", slow)
        looking_after = asyncio.create_task(host.exited())
        (site.source / "app.py").write_text(APP)
        await ending.wait()
        await host.stop()
        go_on.set()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(looking_after, 0.5)
        assert not is_listening(host.port)
        assert "runs the new code" not in said


async def test_it_never_says_that_it_is_gone_when_it_was_stopped(site: Site) -> None:
    async with running(site) as (host, _):
        looking_after = asyncio.create_task(host.exited())
        await asyncio.sleep(0)
        await host.stop()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(looking_after, 0.2)


async def test_a_watch_that_fails_is_told_and_the_site_goes_on(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_watch(*_: Any, **__: Any) -> AsyncIterator[set[Any]]:
        raise OSError("inotify limit reached")
        yield set()

    monkeypatch.setattr(web_host, "awatch", no_watch)
    async with running(site) as (host, said):
        assert "saved files are not noticed any more: inotify limit reached" in said
        assert await page(host) == "first"


async def test_lines_of_any_length_and_without_an_end_are_passed_on(site: Site) -> None:
    (site.source / "app.py").write_text(APP + "print('x' * 200_000)")
    (site.source / "gunicorn.conf.py").write_text(
        "def on_exit(_):\n    print('no end', end='', flush=True)\n"
    )
    async with running(site) as (_, said):
        pass
    assert "x" * 200_000 in said
    assert said[-1] == "no end"


@pytest.mark.parametrize("patience", [0.01, 30.0])
async def test_a_site_that_does_not_go_is_made_to(
    site: Site, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    """Either its time is up, or the person's patience: stop is cancelled by the second Ctrl-C."""
    (site.source / "app.py").write_text(
        APP.replace(
            "start_response(",
            "import time; path == '/slow' and time.sleep(60)\n    start_response(",
        )
    )
    monkeypatch.setattr(web_process, "GRACE", patience)
    async with running(site) as (host, _):
        pid = main_process(host)
        slow = asyncio.create_task(page(host, "/slow"))
        await asyncio.sleep(0.2)
        stopping = asyncio.create_task(host.stop())
        if patience > 1:
            await asyncio.sleep(0.2)
            stopping.cancel()
        with suppress(asyncio.CancelledError):
            await stopping
        assert session(pid) == set()
        assert not is_listening(host.port)
        with pytest.raises((OSError, urllib.error.URLError)):
            await slow


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
async def test_a_local_run_that_is_killed_takes_the_site_along(site: Site) -> None:
    local_run = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        SUPERVISOR,
        site.source,
        cwd=Path(web_host.__file__).parents[2],
        stdout=subprocess.PIPE,
    )
    if local_run.stdout is None:
        raise AssertionError
    port = int(await local_run.stdout.readline())
    assert is_listening(port)
    local_run.kill()
    await local_run.wait()
    await until(lambda: not is_listening(port))
