"""The two processes of a function app: one that has its packages imported, and forks; and a worker.

Importing FastAPI takes half a second, importing an app's own code some milliseconds. So the parent
imports the installed packages, never a line of the app's folder, and each save forks a new worker
from it. The parent has no thread and no event loop: a fork copies the one thread that calls it.

    host ──control──▶ parent            `F`, and a socket: fork, and serve on that socket
                                        `I fastapi pydantic`: import these before the next fork
    host ◀──frames──▶ worker
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import faulthandler
import gc
import importlib
import os
import signal
import socket
import sys
import threading
import traceback
from typing import TYPE_CHECKING

from . import debugger, serving
from .description import describe_functions
from .fault import message
from .frames import FORK, IMPORT, frame
from .function_app import FunctionApp
from .logs import show_logs
from .own_code import put_first

if TYPE_CHECKING:
    from pathlib import Path

CONTROL_BYTES = 65536
PR_SET_PDEATHSIG = 1


def forking_parent(control: socket.socket, folder: Path) -> None:
    """Forks a worker for each socket that it is sent; ends when the host is gone.

    Once a package has started a thread it forks no more, since a fork copies one thread only: it
    closes the sockets, by which the host knows that it needs another parent.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the workers
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sockets: list[int] = []
    waiting = b""
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, CONTROL_BYTES, 1)
        if not data:
            return
        sockets += descriptors
        *lines, waiting = (waiting + data).split(b"\n")
        for line in lines:
            if line == FORK:
                _fork(control, socket.socket(fileno=sockets.pop(0)), folder)
            else:
                _import(line.removeprefix(IMPORT).decode().split())


def _import(names: list[str]) -> None:
    """Imports what can be; what can't fails again in the worker, where it is seen."""
    for name in names:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()


def _fork(control: socket.socket, host: socket.socket, folder: Path) -> None:
    parent = os.getpid()
    if threading.active_count() > 1 or os.fork():
        host.close()
        return
    try:
        control.close()
        die_with(parent)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        work(host, folder)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent's loop is not this one's
        traceback.print_exc()
    finally:
        _leave()


def die_with(parent: int) -> None:
    """Has Linux end this process with its parent, even while the app's code blocks it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("the process that started this one is gone")


def work(host: socket.socket, folder: Path) -> None:
    """Loads the code and serves it on the socket; `folder` is absolute."""
    faulthandler.enable()
    show_logs()
    debugger.listen()  # not in the parent: a process with threads forks no more
    os.chdir(folder)
    put_first(folder)
    asyncio.run(_serve(host, folder))


async def _serve(host: socket.socket, folder: Path) -> None:
    try:
        app = FunctionApp.load()
        description = describe_functions(app, folder)
        await serving.start_asgi(app)
    except BaseException as error:  # noqa: BLE001 - the code may raise anything, SystemExit too
        host.sendall(frame(["failed", message(error, folder)]))
        return
    transport, worker = await asyncio.get_running_loop().create_unix_connection(
        lambda: serving.Worker(app, str(folder)), sock=host
    )
    transport.write(frame(["ready", os.getpid(), description, serving.imported()]))
    await worker.gone.wait()
    try:
        await serving.stop_asgi(app)
    finally:  # not before: a worker whose socket is closed counts as ended
        transport.close()


def _leave() -> None:
    """Ends the process without destructors: they would end the parent's things once more."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
