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
        """Returns the OpenAPI document, where either way will do.

        What an operation asks for by itself, such as a bearer token, it asks for beside the key.
        """
        if self.openapi_schema is None:
            document = super().openapi()  # is kept, and so are the changes
            schemes = document.setdefault("components", {}).setdefault("securitySchemes", {})
            schemes.update(SCHEMES)
            document["security"] = _with_key([{}])
            for path in document["paths"].values():
                for operation in path.values():
                    if "security" in operation:
                        operation["security"] = _with_key(operation["security"])
        return self.openapi_schema or {}


def _with_key(required: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**one, name: []} for one in required for name in SCHEMES]
