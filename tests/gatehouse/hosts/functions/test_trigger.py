from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from azure import functions as func

from gatehouse.errors import LocalError
from gatehouse.hosts.functions.trigger import read_trigger

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.hosts.functions.trigger import HttpTrigger

REQUEST = func.HttpRequest("GET", "http://localhost/", headers={"traceparent": "00-1"}, body=b"")


def _read(app: func.FunctionApp) -> HttpTrigger:
    (function,) = app.get_functions()
    return read_trigger(function, Path("/code"))


@pytest.mark.parametrize("level", list(func.AuthLevel))
def test_the_decorators_words_are_read(level: func.AuthLevel) -> None:
    app = func.FunctionApp(http_auth_level=level)

    @app.route(route="hello/{name}", methods=["GET", "POST"])
    def hello(req: func.HttpRequest) -> str:
        return str(req.url)

    trigger = _read(app)
    found = (trigger.name, trigger.level, trigger.route, trigger.methods, trigger.parameter)
    expected = ("hello", level.name, "hello/{name}", frozenset({"GET", "POST"}), "req")
    assert found == expected


def test_without_words_the_route_is_the_functions_name_and_any_method_will_do() -> None:
    app = func.FunctionApp()

    @app.route()
    def hello(req: func.HttpRequest) -> str:
        return str(req.url)

    trigger = _read(app)
    assert (trigger.route, trigger.methods) == ("hello", None)


async def test_a_sync_function_runs_beside_the_event_loop() -> None:
    app = func.FunctionApp()

    @app.route()
    def hello(req: func.HttpRequest) -> str:
        return f"{req.method} {threading.current_thread() is threading.main_thread()}"

    assert await _read(app).invoke(REQUEST) == "GET False"


async def test_an_async_function_runs_in_the_event_loop() -> None:
    app = func.FunctionApp()

    @app.route()
    async def hello(req: func.HttpRequest) -> str:
        await asyncio.sleep(0)
        return f"{req.method} {threading.current_thread() is threading.main_thread()}"

    assert await _read(app).invoke(REQUEST) == "GET True"


async def test_a_function_that_asks_for_its_context_gets_it() -> None:
    app = func.FunctionApp()

    @app.route()
    async def hello(req: func.HttpRequest, context: func.Context) -> str:
        trace = context.trace_context.trace_parent
        return f"{req.method} {context.function_name} {context.function_directory} {trace}"

    assert await _read(app).invoke(REQUEST) == "GET hello /code 00-1"


def _with_timer(app: func.FunctionApp) -> None:
    @app.timer_trigger(schedule="0 * * * * *", arg_name="timer")
    def work(timer: func.TimerRequest) -> None: ...


def _with_queue(app: func.FunctionApp) -> None:
    @app.route()
    @app.queue_output(arg_name="queue", queue_name="names", connection="Storage")
    def work(req: func.HttpRequest, queue: func.Out[str]) -> None: ...


@pytest.mark.parametrize(
    ("declare", "types"),
    [(_with_timer, "timerTrigger"), (_with_queue, "queue, httpTrigger, http")],
)
def test_bindings_that_only_azure_has_are_refused(
    declare: Callable[[func.FunctionApp], None], types: str
) -> None:
    app = func.FunctionApp()
    declare(app)
    with pytest.raises(LocalError) as caught:
        _read(app)
    assert str(caught.value) == (
        f"the function 'work' has the bindings {types}; allowed on a laptop are httpTrigger with "
        "http. Let the function's own code call the service instead."
    )
