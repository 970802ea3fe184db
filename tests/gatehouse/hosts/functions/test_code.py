from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from apim_gateway.messages.upstream import UpstreamRequest, UpstreamResponse
from gatehouse.errors import LocalError
from gatehouse.hosts.functions.code import FunctionCode
from gatehouse.hosts.functions.modules import FunctionModules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gatehouse.hosts.functions.keys import FunctionKeys

    Load = Callable[[str], FunctionCode]

START = """
import azure.functions as func
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
"""


@pytest.fixture
def load(tmp_path: Path, keys: FunctionKeys, reports: list[str]) -> Iterator[Load]:
    """Loads function_app.py with this text."""
    modules = FunctionModules(tmp_path)
    (tmp_path / "host.json").write_text('{"version": "2.0"}')

    def load_code(text: str) -> FunctionCode:
        (tmp_path / "function_app.py").write_text(text)
        with modules.fresh():
            return FunctionCode(tmp_path, keys, reports.append)

    yield load_code
    modules.close()


async def _get(code: FunctionCode, target: str, method: str = "GET") -> UpstreamResponse:
    return await code.answer(UpstreamRequest(method, f"http://localhost{target}", [], b""))


async def test_without_a_route_prefix_in_host_json_it_is_api(load: Load) -> None:
    code = load(f"{START}\n@app.route()\ndef hello(req): return 'hello'")
    statuses = [(await _get(code, path)).status for path in ("/api/hello", "/hello")]
    assert statuses == [200, 404]


async def test_the_function_sees_the_whole_request(load: Load) -> None:
    code = load(
        START
        + """
@app.route(route="items/{id}", methods=["PUT"])
def item(req):
    body = req.get_body().decode()
    return f"{req.method} {req.url} {req.route_params['id']} {req.params['a']} {body}"
"""
    )
    request = UpstreamRequest("PUT", "http://localhost/api/items/7?a=1", [], b"body")
    answer = await code.answer(request)
    assert answer.body == b"PUT http://localhost/api/items/7?a=1 7 1 body"


async def test_another_method_finds_nothing(load: Load) -> None:
    code = load(f"{START}\n@app.route(methods=['GET'])\ndef hello(req): return 'hello'")
    assert await _get(code, "/api/hello", "POST") == UpstreamResponse(
        404, [("content-length", "0")], b""
    )


async def test_the_level_of_a_function_outweighs_the_apps(load: Load) -> None:
    code = load(
        f"{START}\n@app.route(auth_level=func.AuthLevel.ADMIN)\ndef hello(req): return 'hello'"
    )
    targets = ("/api/hello?code=function-key", "/api/hello?code=master-key")
    assert [(await _get(code, target)).status for target in targets] == [401, 200]


async def test_an_exception_is_an_empty_500_and_its_traceback_is_reported(
    load: Load, reports: list[str]
) -> None:
    code = load(f"{START}\n@app.route()\ndef hello(req): return 1 / 0")
    assert await _get(code, "/api/hello") == UpstreamResponse(500, [("content-length", "0")], b"")
    (report,) = reports
    assert (report.splitlines()[0], report.splitlines()[-1]) == (
        "hello failed",
        "ZeroDivisionError: division by zero",
    )


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
    with pytest.raises(LocalError) as caught:
        load(text)
    assert str(caught.value) == (
        f"function_app.py defines {found} allowed is exactly one. Keep one func.FunctionApp or "
        "func.AsgiFunctionApp."
    )


@pytest.mark.parametrize("text", ["{", "[]"])
def test_a_broken_host_json_is_refused(load: Load, tmp_path: Path, text: str) -> None:
    (tmp_path / "host.json").write_text(text)
    with pytest.raises(LocalError, match=r"host.json can't be read .* allowed is a JSON object"):
        load(START)


async def test_retiring_ends_the_lifespan_once(load: Load, tmp_path: Path) -> None:
    code = load(
        f"""
from contextlib import asynccontextmanager
import azure.functions as func
from fastapi import FastAPI

@asynccontextmanager
async def lifespan(_app):
    yield
    with open({str(tmp_path / "ends")!r}, "a") as ends:
        ends.write("end ")

app = func.AsgiFunctionApp(app=FastAPI(lifespan=lifespan))
"""
    )
    await code.start()
    await code.retire()
    await code.retire()
    assert (tmp_path / "ends").read_text() == "end "


async def test_a_start_that_is_given_up_ends_the_lifespan_too(load: Load, tmp_path: Path) -> None:
    code = load(
        f"""
import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
import azure.functions as func
from fastapi import FastAPI

@asynccontextmanager
async def lifespan(_app):
    await asyncio.sleep(0.05)
    yield
    Path({str(tmp_path / "ended")!r}).touch()

app = func.AsgiFunctionApp(app=FastAPI(lifespan=lifespan))
"""
    )
    starting = asyncio.create_task(code.start())
    await asyncio.sleep(0.01)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert (tmp_path / "ended").exists()
