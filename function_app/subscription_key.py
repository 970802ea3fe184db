"""The subscription key that the gateway asks for, as the OpenAPI document declares it.

https://learn.microsoft.com/azure/api-management/api-management-subscriptions
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

SCHEMES = {
    "SubscriptionKeyHeader": {
        "type": "apiKey",
        "in": "header",
        "name": "Ocp-Apim-Subscription-Key",
    },
    "SubscriptionKeyQuery": {"type": "apiKey", "in": "query", "name": "subscription-key"},
}


class KeyedAPI(FastAPI):
    """Declares both ways to send the key, so that the documentation can; the gateway checks it.

    FastAPI's own security dependencies would look for the key once more in every request.
    """

    def openapi(self) -> dict[str, Any]:
        """Returns the OpenAPI document, where either way will do."""
        document = super().openapi()
        document.setdefault("components", {})["securitySchemes"] = SCHEMES
        document["security"] = [{name: []} for name in SCHEMES]
        return document
