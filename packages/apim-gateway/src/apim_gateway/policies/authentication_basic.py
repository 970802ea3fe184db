"""Authenticates at the backend with a user name and a password.

https://learn.microsoft.com/azure/api-management/authentication-basic-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import INBOUND, Policy
from apim_gateway.policy_parts.basic_credentials import compile_credentials

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_authentication_basic(element: Element, compilation: Compilation) -> Step:
    """Reads the credentials at load; the backend gets them instead of the caller's."""
    credentials = compile_credentials(element, compilation)

    def authentication_basic(exchange: Exchange) -> None:
        exchange.request.headers.set("Authorization", credentials(exchange))

    return authentication_basic


POLICY = Policy(
    name="authentication-basic", sections=(INBOUND,), compile=compile_authentication_basic
)
