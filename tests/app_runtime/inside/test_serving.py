from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any

import pytest

from app_runtime.inside.gatehouse_worker import serving
from app_runtime.inside.gatehouse_worker.frames import FrameReader, frame
from app_runtime.inside.gatehouse_worker.function_app import IndexingError
from tests.app_runtime.inside.conftest import START

if TYPE_CHECKING:
    from pathlib import Path

    from app_runtime.inside.gatehouse_worker.function_app import FunctionApp
    from tests.app_runtime.inside.conftest import Load

LIFESPAN = """
from contextlib import asynccontextmanager
import azure.functions as func
from fastapi import FastAPI
notes = []
@asynccontextmanager
async def lifespan(_app):
    notes.append("start")
    {0}
    yield
    notes.append("stop")
app = func.AsgiFunctionApp(app=FastAPI(lifespan=lifespan))
"""
SLOW = f"""
{START}
import asyncio
@app.route()
async def slow(req):
    await asyncio.sleep(0.05)
    return "slow"
@app.route()
def broken(req): return 1 / 0
@app.timer_trigger(schedule="0 * * * * *", arg_name="timer")
def work(timer: func.TimerRequest) -> None: ...
@app.timer_trigger(schedule="0 * * * * *", arg_name="timer")
def fails(timer: func.TimerRequest) -> None: raise OSError
"""


async def _exchanged(app: FunctionApp, *sent: bytes) -> list[tuple[list[Any], bytes]]:
    """Sends bytes to a worker and returns the frames that come back before it is gone."""
    ours, theirs = socket.socketpair()
    _, worker = await asyncio.get_running_loop().create_unix_connection(
        lambda: serving.Worker(app, "/code"), sock=theirs
    )
    reader, writer = await asyncio.open_unix_connection(sock=ours)
    writer.writelines(sent)
    await worker.gone.wait()
    writer.write_eof()
    worker._transport.close()
    found = list(FrameReader().feed(await reader.read()))
    writer.close()
    return found


def _call(number: int, function: str) -> bytes:
    return frame(["call", number, function, "GET", "http://localhost/", {}, {}, {}])


async def test_calls_are_answered_before_the_worker_retires(load: Load) -> None:
    found = await _exchanged(load(SLOW), _call(7, "slow"), frame(["retire"]))
    headers = [["content-type", "text/plain; charset=utf-8"], ["content-length", "4"]]
    assert found == [(["answer", 7, 200, headers], b"slow")]


async def test_what_a_function_raises_comes_back_as_its_traceback(load: Load) -> None:
    found = await _exchanged(load(SLOW), _call(1, "broken"), frame(["retire"]))
    [([kind, number, trace], _)] = found
    assert (kind, number, trace.splitlines()[-1]) == (
        "error",
        1,
        "ZeroDivisionError: division by zero",
    )


@pytest.mark.parametrize(("function", "kind"), [("work", "answer"), ("fails", "error")])
async def test_a_function_is_run_by_hand(load: Load, function: str, kind: str) -> None:
    [(head, _)] = await _exchanged(load(SLOW), frame(["run", 2, function], b""), frame(["retire"]))
    assert head[:2] == [kind, 2]


async def test_a_worker_ends_with_its_host(load: Load) -> None:
    ours, theirs = socket.socketpair()
    _, worker = await asyncio.get_running_loop().create_unix_connection(
        lambda: serving.Worker(load(SLOW), "/code"), sock=theirs
    )
    ours.sendall(_call(1, "slow"))
    await asyncio.sleep(0)
    ours.close()
    await asyncio.wait_for(worker.gone.wait(), 5)
    await asyncio.sleep(0.1)  # the answer finds nobody, and nothing is raised
    assert worker._transport.is_closing()


async def test_the_app_starts_once_and_ends_once(load: Load) -> None:
    app = load(LIFESPAN.replace("{0}", ""))
    await serving.start_asgi(app)
    await serving.stop_asgi(app)
    await serving.stop_asgi(app)
    assert app.module.notes == ["start", "stop"]


async def test_an_app_whose_startup_fails_is_refused(load: Load) -> None:
    app = load(LIFESPAN.replace("{0}", "raise OSError"))
    with pytest.raises(IndexingError, match="the app's startup failed; its log lines say why"):
        await serving.start_asgi(app)
    await serving.stop_asgi(app)
    assert app.module.notes == ["start"]


async def test_functions_of_their_own_need_no_start(load: Load) -> None:
    app = load(START)
    await serving.start_asgi(app)
    assert app.asgi is None


def test_packages_are_what_is_imported_and_not_the_apps_own(
    load: Load, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    load(f"{START}\nimport fastapi")
    found = serving.imported()
    assert {"fastapi", "azure.functions", "asyncio"} <= set(found)
    assert not {"function_app", "__main__"} & set(found)
