"""The Authorization header of a user name and a password.

https://learn.microsoft.com/azure/api-management/authentication-basic-policy
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_credentials(element: Element, compilation: Compilation) -> Callable[[Exchange], str]:
    """Reads user name and password; returns a function that renders the header's value."""
    element.only(attributes=("username", "password"))
    username = compilation.text(element.required("username"), element.place)
    password = compilation.text(element.required("password"), element.place)

    def credentials(exchange: Exchange) -> str:
        pair = f"{username(exchange)}:{password(exchange)}"
        return f"Basic {b64encode(pair.encode()).decode()}"

    return credentials
