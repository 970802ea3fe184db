"""Jwt: what `AsJwt` finds in an Authorization header.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.apim.basic_auth_credentials import trying
from apim_gateway.expressions.dotnet.apim.name_values import NameValues
from apim_gateway.expressions.dotnet.collections.array import Array
from apim_gateway.expressions.dotnet.collections.key_value_pair import KeyValuePair
from apim_gateway.expressions.dotnet.dates.date_time import EPOCH, UTC, DateTime
from apim_gateway.expressions.dotnet.dates.timespan import SECOND
from apim_gateway.expressions.dotnet.text.string import STRING
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


PARTS = 3
"""A signed token: header, payload, signature."""


@dataclass(frozen=True, slots=True)
class Jwt:
    """A token's header and payload, read but not validated."""

    header: dict[str, Value]
    payload: dict[str, Value]
    raw: str

    def claims(self) -> NameValues:
        """Returns each claim's name with its values (`Claims`)."""
        return NameValues(
            KeyValuePair(name, Array(_values(value))) for name, value in self.payload.items()
        )

    def text(self, name: str) -> str | None:
        """Returns a claim as text."""
        return to_text(self.payload[name]) if name in self.payload else None

    def time(self, name: str) -> DateTime | None:
        """Returns a claim as a time, UTC."""
        value = self.payload.get(name)
        return None if value is None else DateTime(EPOCH + round(value * SECOND), UTC)

    def __str__(self) -> str:
        """Renders the token as it came."""
        return self.raw


@STRING.method("AsJwt", returns="Jwt", extension=True)
def as_jwt(text: str | None) -> Jwt | None:
    """Returns the token, before which `Bearer` may stand; null for anything else (`AsJwt`)."""
    raw = (text or "").strip()
    if raw[:7].lower() == "bearer ":
        raw = raw[7:].strip()
    parts = raw.split(".")
    if len(parts) != PARTS:
        return None
    try:
        header, payload = (json.loads(_decoded(part)) for part in parts[:2])
    except (binascii.Error, ValueError):
        return None
    both = isinstance(header, dict) and isinstance(payload, dict)
    return Jwt(header, payload, raw) if both else None


def _decoded(part: str) -> bytes:
    # JWTs leave out the padding, which Python's decoder wants.
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _values(value: Value) -> list[str]:
    """Returns a claim's values as text; those of an array are several."""
    if isinstance(value, list):
        return [inner for one in value for inner in _values(one)]
    if isinstance(value, bool):
        return [to_text(value).lower()]
    return [json.dumps(value) if isinstance(value, dict) else to_text(value)]


STRING.method("TryParseJwt", returns="bool", out="Jwt", extension=True)(trying(as_jwt))
JWT = clr_type("Jwt", Jwt)
JWT.property("Algorithm", "string")(lambda jwt: to_text(jwt.header.get("alg")))
JWT.property("Audiences", "IEnumerable<string>")(
    lambda jwt: Array(_values(jwt.payload.get("aud", [])))
)
JWT.property("Claims", "NameValues<string,string[]>")(Jwt.claims)
JWT.property("ExpirationTime", "DateTime?")(lambda jwt: jwt.time("exp"))
JWT.property("Id", "string")(lambda jwt: jwt.text("jti"))
JWT.property("IssuedAt", "DateTime?")(lambda jwt: jwt.time("iat"))
JWT.property("Issuer", "string")(lambda jwt: jwt.text("iss"))
JWT.property("NotBefore", "DateTime?")(lambda jwt: jwt.time("nbf"))
JWT.property("Subject", "string")(lambda jwt: jwt.text("sub"))
JWT.property("Type", "string")(lambda jwt: to_text(jwt.header.get("typ")))
