"""The FastAPI app, the same on a laptop, behind the gateway and in tests.

`uvicorn --factory app:create_app --reload` serves it without Functions and without a gateway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import routes
import swagger_ui
from cache_control import CacheControl
from release import Release, read_release
from server_errors import ServerErrors
from settings import Settings
from subscription_key import KeyedAPI

if TYPE_CHECKING:
    from fastapi import FastAPI
    from fastapi.routing import APIRoute

PLAIN = Settings()


def create_app(settings: Settings = PLAIN) -> FastAPI:
    """Returns the app; in production its documentation names the gateway's two prefixes."""
    in_production = settings.running_in_production
    app = KeyedAPI(
        title="Names",
        description="A random name, on request.",
        version="1.0.0",
        openapi_url=None,  # swagger_ui serves it
        servers=[{"url": settings.api_path}] if in_production else None,
        generate_unique_id_function=_operation_id,
    )
    app.include_router(routes.router)
    app.include_router(
        swagger_ui.docs_router(settings.public_path if in_production else ""),
        include_in_schema=False,
    )
    # The last one added is the outermost: an answer to an exception gets both headers, too.
    app.add_middleware(ServerErrors)
    app.add_middleware(CacheControl)
    digest = read_release()
    if digest:
        app.add_middleware(Release, digest=digest)
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name
