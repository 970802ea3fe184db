"""Hashes and HMACs: MD5, SHA1 to SHA512, each with and without a key.

https://learn.microsoft.com/dotnet/api/system.security.cryptography
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import ClrType, Method, Property, clr_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value

HASHES = ("MD5", "SHA1", "SHA256", "SHA384", "SHA512")
KEY = 64
"""Length in bytes of the key that an HMAC without one makes."""


@dataclass(frozen=True, slots=True)
class HashAlgorithm:
    """A hash, or with a key an HMAC."""

    name: str
    key: bytes | None = None

    def hash(self, data: bytes, start: int = 0, count: int | None = None) -> bytearray:
        """Returns the hash of the data, or of a part of it (`ComputeHash`)."""
        part = data[start:] if count is None else data[start : start + count]
        if self.key is None:
            # A Python built to the FIPS rules would refuse MD5 as a means of security.
            return bytearray(hashlib.new(self.name, part, usedforsecurity=False).digest())
        return bytearray(hmac.digest(self.key, part, self.name))


def algorithm(name: str) -> ClrType:
    """Registers a hash."""
    lower = name.lower()

    def made(*_name: str) -> HashAlgorithm:
        return HashAlgorithm(lower)

    statics: dict[str, Property | Method] = {
        "Create": Method(name, made),
        "HashData": Method("byte[]", lambda data: made().hash(data)),
    }
    own = clr_type(name, bases=("HashAlgorithm",))
    own.statics.update(statics)
    own.constructor(returns=name)(made)
    return own


def keyed(name: str) -> ClrType:
    """Registers an HMAC."""
    lower, full = name.lower(), f"HMAC{name}"

    def made(key: Value = None) -> HashAlgorithm:
        return HashAlgorithm(lower, secrets.token_bytes(KEY) if key is None else bytes(key))

    hash_data: Callable[..., Value] = lambda key, data: made(key).hash(data)  # noqa: E731 - one of two
    own = clr_type(full, bases=("HashAlgorithm",))
    own.static_method("HashData", returns="byte[]")(hash_data)
    own.constructor(returns=full)(made)
    return own


HASH_ALGORITHM = clr_type("HashAlgorithm", HashAlgorithm)
HASH_ALGORITHM.method("ComputeHash", returns="byte[]")(HashAlgorithm.hash)
HASH_ALGORITHM.property("Key", "byte[]")(lambda own: bytearray(own.key or b""))
HASH_ALGORITHM.method("Dispose", returns="void")(lambda _: None)
for name in HASHES:
    algorithm(name)
for name in HASHES:
    keyed(name)
