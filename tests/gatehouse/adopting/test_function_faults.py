"""What is told about the folder of a function app."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.adopting.function_faults import function_faults
from gatehouse.adopting.recognition import recognise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gatehouse.adopting.app_folder import AppFolder

ASGI = "app = func.AsgiFunctionApp(app=api)"
ROUTES = '{"extensions": {"http": {"routePrefix": ""}}}'


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"function_app.py": ASGI, "host.json": ROUTES}, []),
        ({"function_app.py": "app = func.FunctionApp()", "host.json": "{}"}, []),
        ({"function_app.py": ASGI}, ["shop/host.json is missing"]),
        (
            {
                "function_app.py": ASGI,
                "host.json": '{\n"extensions": {"http": {\n"routePrefix": "v1"}}}',
            },
            ["shop/host.json:3: puts /v1 before every route of the app"],
        ),
        (
            {"function_app.py": ASGI, "host.json": "{}"},
            ["shop/host.json:1: puts /api before every route of the app"],
        ),
        (
            {"function_app.py": ASGI, "host.json": "[]"},
            ["shop/host.json:1: is no JSON object: 'list' object has no attribute 'get'"],
        ),
        (
            {"function_app.py": f"{ASGI}\nlevel = func.AuthLevel.ANONYMOUS", "host.json": ROUTES},
            ["shop/function_app.py:2: lets anybody call the function past the gateway"],
        ),
        (
            {
                "function_app.py": f"{ASGI}\n@app.timer_trigger()\ndef nightly(timer): ...",
                "host.json": ROUTES,
            },
            ["shop/function_app.py:3: nightly is started by a timer, not by a request"],
        ),
    ],
)
def test_what_azure_takes_otherwise_is_told(
    files: Mapping[str, str], expected: list[str], make_app: Callable[..., AppFolder]
) -> None:
    app = make_app(files)
    found = function_faults(app, recognise(app))
    assert [str(one).partition("\n")[0].partition(", which")[0] for one in found] == expected
