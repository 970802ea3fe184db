"""Real gunicorn, small sites."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.errors import LocalError
from gatehouse.hosts import replacements
from gatehouse.hosts.web import process as web_process
from gatehouse.hosts.web import site_starts, web_host
from gatehouse.hosts.web.web_host import WebHost
from gatehouse.laptop import saves
from gatehouse.laptop.ports import LOOPBACK
from tests.gatehouse.hosts.waiting import until
from tests.gatehouse.hosts.web.small_site import APP

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from gatehouse.declared.site import Site
    from gatehouse.hosts.host import Host
    from tests.gatehouse.hosts.web.small_site import Running

    Run = Callable[[Site], AbstractAsyncContextManager[Running]]

SUPERVISOR = """
import asyncio, sys
from pathlib import Path
from gatehouse.hosts.web.web_host import WebHost
from gatehouse.declared.site import Site

async def main():
    site = Site(
        name="app-dev", host_name="", is_function_app=False, source=Path(sys.argv[1]),
        python_version=sys.argv[2], startup_command=sys.argv[3], health_check_path="/healthz",
        settings={},
    )
    host = WebHost(site, report=lambda line: None)
    await host.start()
    print(host._process.origin.port, flush=True)
    await host.exited()

asyncio.run(main())
"""
SAVED = "a file was saved; starting the site anew"
NEW = "runs the new code"


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0


def session(pid: int) -> set[str]:
    """The living processes of the session that the process leads."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pgid=", "-o", "pid=", "-o", "stat="], check=True, capture_output=True
    )
    rows = (line.split() for line in listed.stdout.decode().splitlines())
    return {one for group, one, state in rows if group == str(pid) and not state.startswith("Z")}


def save(site: Site, text: str, name: str = "app.py") -> None:
    (site.source / name).write_text(text)


async def test_the_declared_command_serves_with_the_declared_settings(run: Run, site: Site) -> None:
    command = "gunicorn --workers $WORKERS app:app"
    async with run(replace(site, startup_command=command)) as running:
        assert await running.page("/COLOUR") == "red"
        assert await running.page("/VISITORS_PORT") == str(running.host.port)
        await until(lambda: "".join(running.said).count("app loaded") == 2)
        assert running.host.requests == 2


async def test_it_listens_on_loopback_only(run: Run, site: Site) -> None:
    async with run(site) as running:
        [line] = [line for line in running.said if "Listening at" in line]
        assert "http://127.0.0.1:" in line


async def test_only_the_apps_own_packages_can_be_imported(run: Run, site: Site) -> None:
    save(site, f"{APP}\ntry:\n    import pulumi\nexcept ImportError:\n    print('none')\n")
    async with run(site) as running:
        assert "none" in running.said


async def test_it_is_a_host(site: Site) -> None:
    host: Host = WebHost(site, name="shop", report=lambda _: None)
    assert host.name == "shop"


async def test_stopping_leaves_no_process_and_no_port(run: Run, site: Site) -> None:
    async with run(site) as running:
        pid = running.process()
        assert len(session(pid)) == 2
    await running.host.stop()
    assert session(pid) == set()
    assert not is_listening(running.host.port)


async def test_the_port_outlives_a_restart(run: Run, site: Site) -> None:
    async with run(site) as running:
        port = running.host.port
        await running.host.start()
        assert running.host.port == port
        assert await running.page() == "first"


async def test_a_taken_port_is_one_clear_message(site: Site) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        host = WebHost(site, port=port, report=lambda _: None)
        with pytest.raises(LocalError, match=f"can't listen on port {port}"):
            await host.start()


async def test_a_site_that_does_not_start_is_one_clear_message(site: Site) -> None:
    save(site, "import nothing_of_that_name\n")
    said: list[str] = []
    host = WebHost(site, report=said.append)
    with pytest.raises(LocalError) as caught:
        await host.start()
    assert str(caught.value) == (
        "the site app-dev, started by 'gunicorn app:app', ended with code 3: app.py, line 1: "
        "ModuleNotFoundError: No module named 'nothing_of_that_name'"
    )
    assert not is_listening(host.port)


async def test_a_site_that_ends_without_a_word_points_at_its_lines(site: Site) -> None:
    host = WebHost(replace(site, startup_command="exit 4"), report=lambda _: None)
    with pytest.raises(LocalError, match="ended with code 4: its lines above say why"):
        await host.start()


async def test_requirements_that_can_not_be_met_are_one_clear_message(site: Site) -> None:
    save(site, "no-such-thing-of-that-name==1\n", "requirements.txt")
    host = WebHost(site, report=lambda _: None)
    with pytest.raises(LocalError, match=r"requirements.txt can't be installed"):
        await host.start()


async def test_another_python_than_the_declared_one_is_told_once(run: Run, site: Site) -> None:
    async with run(replace(site, python_version="3.99")) as running:
        save(site, f"{APP}\n")
        await until(lambda: NEW in running.said)
        assert sum("Python 3.99 is declared" in line for line in running.said) == 1


async def test_a_site_that_stays_sick_is_told_and_given_up(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_starts, "TOLD_AFTER", 0.7)
    monkeypatch.setattr(site_starts, "READY_WITHIN", 1.5)
    said: list[str] = []
    host = WebHost(replace(site, health_check_path="/sick"), report=said.append)
    with pytest.raises(LocalError) as caught:
        await host.start()
    why = f"GET /sick (Host: localhost:{host.port}) answers 503: the lines above say why"
    assert f"is not healthy yet: {why}" in said
    assert str(caught.value) == (
        f"the site app-dev, started by 'gunicorn app:app', was not healthy after 2 s: {why}"
    )
    assert not is_listening(host.port)


async def test_an_app_that_listens_elsewhere_is_told_where_app_service_asks(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_starts, "READY_WITHIN", 1.5)
    save(site, 'bind = "0.0.0.0:50505"\n', "gunicorn.conf.py")
    host = WebHost(site, report=lambda _: None)
    with pytest.raises(LocalError, match="forwards to port 8000 and gets no answer on 50505"):
        await host.start()


async def test_a_site_that_is_killed_is_replaced_and_its_requests_wait(
    run: Run, site: Site
) -> None:
    async with run(site) as running:
        before = running.process()
        os.kill(before, signal.SIGKILL)
        assert await running.page() == "first"
        await until(lambda: "a new process serves" in running.said)
        assert "the site ended by SIGKILL; starting it anew" in running.said
        assert session(before) == set()


async def test_a_site_that_ends_again_and_again_waits_for_a_save(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacements, "DEATHS", 1)
    again = "the site ended by SIGKILL; it does so again and again: correct it and save"
    async with run(site) as running:
        first = running.process()
        os.kill(first, signal.SIGKILL)
        await until(lambda: running.host._process is not None and running.process() != first)
        os.kill(running.process(), signal.SIGKILL)
        await until(lambda: again in running.said)
        waiting = asyncio.create_task(running.page())
        save(site, APP.replace('"first"', '"mended"'))
        assert await waiting == "mended"


async def test_a_site_that_can_not_be_replaced_is_told(run: Run, site: Site) -> None:
    async with run(site) as running:
        (site.source / "staticfiles").mkdir()
        save(site, "1 / 0", "staticfiles/mark.py")
        save(site, f"import staticfiles.mark\n{APP}")
        await until(lambda: any("keeps serving" in line for line in running.said))
        os.kill(running.process(), signal.SIGKILL)
        await until(lambda: running.host._process is None)
        waiting = asyncio.create_task(running.page())
        failed = "the site app-dev, started by"
        await until(lambda: sum(line.startswith(failed) for line in running.said) > 1)
        *_, last = (line for line in running.said if line.startswith(failed))
        assert "keeps serving" not in last
        save(site, APP)
        assert await waiting == "first"


async def test_pages_after_a_save_are_those_of_the_new_code_and_none_is_lost(
    run: Run, site: Site
) -> None:
    async with run(site) as running:
        looking_after = asyncio.create_task(running.host.exited())
        pages: list[str] = []

        async def visit() -> None:
            while "second" not in pages:
                pages.append(await running.page())

        save(site, APP.replace('"first"', '"second"'))
        await asyncio.gather(*(visit() for _ in range(4)))
        assert set(pages) == {"first", "second"}
        assert running.said.count(NEW) == 1
        assert not looking_after.done()
        looking_after.cancel()


async def test_a_request_under_way_is_answered_by_the_code_that_took_it(
    run: Run, site: Site
) -> None:
    slow = APP.replace("start_response(", "import time; time.sleep(1.5)\n    start_response(", 1)
    save(site, slow)
    async with run(replace(site, health_check_path="")) as running:
        waiting = asyncio.create_task(running.page())
        await asyncio.sleep(0.2)
        save(site, APP.replace('"first"', '"second"'))
        await until(lambda: NEW in running.said)
        assert await running.page() == "second"
        assert await waiting == "first"


async def test_a_stop_waits_for_no_old_code(run: Run, site: Site) -> None:
    save(
        site, APP.replace("start_response(", "import time; time.sleep(30)\n    start_response(", 1)
    )
    async with run(
        replace(site, startup_command="gunicorn --workers 3 app:app", health_check_path="")
    ) as running:
        waiting = asyncio.create_task(running.page())
        await asyncio.sleep(0.2)
        before = running.process()
        save(site, APP)
        await until(lambda: NEW in running.said)
        began = asyncio.get_running_loop().time()
        await running.host.stop()
        assert asyncio.get_running_loop().time() - began < 3
        assert session(before) == set()
        with suppress(OSError):
            await waiting


async def test_old_code_that_does_not_end_its_requests_is_ended(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_host, "GRACE", 0.1)
    save(
        site,
        APP.replace(
            "start_response(",
            "path == '/slow' and __import__('time').sleep(60)\n    start_response(",
            1,
        ),
    )
    async with run(replace(site, startup_command="gunicorn --workers 2 app:app")) as running:
        waiting = asyncio.create_task(running.page("/slow"))
        await asyncio.sleep(0.3)
        save(site, APP)
        await until(lambda: "old code still works after 0 s; it is ended" in running.said)
        assert await waiting == "first"  # once more, by the new code


async def test_a_save_that_breaks_the_site_is_told_and_the_next_one_mends_it(
    run: Run, site: Site
) -> None:
    async with run(site) as running:
        save(site, "app = ")
        broken = (
            "the site app-dev, started by 'gunicorn app:app', ended with code 3: app.py, line 1: "
            "SyntaxError: invalid syntax\nThe code from before keeps serving."
        )
        await until(lambda: broken in running.said)
        assert await running.page() == "first"
        save(site, APP.replace('"first"', '"mended"'))
        await until(lambda: NEW in running.said)
        assert await running.page() == "mended"


async def test_a_save_while_the_site_starts_starts_it_once_more(run: Run, site: Site) -> None:
    async with run(site) as running:
        save(site, f"import time\ntime.sleep(60)\n{APP}")
        await until(lambda: SAVED in running.said)
        await asyncio.sleep(0.3)
        save(site, APP.replace('"first"', '"third"'))
        await until(lambda: NEW in running.said)
        assert running.said.count(SAVED) == 2
        assert await running.page() == "third"


async def test_a_save_in_the_first_start_counts_too(site: Site) -> None:
    said: list[str] = []
    save(site, f"import time\nprint('asleep', flush=True)\ntime.sleep(60)\n{APP}")
    host = WebHost(site, report=said.append)
    starting = asyncio.create_task(host.start())
    await until(lambda: "asleep" in said)
    save(site, APP)
    await starting
    await host.stop()
    assert SAVED in said


async def test_what_a_site_writes_as_it_starts_is_no_save_for_long(run: Run, site: Site) -> None:
    write = "from pathlib import Path\nPath('collected').mkdir(exist_ok=True)\n"
    write += "Path('collected/style.css').write_text(str(os.getpid()))\n"
    save(site, f"{APP}\n{write}")
    async with run(site) as running:
        told = (
            "collected/style.css is written by the app whenever it starts: no save from now on. "
            "Name it in .gitignore"
        )
        await until(lambda: told in running.said)
        await asyncio.sleep(1)
        assert running.said.count(told) == 1
        assert running.said.count(SAVED) <= 1


async def test_it_never_says_that_it_is_gone_when_it_was_stopped(run: Run, site: Site) -> None:
    async with run(site) as running:
        looking_after = asyncio.create_task(running.host.exited())
        await asyncio.sleep(0)
        await running.host.stop()
        for waiting in (looking_after, asyncio.create_task(running.host.exited())):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(waiting, 0.2)


async def test_a_host_that_fails_says_so(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_: Any) -> None:
        raise ValueError("no idea")

    async with run(site) as running:
        monkeypatch.setattr(WebHost, "_serve_new_code", fails)
        save(site, f"{APP}\n")
        assert await running.host.exited() == "following saves ended: ValueError('no idea')"


async def test_a_watch_that_fails_is_told_and_the_site_goes_on(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_watch(*_: Any, **__: Any) -> AsyncIterator[set[Any]]:
        raise OSError("inotify limit reached")
        yield set()

    monkeypatch.setattr(saves, "awatch", no_watch)
    async with run(site) as running:
        assert "saved files are not noticed any more: inotify limit reached" in running.said
        assert await running.page() == "first"


async def test_lines_of_any_length_and_without_an_end_are_passed_on(run: Run, site: Site) -> None:
    save(site, APP + "print('x' * 200_000)")
    save(site, "def on_exit(_):\n    print('no end', end='', flush=True)\n", "gunicorn.conf.py")
    async with run(site) as running:
        pass
    assert "x" * 200_000 in running.said
    assert running.said[-1] == "no end"


@pytest.mark.parametrize("patience", [0.01, 30.0])
async def test_a_site_that_does_not_go_is_made_to(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    """Either its time is up, or the person's patience: stop is cancelled by the second Ctrl-C."""
    save(site, f"import signal, os\n{APP}\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n")
    monkeypatch.setattr(web_process, "GRACE", patience)
    command = "python -m http.server 8000"
    save(
        site,
        "import signal, http.server as h; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "h.test(h.SimpleHTTPRequestHandler, port=8000)\n",
        "stubborn.py",
    )
    command = "python stubborn.py"
    async with run(replace(site, startup_command=command, health_check_path="/")) as running:
        pid = running.process()
        stopping = asyncio.create_task(running.host.stop())
        if patience > 1:
            await asyncio.sleep(0.5)
            stopping.cancel()
        with suppress(asyncio.CancelledError):
            await stopping
        assert session(pid) == set()
        assert not is_listening(running.host.port)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
@pytest.mark.parametrize("command", ["gunicorn app:app", "true && gunicorn app:app"])
async def test_a_local_run_that_is_killed_takes_the_site_along(site: Site, command: str) -> None:
    local_run = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        SUPERVISOR,
        site.source,
        site.python_version,
        command,
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
