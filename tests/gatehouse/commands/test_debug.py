"""Breakpoints in the sample's function and site, by way of `gatehouse up --debug`."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest

from gatehouse.laptop.ports import reserve
from tests.debug_client import debugging
from tests.gatehouse.commands.whole_run import started, wait_for_endpoints

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

SECONDS = 60


@pytest.fixture
def running(
    checkout: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, Any]]:
    monkeypatch.chdir(checkout)
    # Not the apps' usual ports: another system with a debugger may run beside this one.
    ports = reserve({"web": 0, "function": 0})
    words = [word for name, port in ports.items() for word in ("--debug", f"{name}:{port}")]
    with started(data, *words) as process:
        yield wait_for_endpoints(data, process)
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=30)
    assert output.count("Traceback") == 0, output


def line_of(file: Path, text: str) -> int:
    [found] = [n for n, line in enumerate(file.read_text().splitlines(), 1) if text in line]
    return found


def get(url: str, key: str) -> str:
    request = Request(url, headers={"Ocp-Apim-Subscription-Key": key})
    with urlopen(request, timeout=SECONDS) as answer:
        text: str = answer.read().decode()
        return text


def port_of(running: dict[str, Any], app: str) -> int:
    return int(running["debug"][app].rpartition(":")[2])


def stops(running: dict[str, Any], app: str, file: Path, text: str) -> str:
    """Attaches to the app, stops at the line of the text, goes on, and returns the answer."""
    line = line_of(file, text)
    url = running["sample"] if app == "function" else f"{running['web']}/"
    with ThreadPoolExecutor() as pool, debugging(port_of(running, app), file, line) as client:
        answer = pool.submit(get, url, running["subscription_key"])
        path, stopped, thread = client.stop()
        assert (os.path.realpath(path), stopped) == (str(file.resolve()), line)
        assert not answer.done()
        client.request("continue", threadId=thread)
        return answer.result(SECONDS)


def save(running: dict[str, Any], app: str, file: Path, text: str) -> None:
    """Adds a line while a debugger is attached, whose session the old process ends."""
    with debugging(port_of(running, app), file, line_of(file, text)) as client:
        file.write_text(f"# another line\n{file.read_text()}")
        client.wait_for_the_end()


@pytest.mark.parametrize(
    ("app", "path", "text", "answer"),
    [
        ("function", "function_app/routes.py", "return GeneratedName(", '"name"'),
        ("web", "django_app/quizzes/views.py", '"quizzes/quiz_list.html"', "<html"),
    ],
)
def test_a_breakpoint_stops_the_app_and_after_a_save_its_new_process(
    running: dict[str, Any], checkout: Path, app: str, path: str, text: str, answer: str
) -> None:
    file = checkout / path
    assert answer in stops(running, app, file, text)
    save(running, app, file, text)
    assert answer in stops(running, app, file, text)


def test_an_app_that_is_none_is_one_clear_message(
    checkout: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout)
    with started(data, "--debug", "shop") as process:
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert output.strip().endswith(
        "'shop' is no app of this program; allowed are: web (django_app), function (function_app)"
    )
