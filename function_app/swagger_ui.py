"""The documentation: what the gateway serves to everybody, without a content delivery network."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, HTTPException, Request, status
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse

ASSETS = Path(fastapi_offline.__file__).parent / "static"
SCRIPT, STYLE, ICON = "swagger-ui-bundle.js", "swagger-ui.css", "favicon.png"
VERSION = version("fastapi-offline")

AN_HOUR = {"Cache-Control": "public, max-age=3600"}
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}


def docs_router(prefix: str) -> APIRouter:
    """Returns the routes of the page, the document and the files behind both.

    `prefix` is where a gateway serves them. Without one somebody is developing: nothing is cached,
    so a reload of the page shows what is new.
    """
    router = APIRouter(generate_unique_id_function=lambda route: route.name)
    freshness = AN_HOUR if prefix else {}

    @router.get("/docs", response_class=HTMLResponse)
    async def docs(request: Request) -> HTMLResponse:
        """Returns the Swagger UI page."""
        page = _page(request.app.title, prefix)
        page.headers.update(freshness)
        return page

    @router.get("/openapi.json")
    async def openapi(request: Request) -> JSONResponse:
        """Returns the OpenAPI document."""
        return JSONResponse(request.app.openapi(), headers=freshness)

    @router.get("/static/{file}", response_class=FileResponse)
    async def static(file: str) -> FileResponse:
        """Returns a file of Swagger UI; its URL names the version, so browsers may keep it."""
        if file not in {SCRIPT, STYLE, ICON}:
            raise HTTPException(status.HTTP_404_NOT_FOUND, f"No file {file!r}")
        return FileResponse(ASSETS / file, headers=FOR_GOOD)

    return router


def _page(title: str, prefix: str) -> HTMLResponse:
    return get_swagger_ui_html(
        title=f"{title} - Swagger UI",
        openapi_url=f"{prefix}/openapi.json",
        swagger_js_url=f"{prefix}/static/{SCRIPT}?v={VERSION}",
        swagger_css_url=f"{prefix}/static/{STYLE}?v={VERSION}",
        swagger_favicon_url=f"{prefix}/static/{ICON}?v={VERSION}",
    )
