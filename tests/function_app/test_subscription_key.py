from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPBearer

from subscription_key import KeyedAPI


def test_the_key_may_come_in_the_header_or_in_the_query() -> None:
    document = KeyedAPI().openapi()
    assert document["components"]["securitySchemes"] == {
        "SubscriptionKeyHeader": {
            "type": "apiKey",
            "in": "header",
            "name": "Ocp-Apim-Subscription-Key",
        },
        "SubscriptionKeyQuery": {"type": "apiKey", "in": "query", "name": "subscription-key"},
    }
    assert document["security"] == [{"SubscriptionKeyHeader": []}, {"SubscriptionKeyQuery": []}]


def test_what_an_operation_asks_for_by_itself_stays_beside_the_key() -> None:
    app = KeyedAPI()

    @app.get("/me")
    async def me(_: Annotated[object, Depends(HTTPBearer())]) -> None:
        raise NotImplementedError

    once = str(app.openapi())
    document = app.openapi()
    assert str(document) == once
    assert document["components"]["securitySchemes"].keys() == {
        "HTTPBearer",
        "SubscriptionKeyHeader",
        "SubscriptionKeyQuery",
    }
    assert document["paths"]["/me"]["get"]["security"] == [
        {"HTTPBearer": [], "SubscriptionKeyHeader": []},
        {"HTTPBearer": [], "SubscriptionKeyQuery": []},
    ]
