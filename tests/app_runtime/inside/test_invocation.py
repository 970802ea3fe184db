from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from azure import functions as func

from app_runtime.inside.gatehouse_worker import invocation
from tests.app_runtime.inside.conftest import START

if TYPE_CHECKING:
    from tests.app_runtime.inside.conftest import Load

REQUEST = func.HttpRequest("GET", "http://localhost/", headers={}, body=b"")
HEADERS = {"traceparent": "00-1"}


async def _called(load: Load, text: str) -> object:
    app = load(f"{START}\nimport threading\n{text}")
    return await invocation.call(app.functions["hello"], REQUEST, HEADERS, "/code")


async def test_a_sync_function_runs_beside_the_event_loop(load: Load) -> None:
    text = "@app.route()\ndef hello(req): return str(threading.get_ident())"
    assert await _called(load, text) != str(threading.get_ident())


async def test_an_async_function_runs_in_the_event_loop(load: Load) -> None:
    text = "@app.route()\nasync def hello(req): return str(threading.get_ident())"
    assert await _called(load, text) == str(threading.get_ident())


async def test_a_function_that_asks_for_its_context_gets_it(load: Load) -> None:
    text = """
@app.route()
async def hello(req, context):
    trace = context.trace_context.trace_parent
    return f"{req.method} {context.function_name} {context.function_directory} {trace}"
"""
    assert await _called(load, text) == "GET hello /code 00-1"


async def test_what_goes_to_a_service_of_azure_is_logged(
    load: Load, caplog: pytest.LogCaptureFixture
) -> None:
    text = """
@app.route()
@app.queue_output(arg_name="names", queue_name="names", connection="Storage")
@app.queue_output(arg_name="unused", queue_name="names", connection="Storage")
def hello(req: func.HttpRequest, names: func.Out[str], unused: func.Out[str]) -> str:
    names.set("Minnie")
    return "sent"
"""
    assert await _called(load, text) == "sent"
    assert caplog.messages == ["hello: names = 'Minnie' goes nowhere here"]


async def test_a_function_that_needs_data_of_azure_says_which(load: Load) -> None:
    text = """
@app.route()
@app.blob_input(arg_name="words", path="words", connection="Storage")
def hello(req: func.HttpRequest, words: str) -> str: return words
"""
    with pytest.raises(invocation.ServiceNeededError, match=r"'hello' takes words \(blob\) from a"):
        await _called(load, text)


async def test_a_function_without_http_runs_with_a_payload(
    load: Load, capsys: pytest.CaptureFixture[str]
) -> None:
    app = load(
        START
        + """
@app.queue_trigger(arg_name="message", queue_name="names", connection="Storage")
def work(message: func.QueueMessage) -> None: print(message.get_body())
"""
    )
    await invocation.run(app.functions["work"], b"Minnie", "/code")
    assert capsys.readouterr().out == "b'Minnie'\n"
