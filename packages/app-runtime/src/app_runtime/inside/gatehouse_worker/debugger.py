"""Has a debugger reach this process, on the port of `GATEHOUSE_DEBUG_PORT`: debugpy listens there.

After a save the process of the new code starts while that of the old code still has the port. So a
thread waits until the port is free, which it is once the old process has ended.

Stands in the environment of a site as well, as `gatehouse_debugger`. Standard library only, but for
debugpy itself, which is there only where the local run has been asked for it.
https://github.com/microsoft/debugpy
"""

from __future__ import annotations

import _socket
import contextlib
import importlib
import os
import threading
import time
from functools import cache

VARIABLE = "GATEHOUSE_DEBUG_PORT"
DEBUGGER = f"{os.sep}debugpy{os.sep}"
"""Stands in the path of every file of debugpy's."""
SILENT = "PYDEVD_DISABLE_FILE_VALIDATION"
LOOPBACK = "127.0.0.1"
PAUSE = 0.1
SETTLED = 1.0
"""Seconds after which a server that has not forked serves by itself."""


def listen() -> None:
    """Begins to listen, now or once the port is free; does nothing without the variable."""
    if VARIABLE in os.environ:
        threading.Thread(target=_listen, args=(int(os.environ[VARIABLE]),), daemon=True).start()


@cache
def listen_where_served() -> None:
    """Begins to listen in the process that answers requests; called in the one that has the port.

    That is a child, where this process forks some, as gunicorn does; otherwise this one. Forks of a
    child are none of the server's.
    """
    server = os.getpid()
    waiting = threading.Timer(SETTLED, listen)
    waiting.daemon = True

    def forked() -> None:
        if os.getppid() == server:
            listen()

    os.register_at_fork(before=waiting.cancel, after_in_child=forked)
    waiting.start()


def _listen(port: int) -> None:
    # Python's own frozen modules are none to stop in: a warning of them would be in the log.
    os.environ.setdefault(SILENT, "1")
    debugpy = importlib.import_module("debugpy")
    while not _is_free(port):
        time.sleep(PAUSE)
    # In this process alone: debugpy's helper process can outlive it, and keep the port.
    debugpy.listen((LOOPBACK, port), in_process_debug_adapter=True)


def _is_free(port: int) -> bool:
    with contextlib.closing(_socket.socket()) as probe:
        probe.setsockopt(_socket.SOL_SOCKET, _socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
