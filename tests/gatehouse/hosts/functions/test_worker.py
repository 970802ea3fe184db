from __future__ import annotations

import asyncio
import os
import signal
import socket
from typing import TYPE_CHECKING

import pytest

from apim_gateway.messages.upstream import UpstreamResponse
from app_runtime.inside.gatehouse_worker.frames import frame
from gatehouse.errors import LocalError
from gatehouse.hosts.functions.worker import FunctionError, Ready, Worker, WorkerGoneError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    Pair = tuple[Worker, socket.socket]


@pytest.fixture
async def pair() -> AsyncIterator[Pair]:
    """A worker, and the socket at which its process would be."""
    ours, theirs = socket.socketpair()
    _, worker = await asyncio.get_running_loop().create_unix_connection(Worker, sock=ours)
    yield worker, theirs
    theirs.close()
    await worker.gone


def _call(worker: Worker) -> asyncio.Future[UpstreamResponse]:
    return worker.call("hello", "GET", "/", headers={}, query={}, route={}, body=b"")


async def test_answers_go_to_whoever_asked_in_any_order(pair: Pair) -> None:
    worker, process = pair
    first, second, third = _call(worker), _call(worker), worker.run("work", b"")
    process.sendall(frame(["answer", 1, 200, [["x-one", "1"]]], b"second"))
    process.sendall(frame(["error", 0, "trace"]) + frame(["answer", 2, 202, []]))
    assert await second == UpstreamResponse(200, [("x-one", "1")], b"second")
    assert (await third).status == 202
    with pytest.raises(FunctionError, match="trace"):
        await first


async def test_an_answer_that_nobody_waits_for_is_dropped(pair: Pair) -> None:
    worker, process = pair
    left, stays = _call(worker), _call(worker)
    left.cancel()
    process.sendall(frame(["answer", 0, 200, []]) + frame(["answer", 1, 201, []]))
    assert (await stays).status == 201


async def test_a_worker_is_ready_or_says_why_not(pair: Pair) -> None:
    worker, process = pair
    process.sendall(frame(["ready", 7, {"functions": []}, ["fastapi"]]))
    assert await worker.ready == Ready(7, {"functions": []}, ["fastapi"])


async def test_code_that_cannot_be_loaded_is_an_error(pair: Pair) -> None:
    worker, process = pair
    process.sendall(frame(["failed", "no app"]))
    with pytest.raises(LocalError, match="no app"):
        await worker.ready
    worker.kill()


async def test_what_waits_for_a_process_that_ends_fails(pair: Pair) -> None:
    worker, process = pair
    waiting = _call(worker)
    process.close()
    for one in (waiting, worker.ready):
        with pytest.raises(WorkerGoneError):
            await one
    with pytest.raises(WorkerGoneError):
        _call(worker)


async def test_a_worker_is_killed_by_its_process(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, process = pair
    killed: list[tuple[int, int]] = []

    def kill(number: int, sent: int) -> None:
        killed.append((number, sent))
        raise ProcessLookupError

    monkeypatch.setattr(os, "kill", kill)
    process.sendall(frame(["ready", 7, {}, []]))
    await worker.ready
    worker.kill()
    assert killed == [(7, signal.SIGKILL)]


async def test_a_start_that_was_given_up_is_no_error(pair: Pair) -> None:
    worker, process = pair
    worker.ready.cancel()
    process.close()
    await worker.gone
    assert worker.ready.cancelled()
