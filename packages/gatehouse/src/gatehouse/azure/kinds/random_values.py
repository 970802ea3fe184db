"""Random values, which Pulumi makes up once and keeps in its state."""

from __future__ import annotations

import hashlib
import string
from typing import TYPE_CHECKING

from gatehouse.azure.kinds.kind import ResourceKind, Service
from gatehouse.azure.kinds.price import Price

if TYPE_CHECKING:
    from gatehouse.azure.kinds.kind import Key, Properties

_PRICE = Price(free="exists in Pulumi's state alone")


def _random_id(_key: Key, name: str, inputs: Properties) -> Properties:
    # Not from the seed: names stay the same when keys change.
    digits = hashlib.shake_256(name.encode()).hexdigest(int(inputs["byteLength"]))
    return {"hex": inputs.get("prefix", "") + digits}


def _random_password(key: Key, name: str, inputs: Properties) -> Properties:
    letters = string.digits + string.ascii_lowercase
    letters += string.ascii_uppercase if inputs.get("upper", True) else ""
    letters += inputs.get("overrideSpecial", "-_") if inputs.get("special", True) else ""
    stream = hashlib.shake_256(key("password", name).encode())
    chosen = (letters[byte % len(letters)] for byte in stream.digest(int(inputs["length"])))
    return {"result": "".join(chosen)}


RANDOM_VALUES = Service(
    kinds=(
        ResourceKind("random:index/randomId:RandomId", "{id}", computed=_random_id, price=_PRICE),
        ResourceKind(
            "random:index/randomPassword:RandomPassword",
            "{id}",
            computed=_random_password,
            price=_PRICE,
        ),
    )
)
