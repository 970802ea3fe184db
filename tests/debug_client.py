"""A debugger as small as can be, by the protocol that VS Code speaks.

https://microsoft.github.io/debug-adapter-protocol/specification
"""

from __future__ import annotations

import contextlib
import itertools
import json
import socket
import time
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 20.0
PAUSE = 0.1


class RefusedError(Exception):
    """A request that has failed: the message is the answer."""


class DebugClient:
    """One session; requests wait for their answers, events wait until they are asked for."""

    def __init__(self, connection: socket.socket, file: BinaryIO) -> None:
        self._connection = connection
        self._file = file
        self._numbers = itertools.count(1)
        self._events: list[dict[str, Any]] = []
        self._answers: dict[int, dict[str, Any]] = {}

    def request(self, command: str, **arguments: object) -> dict[str, Any]:
        """Returns the body of the answer."""
        answer = self._answer(self._send(command, arguments))
        if not answer["success"]:
            raise RefusedError(answer)
        body: dict[str, Any] = answer.get("body") or {}
        return body

    def event(self, name: str) -> dict[str, Any]:
        """Returns the body of the next event of the name."""
        while True:
            for one in self._events:
                if one["event"] == name:
                    self._events.remove(one)
                    body: dict[str, Any] = one.get("body") or {}
                    return body
            self._take(self._read())

    def attach(self, file: Path, line: int) -> None:
        """Attaches to the process with one breakpoint."""
        self.request("initialize", adapterID="debugpy", pathFormat="path", clientID="test")
        attaching = self._send("attach", {"justMyCode": True})
        self.event("initialized")
        found = self.request(
            "setBreakpoints", source={"path": str(file)}, breakpoints=[{"line": line}]
        )
        assert [one["verified"] for one in found["breakpoints"]] == [True]
        self.request("configurationDone")
        assert self._answer(attaching)["success"]

    def wait_for_the_end(self) -> None:
        """Returns when the process has ended."""
        with contextlib.suppress(ConnectionError):
            while True:
                self._take(self._read())

    def stop(self) -> tuple[str, int, int]:
        """Waits for a breakpoint; returns file, line and thread."""
        stopped = self.event("stopped")
        assert stopped["reason"] == "breakpoint"
        [frame, *_] = self.request("stackTrace", threadId=stopped["threadId"])["stackFrames"]
        return frame["source"]["path"], frame["line"], stopped["threadId"]

    def _send(self, command: str, arguments: object) -> int:
        number = next(self._numbers)
        message = {"seq": number, "type": "request", "command": command, "arguments": arguments}
        body = json.dumps(message).encode()
        self._connection.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        return number

    def _answer(self, number: int) -> dict[str, Any]:
        while number not in self._answers:
            self._take(self._read())
        return self._answers.pop(number)

    def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == "event":
            self._events.append(message)
        else:
            self._answers[message["request_seq"]] = message

    def _read(self) -> dict[str, Any]:
        length = 0
        while (line := self._file.readline()) not in (b"\r\n", b""):
            length = int(line.removeprefix(b"Content-Length:"))
        if not length:
            raise ConnectionResetError("the debugger hung up")
        message: dict[str, Any] = json.loads(self._file.read(length))
        return message


@contextlib.contextmanager
def debugging(port: int, file: Path, line: int) -> Iterator[DebugClient]:
    """Attaches with one breakpoint, once the app listens: the old code's process may be ending."""
    deadline = time.monotonic() + SECONDS
    with contextlib.ExitStack() as undo:
        while True:
            try:
                connection = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
                undo.enter_context(connection)
                client = DebugClient(connection, undo.enter_context(connection.makefile("rb")))
                client.attach(file, line)
                break
            except (ConnectionError, RefusedError):
                undo.close()
                assert time.monotonic() < deadline
                time.sleep(PAUSE)
        yield client
        with contextlib.suppress(ConnectionError):  # of a process that has ended
            client.request("disconnect")
