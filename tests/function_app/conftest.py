"""How the tests of the function app reach it: over ASGI, and as the function that Azure calls."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from azure import functions as func

from app import create_app
from settings import Settings
from tests.function_app.asgi import client_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    import httpx

ADAPTER = Path(__file__).parents[2] / "function_app" / "function_app.py"


@pytest.fixture
async def plain() -> AsyncIterator[httpx.AsyncClient]:
    """The app as uvicorn serves it, without a gateway."""
    async with client_of(create_app()) as client:
        yield client


@pytest.fixture
async def deployed() -> AsyncIterator[httpx.AsyncClient]:
    """The app as the gateway sees it."""
    app = create_app(Settings(running_in_production=True))
    async with client_of(app, "https://names.azurewebsites.net") as client:
        yield client


@pytest.fixture
def adapter() -> func.AsgiFunctionApp:
    """What function_app.py hands to the Functions runtime."""
    app = runpy.run_path(str(ADAPTER))["app"]
    assert isinstance(app, func.AsgiFunctionApp)
    return app


@pytest.fixture
async def invoke(
    adapter: func.AsgiFunctionApp,
) -> AsyncIterator[Callable[[str], Awaitable[func.HttpResponse]]]:
    """Calls the function with the URL of a GET request."""
    (function,) = adapter.get_functions()
    handler: Any = function.get_user_function()

    async def call(url: str) -> func.HttpResponse:
        answer = await handler(func.HttpRequest("GET", url, body=b""), None)
        assert isinstance(answer, func.HttpResponse)
        return answer

    yield call
    if adapter.startup_task_done:
        await adapter.middleware.notify_shutdown()  # type: ignore[no-untyped-call]
        adapter.startup_task_done = False
