"""Microsoft's own Python worker, without its gRPC edge, indexes and runs the function app.

https://pypi.org/project/azure-functions-runtime/
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

if sys.version_info < (3, 13):
    pytest.skip(
        "azure-functions-runtime needs Python 3.13; `make test-conformance` runs this file with it",
        allow_module_level=True,
    )

FOLDER = Path(__file__).parents[2] / "function_app"
URL = "https://names.azurewebsites.net/generate_name?starts_with=mi"


class _Protos:
    """Stands for the generated protobuf module: its messages keep what they are made with."""

    StatusResult = type("StatusResult", (SimpleNamespace,), {"Success": 1, "Failure": 0})
    BindingInfo = type(
        "BindingInfo", (SimpleNamespace,), {"in": 0, "out": 1, "inout": 2, "undefined": 0}
    )

    def __getattr__(self, _message: str) -> type[SimpleNamespace]:
        return SimpleNamespace


@pytest.fixture
async def metadata() -> AsyncIterator[list[Any]]:
    """What the worker tells the host about the functions that it indexed."""
    sys.modules.pop("function_app", None)  # an app can be indexed once
    worker = importlib.import_module("azure_functions_runtime")
    init = SimpleNamespace(capabilities={}, function_app_directory=str(FOLDER))
    response = await worker.worker_init_request(
        SimpleNamespace(
            request=SimpleNamespace(worker_init_request=init),
            properties={"host": "127.0.0.1", "protos": _Protos()},
        )
    )
    assert getattr(response.result, "exception", None) is None
    answer = await worker.functions_metadata_request(None)
    yield answer.function_metadata_results
    app = sys.modules.pop("function_app").app
    if app.startup_task_done:
        await app.middleware.notify_shutdown()
        app.startup_task_done = False


def test_indexing_finds_one_function_that_takes_every_route_with_a_function_key(
    metadata: list[Any],
) -> None:
    (function,) = metadata
    trigger, answer = (json.loads(binding) for binding in function.raw_bindings)
    assert [trigger["type"], trigger["route"], trigger["authLevel"], answer["type"]] == [
        "httpTrigger",
        "/{*route}",
        "FUNCTION",
        "http",
    ]


async def test_an_invocation_returns_a_name(metadata: list[Any]) -> None:
    invocation = importlib.import_module("azure_functions_runtime.native_invocation")
    datums = importlib.import_module("azure_functions_runtime.bindings.datumdef")
    (function,) = metadata
    request = {
        "method": datums.Datum("GET", "string"),
        "url": datums.Datum(URL, "string"),
        "headers": {},
        "query": {"starts_with": datums.Datum("mi", "string")},
        "params": {"route": datums.Datum("generate_name", "string")},
        "body": datums.Datum(b"", "bytes"),
    }
    ok, answer, *_ = await invocation.invocation_request_native(
        "1", function.function_id, [("req", datums.Datum(request, "http"))], {}
    )
    body = json.loads(answer.value["body"].value)
    assert (ok, answer.value["status_code"].value, body) == (True, "200", {"name": "Minnie"})
