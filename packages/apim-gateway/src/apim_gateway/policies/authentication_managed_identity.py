"""Authenticates at the backend as the service's managed identity, with a token of this gateway.

https://learn.microsoft.com/azure/api-management/authentication-managed-identity-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import INBOUND, Policy
from apim_gateway.policy_parts.identity_token import compile_token

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_authentication_managed_identity(element: Element, compilation: Compilation) -> Step:
    """Reads resource and identity at load.

    The token goes into the Authorization header, or into the variable where one is named. It is
    a JWT with the claims of a real one and no signature: nobody but a local backend takes it.
    """
    token = compile_token(element, compilation)
    name = element.attribute("output-token-variable-name", "")
    variable = compilation.constant(name, element.place)

    def authentication_managed_identity(exchange: Exchange) -> None:
        if variable:
            exchange.variables[variable] = token(exchange)
        else:
            exchange.request.headers.set("Authorization", f"Bearer {token(exchange)}")

    return authentication_managed_identity


POLICY = Policy(
    name="authentication-managed-identity",
    sections=(INBOUND,),
    compile=compile_authentication_managed_identity,
)
