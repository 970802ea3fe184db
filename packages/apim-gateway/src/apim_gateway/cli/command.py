"""`apim-gateway serve FILE`, `apim-gateway policies` and `apim-gateway expressions`."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvloop

from apim_gateway.cli.expression_table import expression_table
from apim_gateway.cli.policy_table import policy_table
from apim_gateway.errors import GatewayError, LoadError, Place
from apim_gateway.runtime.gateway import Gateway
from apim_gateway.server.server import HOST, ServeError, Server, listen
from apim_gateway.service.arm import load

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

FAILED, REFUSED = 1, 2
"""Exit codes: something is in the way; the document can't be honoured."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code; without `arguments`, those of the process."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ServeError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    except GatewayError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED


def serve(options: argparse.Namespace) -> int:
    """Serves a document until SIGINT or SIGTERM."""
    app = Gateway(load(_read(options.file)))
    listener = listen(options.port)
    uvloop.run(_serve(Server(app), listener))
    return 0


def print_policies(_: argparse.Namespace) -> int:
    """Prints the table that docs/policies.md holds."""
    sys.stdout.write(policy_table())
    return 0


def print_expressions(_: argparse.Namespace) -> int:
    """Prints the page that docs/expressions.md holds."""
    sys.stdout.write(expression_table())
    return 0


async def _serve(server: Server, listener: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.stop)
    serving = asyncio.create_task(server.serve([listener]))
    # Whichever is first: a server that fails before it listens would never be ready.
    ready = asyncio.create_task(server.ready.wait())
    await asyncio.wait((serving, ready), return_when=asyncio.FIRST_COMPLETED)
    sys.stdout.write(f"The gateway listens on http://{HOST}:{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    await serving


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="apim-gateway", description=__doc__)
    commands = parser.add_subparsers(required=True)
    serving = commands.add_parser("serve", help="serve an ARM-shaped JSON document")
    serving.add_argument("file", type=Path, metavar="FILE")
    serving.add_argument("--port", type=int, default=8080, help="0 takes a free one")
    serving.set_defaults(run=serve)
    policies = commands.add_parser("policies", help="print what policies there are, as Markdown")
    policies.set_defaults(run=print_policies)
    expressions = commands.add_parser(
        "expressions", help="print what .NET types and members expressions may use, as Markdown"
    )
    expressions.set_defaults(run=print_expressions)
    return parser


def _read(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise LoadError(
            Place(str(file)), f"{error.strerror}; name a file that can be read"
        ) from None
    except ValueError as error:
        raise LoadError(Place(str(file)), f"{error}; give a JSON document") from None
    if not isinstance(document, dict):
        raise LoadError(Place(str(file)), 'it is no object; give {"resources": […]}')
    return document
