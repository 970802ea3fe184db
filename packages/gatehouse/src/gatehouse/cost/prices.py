"""The price table, prices.json: what each type of resource is charged by.

https://azure.microsoft.com/pricing/calculator/ knows what a bill would say.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).with_name("prices.json")

Lookup = dict[str, dict[str, float]]
"""Path of one input → its values → the factor or price that goes with each."""
Factor = float | str | Lookup
"""A number, an assumption such as `$hours`, the path of a numeric input, or a lookup."""


@dataclass(frozen=True, kw_only=True)
class Charge:
    """Price times what `quantity` multiplies to, less what `free` does."""

    what: str
    price: float | Lookup
    """Of `per` units, in the table's currency."""
    quantity: tuple[Factor, ...]
    """In a month."""
    free: tuple[Factor, ...] = (0,)
    per: int = 1


@dataclass(frozen=True, kw_only=True)
class Row:
    """What one type of resource costs."""

    charges: tuple[Charge, ...]
    free: str = ""
    """Why it costs nothing, when it doesn't."""


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """How much of something is used in a month."""

    value: float
    unit: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Prices:
    """The table."""

    date: str
    region: str
    currency: str
    source: str
    assumptions: Mapping[str, Assumption]
    """By name, without the `$`."""
    rows: Mapping[str, Row]
    """By type token."""


def load_prices(path: Path = FILE) -> Prices:
    """Reads the table; raises LocalError when a part of it is missing or misspelt."""
    document = json.loads(path.read_text(encoding="utf-8"))
    try:
        assumptions, resources = document.pop("assumptions"), document.pop("resources")
        return Prices(
            **document,
            assumptions={name: Assumption(**one) for name, one in assumptions.items()},
            rows={
                type_: Row(charges=tuple(map(_charge, one.pop("charges", ()))), **one)
                for type_, one in resources.items()
            },
        )
    except (KeyError, TypeError) as error:
        raise LocalError(
            f"{path} can't be used: {error}; allowed are date, region, currency, source, "
            "assumptions and resources, as in the version that git has; correct the file"
        ) from None


def _charge(document: dict[str, Any]) -> Charge:
    frozen: dict[str, Any] = {
        key: tuple(one) if isinstance(one, list) else one for key, one in document.items()
    }
    return Charge(**frozen)
