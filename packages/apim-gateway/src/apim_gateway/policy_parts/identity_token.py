"""The token of the service's managed identity, as this gateway issues it.

https://learn.microsoft.com/azure/api-management/authentication-managed-identity-policy
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from apim_gateway.compiling.settings import flag

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

ATTRIBUTES = ("resource", "client-id", "output-token-variable-name", "ignore-error")
ISSUER = "https://sts.windows.net/local/"
SYSTEM_ASSIGNED = "system-assigned"
HOUR = 3600


def compile_token(element: Element, compilation: Compilation) -> Callable[[Exchange], str]:
    """Reads resource and identity; returns a function that issues the token."""
    element.only(attributes=ATTRIBUTES)
    flag(element, "ignore-error", compilation, default=False)
    resource = compilation.text(element.required("resource"), element.place)
    client = compilation.constant(element.attribute("client-id", SYSTEM_ASSIGNED), element.place)

    def token(exchange: Exchange) -> str:
        # Whole hours, so that the token stays the same for a while, as a cached one does.
        hour = int(exchange.timestamp.timestamp()) // HOUR * HOUR
        claims = {
            "aud": resource(exchange),
            "iss": ISSUER,
            "iat": hour,
            "nbf": hour,
            "exp": hour + 24 * HOUR,
            "appid": client,
            "sub": client,
        }
        # Unsigned: a backend that verifies its tokens refuses this one, and should.
        return f"{_part({'typ': 'JWT', 'alg': 'none'})}.{_part(claims)}."

    return token


def _part(content: dict[str, object]) -> str:
    text = json.dumps(content, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")
