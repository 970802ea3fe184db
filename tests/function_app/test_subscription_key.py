from __future__ import annotations

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
