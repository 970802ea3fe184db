"""Authenticates at the backend with a user name and a password.

https://learn.microsoft.com/azure/api-management/authentication-basic-policy
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from gateway.policy import INBOUND, Policy

if TYPE_CHECKING:
    from gateway.element import Element
    from gateway.exchange import Exchange
    from gateway.policy import Step
    from gateway.scope import Loading


def compile_authentication_basic(element: Element, loading: Loading) -> Step:
    """Reads user name and password at load."""
    element.only(attributes=("username", "password"))
    username = loading.text(element.required("username"), element.place)
    password = loading.text(element.required("password"), element.place)

    def authentication_basic(exchange: Exchange) -> None:
        pair = f"{username(exchange)}:{password(exchange)}"
        credentials = b64encode(pair.encode()).decode()
        exchange.request.headers.set("Authorization", f"Basic {credentials}")

    return authentication_basic


POLICY = Policy(
    name="authentication-basic", sections=(INBOUND,), compile=compile_authentication_basic
)
