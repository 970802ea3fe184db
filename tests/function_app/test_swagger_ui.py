from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from fastapi.openapi.utils import get_openapi

from swagger_ui import docs_router

if TYPE_CHECKING:
    import httpx


def _assets(page: str) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]+)"', page)


async def test_the_page_reads_the_document_under_the_public_prefix(
    deployed: httpx.AsyncClient,
) -> None:
    page = (await deployed.get("/docs")).text
    assert re.findall(r"url: '([^']+)'", page) == ["/public/openapi.json"]


async def test_the_page_of_the_plain_app_reads_its_own_document(plain: httpx.AsyncClient) -> None:
    page = (await plain.get("/docs")).text
    assert re.findall(r"url: '([^']+)'", page) == ["/openapi.json"]


async def test_the_page_loads_nothing_from_elsewhere(deployed: httpx.AsyncClient) -> None:
    assets = _assets((await deployed.get("/docs")).text)
    assert [asset.partition("?")[0] for asset in assets] == [
        "/public/static/swagger-ui.css",
        "/public/static/favicon.png",
        "/public/static/swagger-ui-bundle.js",
    ]


async def test_the_pages_files_are_there_and_browsers_may_keep_them(
    plain: httpx.AsyncClient,
) -> None:
    answers = [await plain.get(asset) for asset in _assets((await plain.get("/docs")).text)]
    assert [answer.headers["Content-Type"].partition(";")[0] for answer in answers] == [
        "text/css",
        "image/png",
        "text/javascript",
    ]
    assert {(answer.status_code, answer.headers["Cache-Control"]) for answer in answers} == {
        (200, "public, max-age=31536000, immutable")
    }


async def test_swagger_ui_understands_openapi_3_1(plain: httpx.AsyncClient) -> None:
    script = (await plain.get("/static/swagger-ui-bundle.js")).text
    versions = re.findall(r'PACKAGE_VERSION:"(\d+)\.', script)
    document = (await plain.get("/openapi.json")).json()
    assert (versions, document["openapi"]) == (["5"], "3.1.0")


async def test_other_files_of_the_package_are_not_served(plain: httpx.AsyncClient) -> None:
    answer = await plain.get("/static/redoc.standalone.js")
    expected = (404, {"detail": "No file 'redoc.standalone.js'"})
    assert (answer.status_code, answer.json()) == expected


@pytest.mark.parametrize("path", ["/docs", "/openapi.json"])
async def test_behind_the_gateway_docs_are_cached_for_an_hour(
    deployed: httpx.AsyncClient, path: str
) -> None:
    assert (await deployed.get(path)).headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize("path", ["/docs", "/openapi.json"])
async def test_without_a_gateway_a_reload_shows_what_is_new(
    plain: httpx.AsyncClient, path: str
) -> None:
    assert (await plain.get(path)).headers["Cache-Control"] == "no-store"


def test_the_routes_describe_themselves_for_the_gateway() -> None:
    paths = get_openapi(title="Docs", version="1", routes=docs_router("").routes)["paths"]
    assert {path: operations["get"]["operationId"] for path, operations in paths.items()} == {
        "/docs": "docs",
        "/openapi.json": "openapi",
        "/static/{file}": "static",
    }
