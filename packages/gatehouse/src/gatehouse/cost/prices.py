"""Reads what the prices rest on, assumptions.json, and joins it with the prices of each type.

https://azure.microsoft.com/pricing/calculator/ knows what a bill would say.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.azure.kinds.table import KINDS
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatehouse.azure.kinds.price import Price

FILE = Path(__file__).with_name("assumptions.json")


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """How much of something is used in a month."""

    value: float
    unit: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Prices:
    """Prices by type, and what they rest on."""

    date: str
    region: str
    currency: str
    source: str
    assumptions: Mapping[str, Assumption]
    """By name, without the `$`."""
    rows: Mapping[str, Price]
    """By type token."""


def load_prices(path: Path = FILE) -> Prices:
    """Reads the file; raises LocalError when a part of it is missing or misspelt."""
    document = json.loads(path.read_text(encoding="utf-8"))
    try:
        assumptions = document.pop("assumptions")
        return Prices(
            **document,
            assumptions={name: Assumption(**one) for name, one in assumptions.items()},
            rows={type_: kind.price for type_, kind in KINDS.items() if kind.price},
        )
    except (KeyError, TypeError) as error:
        raise LocalError(
            f"{path} can't be used: {error}; allowed are date, region, currency, source and "
            "assumptions, as in the version that git has; correct the file"
        ) from None
