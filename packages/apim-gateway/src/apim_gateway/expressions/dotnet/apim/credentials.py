"""AsBasic, AsJwt: what an Authorization header says.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method, Property, clr_type
from apim_gateway.expressions.dotnet.apim.message_headers import NameValues
from apim_gateway.expressions.dotnet.collections.collection import Array, KeyValuePair
from apim_gateway.expressions.dotnet.dates.datetime import EPOCH, UTC, DateTime
from apim_gateway.expressions.dotnet.dates.timespan import SECOND
from apim_gateway.expressions.dotnet.text.string import STRING
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value

PARTS = 3
"""A signed token: header, payload, signature."""


@dataclass(frozen=True, slots=True)
class Basic:
    """Basic credentials."""

    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Jwt:
    """A token, read but not validated."""

    header: dict[str, Value]
    payload: dict[str, Value]
    raw: str

    def claims(self) -> NameValues:
        """`Claims`: each name with its values."""
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


def as_basic(text: str | None) -> Basic | None:
    """`AsBasic`: null when the header isn't `Basic` with base64 of `user:password`."""
    scheme, _, value = (text or "").strip().partition(" ")
    try:
        decoded = base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    user, colon, password = decoded.partition(":")
    return Basic(user, password) if scheme.lower() == "basic" and colon else None


def as_jwt(text: str | None) -> Jwt | None:
    """`AsJwt`: null when it isn't a token; `Bearer` may stand before it."""
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


def trying(read: Callable[[str | None], Value]) -> Callable[..., bool]:
    """Makes `TryParseJwt` of `AsJwt`."""

    def try_parse(text: str | None, out: Callable[[Value], None]) -> bool:
        out(read(text))
        return read(text) is not None

    return try_parse


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _values(value: Value) -> list[str]:
    """Returns a claim's values as text; those of an array are several."""
    if isinstance(value, list):
        return [inner for one in value for inner in _values(one)]
    if isinstance(value, bool):
        return [to_text(value).lower()]
    return [json.dumps(value) if isinstance(value, dict) else to_text(value)]


def _claim(name: str) -> Property:
    return Property("string", lambda jwt: jwt.text(name))


def _time(name: str) -> Property:
    return Property("DateTime?", lambda jwt: jwt.time(name))


STRING.members.update(
    {
        "AsBasic": Method("BasicAuthCredentials", as_basic, extension=True),
        "AsJwt": Method("Jwt", as_jwt, extension=True),
        "TryParseBasic": Method(
            "bool", trying(as_basic), out="BasicAuthCredentials", extension=True
        ),
        "TryParseJwt": Method("bool", trying(as_jwt), out="Jwt", extension=True),
    }
)

DEFINITIONS = (
    clr_type(
        name="BasicAuthCredentials",
        classes=(Basic,),
        members={
            "Password": Property("string", lambda basic: basic.password),
            "UserId": Property("string", lambda basic: basic.user),
            "Username": Property("string", lambda basic: basic.user),
        },
    ),
    clr_type(
        name="Jwt",
        classes=(Jwt,),
        members={
            "Algorithm": Property("string", lambda jwt: to_text(jwt.header.get("alg"))),
            "Audiences": Property(
                "IEnumerable<string>", lambda jwt: Array(_values(jwt.payload.get("aud", [])))
            ),
            "Claims": Property("NameValues<string,string[]>", Jwt.claims),
            "ExpirationTime": _time("exp"),
            "Id": _claim("jti"),
            "IssuedAt": _time("iat"),
            "Issuer": _claim("iss"),
            "NotBefore": _time("nbf"),
            "Subject": _claim("sub"),
            "Type": Property("string", lambda jwt: to_text(jwt.header.get("typ"))),
        },
    ),
)
