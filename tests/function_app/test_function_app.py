from __future__ import annotations

import json
import random
import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.function_app.asgi import client_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from azure import functions as func

    Invoke = Callable[[str], Awaitable[func.HttpResponse]]

FOLDER = Path(__file__).parents[2] / "function_app"


def _trigger(adapter: func.AsgiFunctionApp) -> dict[str, Any]:
    (function,) = adapter.get_functions()
    return next(
        binding for binding in function.get_bindings_dict()["bindings"] if "route" in binding
    )


def test_one_function_takes_every_route_with_a_function_key(adapter: func.AsgiFunctionApp) -> None:
    trigger = _trigger(adapter)
    found = (str(trigger["type"]), trigger["route"], trigger["authLevel"].name)
    assert found == ("httpTrigger", "/{*route}", "FUNCTION")


async def test_the_function_returns_a_name(invoke: Invoke) -> None:
    random.seed(1)
    answer = await invoke("https://names.azurewebsites.net/generate_name?starts_with=n")
    assert (answer.status_code, json.loads(answer.get_body())) == (200, {"name": "Noa"})


async def test_a_validation_error_passes_the_adapter(invoke: Invoke) -> None:
    answer = await invoke(f"https://names.azurewebsites.net/generate_name?starts_with={'n' * 51}")
    found = (answer.status_code, json.loads(answer.get_body())["detail"][0]["loc"])
    assert found == (422, ["query", "starts_with"])


async def test_an_exception_passes_the_adapter_as_a_json_answer(
    adapter: func.AsgiFunctionApp, invoke: Invoke
) -> None:
    def fail() -> None:
        raise RuntimeError("the secret of the house")

    adapter.middleware._app.add_api_route("/fail", fail)
    answer = await invoke("https://names.azurewebsites.net/fail")
    expected = (500, {"detail": "Internal Server Error"}, "no-store")
    found = (answer.status_code, json.loads(answer.get_body()), answer.headers["Cache-Control"])
    assert found == expected


async def test_the_lifespan_starts_and_ends_through_the_adapter(
    adapter: func.AsgiFunctionApp, invoke: Invoke
) -> None:
    events: list[str] = []
    router = adapter.middleware._app.router
    router.on_startup.append(lambda: events.append("startup"))
    router.on_shutdown.append(lambda: events.append("shutdown"))
    await invoke("https://names.azurewebsites.net/generate_name")
    await invoke("https://names.azurewebsites.net/generate_name")
    await adapter.middleware.notify_shutdown()  # type: ignore[no-untyped-call]
    adapter.startup_task_done = False
    assert events == ["startup", "shutdown"]


def test_app_settings_reach_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNNING_IN_PRODUCTION", "yes")
    with pytest.raises(ValueError, match="RUNNING_IN_PRODUCTION is 'yes'"):
        runpy.run_path(str(FOLDER / "function_app.py"))


def test_the_host_adds_no_prefix_of_its_own() -> None:
    host = json.loads((FOLDER / "host.json").read_text())
    bundle = host["extensionBundle"]["version"]
    assert (host["extensions"]["http"]["routePrefix"], bundle) == ("", "[4.*, 5.0.0)")


async def test_the_example_of_local_settings_is_one_that_the_app_accepts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    example = json.loads((FOLDER / "local.settings.json.example").read_text())
    for name, value in example["Values"].items():
        monkeypatch.setenv(name, value)
    namespace = runpy.run_path(str(FOLDER / "function_app.py"))
    app = namespace["app"].middleware._app
    async with client_of(app) as client:
        assert (await client.get("/openapi.json")).status_code == 200
