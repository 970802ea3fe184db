"""BasicAuthCredentials: what `AsBasic` finds in an Authorization header.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.text.string import STRING

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value


@dataclass(frozen=True, slots=True)
class Basic:
    """A user and a password, read but not checked."""

    user: str
    password: str


@STRING.method("AsBasic", returns="BasicAuthCredentials", extension=True)
def as_basic(text: str | None) -> Basic | None:
    """Returns the credentials of `Basic` with base64 of `user:password`, null for anything else."""
    scheme, _, value = (text or "").strip().partition(" ")
    try:
        decoded = base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    user, colon, password = decoded.partition(":")
    return Basic(user, password) if scheme.lower() == "basic" and colon else None


def trying(read: Callable[[str | None], Value]) -> Callable[..., bool]:
    """Returns `TryParseJwt` for `AsJwt`, `TryParseBasic` for `AsBasic`."""

    def try_parse(text: str | None, out: Callable[[Value], None]) -> bool:
        out(read(text))
        return read(text) is not None

    return try_parse


STRING.method("TryParseBasic", returns="bool", out="BasicAuthCredentials", extension=True)(
    trying(as_basic)
)
BASIC_AUTH_CREDENTIALS = clr_type("BasicAuthCredentials", Basic)
BASIC_AUTH_CREDENTIALS.property("Password", "string")(lambda basic: basic.password)
BASIC_AUTH_CREDENTIALS.property("UserId", "string")(lambda basic: basic.user)
BASIC_AUTH_CREDENTIALS.property("Username", "string")(lambda basic: basic.user)
