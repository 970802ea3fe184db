"""`make check`: every stack's configuration, program and policies, as far as a laptop can tell."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gateway import load
from gateway.app import create_app
from gateway.errors import GatewayError
from local.apim import gateway_document
from local.azure import Azure
from local.errors import LocalError
from local.evaluate import read_seed
from local.program import evaluate

if TYPE_CHECKING:
    from local.options import Options

STACKS = "Pulumi.*.yaml"


def run(_options: Options) -> int:
    """Evaluates all stacks and loads their policies; raises LocalError for the first that fails."""
    for file in sorted(Path().glob(STACKS)):
        stack = file.name.split(".")[1]
        with tempfile.TemporaryDirectory() as data:
            azure = Azure(read_seed(Path(data, "seed")))
            graph = asyncio.run(evaluate(stack, Path(data)))
        try:
            create_app(load(gateway_document(graph, azure)))
        except GatewayError as error:
            raise LocalError(f"stack {stack}: {error}") from error
        print(f"stack {stack}: {len(graph.resources)} resources, policies load")
    return 0
