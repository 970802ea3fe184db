from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app import create_app
from settings import Settings

if TYPE_CHECKING:
    import httpx


def test_in_production_the_document_names_the_api_as_its_only_server() -> None:
    settings = Settings(running_in_production=True, api_path="/names")
    assert create_app(settings).openapi()["servers"] == [{"url": "/names"}]


def test_without_a_gateway_the_document_names_no_server() -> None:
    assert create_app().openapi().get("servers") is None


def test_operations_are_named_after_their_functions() -> None:
    paths = create_app().openapi()["paths"]
    named = {path: operations["get"]["operationId"] for path, operations in paths.items()}
    assert named == {"/generate_name": "generate_name"}


@pytest.mark.parametrize("path", ["/generate_name", "/generate_name?starts_with=x", "/nowhere"])
async def test_answers_of_the_api_are_not_cached(deployed: httpx.AsyncClient, path: str) -> None:
    assert (await deployed.get(path)).headers["Cache-Control"] == "no-store"
