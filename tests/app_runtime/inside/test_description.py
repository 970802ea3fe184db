from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from app_runtime.inside.gatehouse_worker.description import describe, route_prefix
from app_runtime.inside.gatehouse_worker.function_app import IndexingError
from tests.app_runtime.inside.conftest import START

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app_runtime.inside.conftest import Load

FASTAPI = """
import azure.functions as func
from fastapi import APIRouter, FastAPI, WebSocket
from fastapi.responses import PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.routing import Route
web = FastAPI(title="Words", redoc_url=None)
router = APIRouter(prefix="/words")
@router.get("/{path:path}")
def read(path: str) -> str: return path
@web.api_route("/any", methods=["GET", "POST"], include_in_schema=False)
def anything(word: int = 1) -> str: return ""
@web.websocket("/live")
async def live(socket: WebSocket) -> None: ...
web.include_router(router)
web.mount("/static", StaticFiles(directory="."), name="files")
app = func.AsgiFunctionApp(app=web)
"""
STARLETTE = """
import azure.functions as func
from starlette.applications import Starlette
from starlette.routing import Route
def hello(request): ...
app = func.AsgiFunctionApp(app=Starlette(routes=[Route("/hello", hello, methods=["GET"])]))
"""
FLASK = """
import azure.functions as func
from flask import Flask
web = Flask(__name__, static_folder=None)
@web.post("/words/<int:id>")
def change(id): ...
app = func.WsgiFunctionApp(app=web)
"""


def _routes(found: dict[str, Any]) -> list[tuple[object, ...]]:
    return [
        (one["path"], *one["methods"], one["name"], one["kind"], one["listed"])
        for one in found["routes"]
    ]


def test_the_routes_of_a_fastapi_app_stand_as_it_searches_them(load: Load, tmp_path: Path) -> None:
    found = describe(load(FASTAPI), tmp_path)
    assert _routes(found) == [
        ("/openapi.json", "GET", "HEAD", "openapi", "route", False),
        ("/docs", "GET", "HEAD", "swagger_ui_html", "route", False),
        ("/docs/oauth2-redirect", "GET", "HEAD", "swagger_ui_redirect", "route", False),
        ("/any", "GET", "POST", "anything", "route", False),
        ("/live", "live", "websocket", False),
        ("/words/{path:path}", "GET", "read", "route", True),
        ("/static", "files", "mount", False),
    ]
    assert found["documentation"] == ["/docs", "/openapi.json", "/docs/oauth2-redirect"]


def test_routes_that_the_document_leaves_out_have_one_of_their_own(
    load: Load, tmp_path: Path
) -> None:
    found = describe(load(FASTAPI), tmp_path)
    assert list(found["openapi"]["paths"]) == ["/words/{path}"]
    unlisted = found["unlisted"]["paths"]
    assert list(unlisted) == ["/openapi.json", "/docs", "/docs/oauth2-redirect", "/any"]
    [parameter] = unlisted["/any"]["post"]["parameters"]
    assert parameter["name"] == "word"
    assert unlisted["/docs"]["get"] == {"operationId": "swagger_ui_html", "responses": {}}


@pytest.mark.parametrize(
    ("text", "route"),
    [
        (STARLETTE, ("/hello", "GET", "HEAD", "hello", "route", False)),
        (FLASK, ("/words/<int:id>", "OPTIONS", "POST", "change", "route", False)),
    ],
)
def test_an_app_without_a_document_has_its_routes(
    load: Load, tmp_path: Path, text: str, route: tuple[object, ...]
) -> None:
    found = describe(load(text), tmp_path)
    assert (_routes(found), found["openapi"]) == ([route], None)


def test_without_fastapi_there_are_no_details(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = load(FLASK)
    for name in ("fastapi.routing", "fastapi.openapi.utils"):
        monkeypatch.setitem(__import__("sys").modules, name, None)
    found = describe(app, tmp_path)["unlisted"]["paths"]["/words/<int:id>"]
    assert list(found) == ["options", "post"]


def test_functions_say_what_calls_them(load: Load, tmp_path: Path) -> None:
    app = load(
        START
        + """
@app.route(route="say/{word}", methods=["GET"])
def say(req): return ""
@app.route()
def anything(req): return ""
@app.timer_trigger(schedule="0 * * * * *", arg_name="timer")
def work(timer: func.TimerRequest) -> None: ...
"""
    )
    found = describe(app, tmp_path)
    keys = ("name", "trigger", "route", "methods", "level")
    assert [tuple(one[key] for key in keys) for one in found["functions"]] == [
        ("say", "httpTrigger", "say/{word}", ["GET"], "ANONYMOUS"),
        ("anything", "httpTrigger", "anything", None, "ANONYMOUS"),
        ("work", "timerTrigger", "", None, "ADMIN"),
    ]
    assert found["route_prefix"] == "api"


def test_the_prefix_of_host_json_is_read(tmp_path: Path) -> None:
    (tmp_path / "host.json").write_text('{"extensions": {"http": {"routePrefix": ""}}}')
    assert route_prefix(tmp_path / "host.json") == ""


@pytest.mark.parametrize("text", ["{", "[]"])
def test_a_broken_host_json_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "host.json").write_text(text)
    with pytest.raises(IndexingError, match=r"host.json can't be read .* allowed is a JSON object"):
        route_prefix(tmp_path / "host.json")
