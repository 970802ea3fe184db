"""Routes of all kinds, from an app's description to the answer over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

import httpx
import pytest
from fastapi import Depends, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from fastapi.security import OAuth2PasswordBearer
from pulumi_azure_native import apimanagement
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Mount

from apim_gateway.messages.upstream import UpstreamResponse
from components.gateway.api import Api, ApiArgs
from components.gateway.openapi.publication import read_interfaces
from components.gateway.policy_folder import PolicyFolder
from components.gateway.published_api import PublishedApi
from components.gateway.published_apis import PublishedApis
from components.gateway.service_policies import ServicePolicies, ServicePoliciesArgs
from gatehouse.declared.gateway_document import gateway_document
from gatehouse.hosts.gateway_host import GatewayHost

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from starlette.types import Receive, Scope, Send

    from apim_gateway.messages.upstream import UpstreamRequest
    from tests.conftest import Declared

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate Operation ID")

FUNCTION = "https://func.test"
PAGE = "https://web.example"
PUBLISHED = PublishedApis(
    [
        PublishedApi(
            name="simple-fastapi-api",
            display_name="Shop",
            description="Sells",
            path="api",
            product="Shop",
        ),
        PublishedApi(
            name="public-docs",
            display_name="Public",
            description="Open",
            path="public",
            documentation=True,
            routes=("/docs", "/redoc", "/openapi.json", "/assets", "/health", "/token"),
        ),
    ]
)


def make_app() -> FastAPI:  # noqa: C901 - one route after the other
    """Returns an app with routes that a URL template does not say in the same words."""
    app = FastAPI()

    @app.get("/files/{path:path}")
    async def read_file(path: str) -> str:
        return f"file {path}"

    @app.get("/items/{number:int}")
    async def read_item(number: int) -> str:
        return f"item {number}"

    @app.api_route("/any", methods=["GET", "POST"])
    async def anything() -> str:
        return "any"

    @app.options("/any", operation_id="shop.any options")
    async def options() -> str:
        return "options"

    @app.get("/health", include_in_schema=False)
    async def health() -> str:
        return "well"

    @app.get("/hidden", include_in_schema=False)
    async def hidden() -> str:
        raise NotImplementedError

    @app.get("/loose/{ignored}")  # noqa: FAST003 - then the document has no parameter
    async def loose() -> Response:
        return Response("loose")

    @app.get("/links")
    async def links(request: Request) -> dict[str, str]:
        return {"item": str(request.url_for("read_item", number=7))}

    @app.get("/moved")
    async def moved(to: str) -> RedirectResponse:
        return RedirectResponse(to, 303)

    @app.get("/me")
    async def me(token: Annotated[str, Depends(OAuth2PasswordBearer("token"))]) -> str:
        return token

    @app.post("/token")
    async def log_in() -> dict[str, str]:
        return {"access_token": "t", "token_type": "bearer"}

    async def assets(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(f"asset {scope['path']}")(scope, receive, send)

    app.mount("/assets", assets)
    return app


def described(app: FastAPI) -> dict[str, Any]:
    """Describes the app as the program gets it told."""
    hidden = [one for one in app.routes if isinstance(one, APIRoute) and not one.include_in_schema]
    for one in hidden:
        one.include_in_schema = True
    unlisted = get_openapi(title="", version="", routes=hidden)
    for one in hidden:
        one.include_in_schema = False
    table: Sequence[Any] = app.routes
    routes = [
        {
            "path": one.path,
            "methods": sorted(getattr(one, "methods", ())),
            "name": one.name,
            "kind": "mount" if isinstance(one, Mount) else "route",
        }
        for one in table
    ]
    return {
        "openapi": app.openapi(),
        "unlisted": unlisted,
        "routes": routes,
        "documentation": [app.docs_url, app.redoc_url, app.openapi_url],
    }


class Function:
    """The app as a backend in this process."""

    def __init__(self, app: FastAPI) -> None:
        self._transport = httpx.ASGITransport(app)

    async def send(self, request: UpstreamRequest) -> UpstreamResponse:
        async with httpx.AsyncClient(transport=self._transport) as client:
            answer = await client.request(
                request.method, request.url, headers=request.headers, content=request.body
            )
        return UpstreamResponse(answer.status_code, answer.headers.multi_items(), answer.content)


@pytest.fixture(scope="module")
def shop(declare: Callable[..., Declared], root: Path) -> dict[str, Any]:
    return published(declare, root)


@pytest.fixture(scope="module")
def shop_for_pages(declare: Callable[..., Declared], root: Path) -> dict[str, Any]:
    return published(declare, root, PAGE)


def published(declare: Callable[..., Declared], root: Path, *origins: str) -> dict[str, Any]:
    """Publishes the app under the shipped policy documents; with origins, a key is needed."""
    service: dict[str, Any] = {"resource_group_name": "rg", "service_name": "apim"}
    shipped = PolicyFolder.load(root / "policies", origins).documents
    documents = PolicyFolder(
        {
            one.name: shipped[one.name].replace(
                'backend-id="function-app"', f'base-url="{FUNCTION}"'
            )
            for one in PUBLISHED.apis
        }
    )

    def program() -> None:
        apimanagement.ApiManagementService(
            "apim",
            **service,
            publisher_email="a@b.test",
            publisher_name="A",
            sku=apimanagement.ApiManagementServiceSkuPropertiesArgs(name="Consumption", capacity=0),
            identity=apimanagement.ApiManagementServiceIdentityArgs(type="SystemAssigned"),
        )
        policies = ServicePolicies(
            "shop", ServicePoliciesArgs(**service, folder=documents, backends={})
        )
        interfaces = read_interfaces(
            described(make_app()), PUBLISHED, gateway_answers_options=bool(origins)
        )
        for one in PUBLISHED.apis:
            Api(
                one.name,
                ApiArgs(
                    **service,
                    path=one.path,
                    display_name=one.display_name,
                    description=one.description,
                    subscription_required=bool(origins),
                    interface=interfaces[one.name],
                    policies=policies,
                ),
            )

    return gateway_document(declare(program).graph)


@pytest.mark.parametrize(
    ("request_line", "expected"),
    [
        ("GET /api/files/a/b.txt", (200, '"file a/b.txt"')),
        ("GET /api/items/7", (200, '"item 7"')),
        ("GET /api/any", (200, '"any"')),
        ("POST /api/any", (200, '"any"')),
        ("OPTIONS /api/any", (200, '"options"')),
        ("GET /api/loose/x", (200, "loose")),
        ("GET /public/health", (200, '"well"')),
        ("POST /public/token", (200, '{"access_token":"t","token_type":"bearer"}')),
        ("GET /public/assets/a/b.css", (200, "asset /assets/a/b.css")),
        ("POST /public/assets/a", (200, "asset /assets/a")),
    ],
)
async def test_a_published_route_answers_through_the_gateway(
    shop: dict[str, Any], request_line: str, expected: tuple[int, str]
) -> None:
    answer = await ask(shop, request_line)
    assert (answer.status_code, answer.text) == expected


@pytest.mark.parametrize(
    "request_line",
    [
        "GET /api/hidden",
        "GET /public/hidden",
        "GET /api/health",
        "GET /api/assets/a",
        "PUT /api/any",
    ],
)
async def test_what_no_api_publishes_is_not_found(shop: dict[str, Any], request_line: str) -> None:
    assert (await ask(shop, request_line)).status_code == 404


async def test_the_app_s_own_pages_are_served_where_they_are_named(shop: dict[str, Any]) -> None:
    page = (await ask(shop, "GET /public/docs")).text
    assert "url: '/public/openapi.json'" in page
    assert "origin + '/public/docs/oauth2-redirect'" in page
    assert "https://cdn.jsdelivr.net/" in page
    assert 'spec-url="/public/openapi.json"' in (await ask(shop, "GET /public/redoc")).text


async def test_the_app_s_document_names_the_api_and_its_key_beside_the_app_s_own_security(
    shop: dict[str, Any],
) -> None:
    answer = await ask(shop, "GET /public/openapi.json", {"Accept-Encoding": "gzip"})
    document = answer.json()
    assert document["servers"] == [{"url": "/api"}]
    assert document["components"]["securitySchemes"] == {
        "OAuth2PasswordBearer": {
            "type": "oauth2",
            "flows": {"password": {"scopes": {}, "tokenUrl": "/public/token"}},
        },
        "GatewaySubscriptionKey": {
            "type": "apiKey",
            "in": "header",
            "name": "Ocp-Apim-Subscription-Key",
        },
    }
    assert document["security"] == [{"GatewaySubscriptionKey": []}]
    assert document["paths"]["/me"]["get"]["security"] == [
        {"OAuth2PasswordBearer": [], "GatewaySubscriptionKey": []}
    ]
    assert "security" not in document["paths"]["/links"]["get"]
    assert document["paths"]["/token"]["servers"] == [{"url": "/public"}]
    assert document["paths"].keys() == make_app().openapi()["paths"].keys()


def test_each_operation_has_an_id_of_its_own(shop: dict[str, Any]) -> None:
    names = sorted(
        one["name"].rpartition("/")[2]
        for one in shop["resources"]
        if one["type"].endswith("/operations")
        and "/assets/" not in one["properties"]["urlTemplate"]
    )
    assert names == [
        "anything_any_get",
        "anything_any_post",
        "health_health_get",
        "links_links_get",
        "log_in_token_post",
        "loose_loose__ignored__get",
        "me_me_get",
        "moved_moved_get",
        "openapi",
        "openapi_head",
        "read_file_files__path__get",
        "read_item_items__number__get",
        "redoc_html",
        "redoc_html_head",
        "shop_any_options",
        "swagger_ui_html",
        "swagger_ui_html_head",
    ]


async def test_a_link_that_the_app_makes_leads_through_the_gateway(shop: dict[str, Any]) -> None:
    answer = await ask(shop, "GET /api/links")
    assert answer.json() == {"item": str(answer.url.copy_with(path="/api/items/7"))}


async def test_the_app_s_own_security_is_left_to_the_app(shop: dict[str, Any]) -> None:
    answer = await ask(shop, "GET /api/me", {"Authorization": "Bearer t"})
    assert (answer.status_code, answer.json()) == (200, "t")
    refused = await ask(shop, "GET /api/me")
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Bearer")


REDIRECTS = [
    (f"{FUNCTION}/items/7?a=b#c", "/api/items/7?a=b#c"),
    ("/items/7", "/api/items/7"),
    ("items/7", "/api/items/7"),
    ("?to=here", "/api/moved?to=here"),
    ("https://login.example/items", "https://login.example/items"),
    ("//login.example/items", "//login.example/items"),
]


@pytest.mark.parametrize(("given", "expected"), REDIRECTS)
async def test_a_redirect_leads_through_the_gateway_unless_it_leads_elsewhere(
    shop: dict[str, Any], given: str, expected: str
) -> None:
    answer = await ask(shop, f"GET /api/moved?to={quote(given, safe='')}")
    assert (answer.status_code, answer.headers["Location"]) == (303, expected)


async def test_the_app_s_redirect_to_a_slash_leads_through_the_gateway(
    shop: dict[str, Any],
) -> None:
    answer = await ask(shop, "GET /api/files")
    assert (answer.status_code, answer.headers["Location"]) == (307, "/api/files/")


PREFLIGHTS = [
    ("/api/files/a/b.txt", "GET"),
    ("/api/items/7", "GET"),
    ("/api/any", "GET"),
    ("/api/any", "POST"),
    ("/public/docs", "GET"),
    ("/public/assets/a/b.css", "HEAD"),
]


@pytest.mark.parametrize(("path", "method"), PREFLIGHTS)
async def test_a_preflight_is_answered_for_every_operation_without_a_key(
    shop_for_pages: dict[str, Any], path: str, method: str
) -> None:
    headers = {"Origin": PAGE, "Access-Control-Request-Method": method}
    answer = await ask(shop_for_pages, f"OPTIONS {path}", headers)
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, PAGE)
    assert method in answer.headers["Access-Control-Allow-Methods"].split(",")


async def test_a_preflight_may_ask_for_the_key_s_header(shop_for_pages: dict[str, Any]) -> None:
    asked = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,ocp-apim-subscription-key",
    }
    answer = await ask(shop_for_pages, "OPTIONS /api/any", {"Origin": PAGE, **asked})
    assert answer.headers["Access-Control-Allow-Origin"] == PAGE


async def test_a_preflight_from_elsewhere_allows_nothing(shop_for_pages: dict[str, Any]) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
    answer = await ask(shop_for_pages, "OPTIONS /api/any", headers)
    assert "Access-Control-Allow-Origin" not in answer.headers


async def ask(
    shop: dict[str, Any], request_line: str, headers: dict[str, str] | None = None
) -> httpx.Response:
    """Sends the request to a gateway in front of the app."""
    method, _, path = request_line.partition(" ")
    host = GatewayHost(shop, {FUNCTION: Function(make_app())}, 0)
    await host.start()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{host.port}") as client:
        answer = await client.request(method, path, headers=headers)
    await host.stop()
    return answer
