"""System.Random: its values are Python's Random.

https://learn.microsoft.com/dotnet/api/system.random
"""

from __future__ import annotations

import random

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.semantics.clr_error import out_of_range
from apim_gateway.expressions.semantics.numbers import INT_HIGH

RANDOM = clr_type("Random", random.Random)


@RANDOM.method("Next", returns="int")
def next_number(generator: random.Random, *limits: int) -> int:
    """Returns a number below the limit: `Next()`, `Next(limit)`, `Next(low, limit)`."""
    low, high = limits if len(limits) == 2 else (0, *limits, INT_HIGH)[:2]  # noqa: PLR2004 - both
    if low > high:
        raise out_of_range("minValue")
    return low if low == high else generator.randrange(low, high)


@RANDOM.method("NextBytes", returns="void")
def next_bytes(generator: random.Random, buffer: bytearray) -> None:
    """Puts random bytes into the array (`NextBytes`)."""
    buffer[:] = generator.randbytes(len(buffer))


RANDOM.method("NextDouble", returns="double")(lambda generator: generator.random())
RANDOM.constructor(returns="Random")(lambda seed=None: random.Random(seed))  # noqa: S311 - as System.Random
