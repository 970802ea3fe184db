"""Authenticates at the backend with a user name and a password.

https://learn.microsoft.com/azure/api-management/authentication-basic-policy
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import INBOUND, Policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Loading
    from apim_gateway.compiling.policy import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_authentication_basic(element: Element, loading: Loading) -> Step:
    """Reads the credentials at load; the backend gets them instead of the caller's."""
    credentials = compile_credentials(element, loading)

    def authentication_basic(exchange: Exchange) -> None:
        exchange.request.headers.set("Authorization", credentials(exchange))

    return authentication_basic


def compile_credentials(element: Element, loading: Loading) -> Callable[[Exchange], str]:
    """Reads user name and password at load; returns what makes the header's value."""
    element.only(attributes=("username", "password"))
    username = loading.text(element.required("username"), element.place)
    password = loading.text(element.required("password"), element.place)

    def credentials(exchange: Exchange) -> str:
        pair = f"{username(exchange)}:{password(exchange)}"
        return f"Basic {b64encode(pair.encode()).decode()}"

    return credentials


POLICY = Policy(
    name="authentication-basic", sections=(INBOUND,), compile=compile_authentication_basic
)
