"""The engine's plugin for Python, as far as `pulumi new` asks it; installs nothing."""

from __future__ import annotations

import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import grpc
from pulumi.runtime.proto import language_pb2, language_pb2_grpc, plugin_pb2

if TYPE_CHECKING:
    from collections.abc import Iterator

ANY_FREE_PORT = "127.0.0.1:0"


class Python(language_pb2_grpc.LanguageRuntimeServicer):
    """Has no questions of its own, and says that everything is installed."""

    def GetPluginInfo(self, _request: Any, _context: Any) -> Any:  # noqa: N802 - gRPC's names
        return plugin_pb2.PluginInfo(version="3.250.0")

    def RuntimeOptionsPrompts(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        return language_pb2.RuntimeOptionsResponse()

    def InstallDependencies(self, _request: Any, _context: Any) -> Iterator[Any]:  # noqa: N802
        yield language_pb2.InstallDependenciesResponse(stdout=b"installed\n")


def main() -> None:
    """Serves until the engine goes away; tells it the port."""
    server = grpc.server(ThreadPoolExecutor())
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(Python(), server)
    port = server.add_insecure_port(ANY_FREE_PORT)
    server.start()
    signal.signal(signal.SIGINT, lambda *_: sys.exit())  # how the engine ends it
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    server.wait_for_termination()


if __name__ == "__main__":
    main()
