from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app_runtime.inside.gatehouse_worker.function_app import IndexingError
from tests.app_runtime.inside.conftest import START

if TYPE_CHECKING:
    from tests.app_runtime.inside.conftest import Load

ASGI = """
import azure.functions as func
from fastapi import FastAPI
web = FastAPI()
app = func.AsgiFunctionApp(app=web)
"""
WSGI = """
import azure.functions as func
from flask import Flask
web = Flask(__name__)
app = func.WsgiFunctionApp(app=web)
"""
BY_HAND = f"""
{START}
from fastapi import FastAPI
web = FastAPI()
@app.route(route="{{*route}}")
async def main(req: func.HttpRequest) -> func.HttpResponse:
    return await func.AsgiMiddleware(web).handle_async(req)
"""
KEPT = f"""
{START}
from flask import Flask
web = Flask(__name__)
middleware = func.WsgiMiddleware(web)
@app.route(route="{{*route}}")
def main(req: func.HttpRequest) -> func.HttpResponse:
    return middleware.handle(req)
"""


@pytest.mark.parametrize("level", ["ANONYMOUS", "FUNCTION", "ADMIN"])
def test_the_decorators_words_are_read(load: Load, level: str) -> None:
    app = load(
        f"{START}\n@app.route(route='hello/{{name}}', methods=['GET', 'POST'],"
        f" auth_level=func.AuthLevel.{level})\ndef hello(req): return 'hello'"
    )
    trigger = app.functions["hello"].trigger
    assert {name: trigger[name] for name in ("type", "name", "route", "authLevel", "methods")} == {
        "type": "httpTrigger",
        "name": "req",
        "route": "hello/{name}",
        "authLevel": level,
        "methods": ["GET", "POST"],
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "0 function apps at its top level;"),
        (
            "import azure.functions as func\none = func.FunctionApp()\ntwo = func.FunctionApp()",
            "2 function apps at its top level: one, two;",
        ),
    ],
)
def test_exactly_one_app_is_indexed(load: Load, text: str, found: str) -> None:
    with pytest.raises(IndexingError) as caught:
        load(text)
    assert str(caught.value) == (
        f"function_app.py defines {found} allowed is exactly one. Keep one func.FunctionApp, "
        "func.AsgiFunctionApp or func.WsgiFunctionApp."
    )


def test_what_a_function_says_of_itself_decides_how_it_is_called(load: Load) -> None:
    app = load(
        START
        + """
@app.route()
async def one(req, context): return ''
@app.route()
def two(req): return ''
@app.timer_trigger(schedule="0 * * * * *", arg_name="timer")
@app.queue_output(arg_name="names", queue_name="names", connection="Storage")
@app.blob_input(arg_name="words", path="words", connection="Storage")
def work(timer: func.TimerRequest, names: func.Out[str], words: str) -> None: ...
"""
    )
    found = {
        name: (one.is_async, one.takes_context, one.outputs, dict(one.inputs))
        for name, one in app.functions.items()
    }
    assert found == {
        "one": (True, True, (), {}),
        "two": (False, False, (), {}),
        "work": (False, False, ("names",), {"words": "blob"}),
    }


@pytest.mark.parametrize(
    ("text", "is_asgi"), [(ASGI, True), (WSGI, False), (BY_HAND, False), (KEPT, False)]
)
def test_the_app_behind_the_function_is_found(load: Load, text: str, *, is_asgi: bool) -> None:
    app = load(text)
    assert (app.wrapped() is app.module.web, app.asgi is not None) == (True, is_asgi)


def test_functions_of_their_own_wrap_nothing(load: Load) -> None:
    app = load(f"{START}\nGREETING = 'hello'\n@app.route()\ndef hello(req): return GREETING")
    assert app.wrapped() is None
