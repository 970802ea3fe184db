"""The two processes of a function app: one that has its packages imported, and forks; and a worker.

Importing FastAPI takes half a second, importing an app's own code some milliseconds. So the parent
imports the installed packages, never a line of the app's folder, and each save forks a new worker
from it. The parent has no thread and no event loop: a fork copies the one thread that calls it.

    host ──control──▶ parent            one byte and a socket: fork, and serve on that socket
                                        a line: import these packages before the next fork
    host ◀──frames──▶ worker
"""

from __future__ import annotations

import asyncio
import contextlib
import faulthandler
import gc
import importlib
import os
import signal
import socket
import sys
import threading
import traceback
from pathlib import Path

from . import serving
from .description import describe_functions
from .fault import message
from .frames import frame
from .function_app import FunctionApp
from .logs import show_logs
from .own_code import put_first

FORK, IMPORT = b"F", b"I"
CONTROL_BYTES = 65536


def forking_parent(control: socket.socket, folder: Path, again: list[str]) -> None:
    """Forks a worker for each socket that it is sent; ends when the host is gone.

    `again` is the command line of this process: it starts anew, without the packages, where one of
    them has started a thread, which no fork would copy.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the workers
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, CONTROL_BYTES, 1)
        if not data:
            return
        if data.startswith(IMPORT):
            _import(data[1:].decode().split())
            if threading.active_count() > 1:
                os.execv(again[0], again)  # noqa: S606 - its own command line
        for descriptor in descriptors:
            _fork(control, socket.socket(fileno=descriptor), folder)


def _import(names: list[str]) -> None:
    """Imports what can be; what can't fails again in the worker, where it is seen."""
    for name in names:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()


def _fork(control: socket.socket, host: socket.socket, folder: Path) -> None:
    if os.fork():
        host.close()
        return
    try:
        control.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        work(host, folder)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent's loop is not this one's
        traceback.print_exc()
    finally:
        _leave()


def work(host: socket.socket, folder: Path) -> None:
    """Loads the code and serves it on the socket; `folder` is absolute."""
    faulthandler.enable()
    show_logs()
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
    try:
        await worker.gone.wait()
    finally:
        transport.close()
        await serving.stop_asgi(app)


def _leave() -> None:
    """Ends the process without destructors: they would end the parent's things once more."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
