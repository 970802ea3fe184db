"""Authenticates at the backend as the service's managed identity, with a token of this gateway.

https://learn.microsoft.com/azure/api-management/authentication-managed-identity-policy
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import INBOUND, Policy
from apim_gateway.compiling.settings import flag

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Loading
    from apim_gateway.compiling.policy import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

ATTRIBUTES = ("resource", "client-id", "output-token-variable-name", "ignore-error")
ISSUER = "https://sts.windows.net/local/"
SYSTEM_ASSIGNED = "system-assigned"
HOUR = 3600


def compile_authentication_managed_identity(element: Element, loading: Loading) -> Step:
    """Reads resource and identity at load.

    The token goes into the Authorization header, or into the variable where one is named. It is
    a JWT with the claims of a real one and no signature: nobody but a local backend takes it.
    """
    token = compile_token(element, loading)
    name = element.attribute("output-token-variable-name", "")
    variable = loading.constant(name, element.place)

    def authentication_managed_identity(exchange: Exchange) -> None:
        if variable:
            exchange.variables[variable] = token(exchange)
        else:
            exchange.request.headers.set("Authorization", f"Bearer {token(exchange)}")

    return authentication_managed_identity


def compile_token(element: Element, loading: Loading) -> Callable[[Exchange], str]:
    """Reads resource and identity at load; returns what makes the token."""
    element.only(attributes=ATTRIBUTES)
    flag(element, "ignore-error", loading, default=False)
    resource = loading.text(element.required("resource"), element.place)
    client = loading.constant(element.attribute("client-id", SYSTEM_ASSIGNED), element.place)

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
        return f"{_part({'typ': 'JWT', 'alg': 'none'})}.{_part(claims)}."

    return token


def _part(content: dict[str, object]) -> str:
    text = json.dumps(content, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


POLICY = Policy(
    name="authentication-managed-identity",
    sections=(INBOUND,),
    compile=compile_authentication_managed_identity,
)
