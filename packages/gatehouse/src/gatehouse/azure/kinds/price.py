"""What a type of resource is charged by."""

from __future__ import annotations

from dataclasses import dataclass

Lookup = dict[str, dict[str, float]]
"""Path of one input → its values → the factor or price that goes with each."""
Factor = float | str | Lookup
"""A number, an assumption such as `$hours`, the path of a numeric input, or a lookup."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Price times what `quantity` multiplies to, less what `free` does.

    Prices and assumptions are those of the date, region and currency in cost/assumptions.json.
    """

    what: str
    price: float | Lookup
    """Of `per` units."""
    quantity: tuple[Factor, ...]
    """In a month."""
    free: tuple[Factor, ...] = (0,)
    per: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one type of resource costs."""

    charges: tuple[Charge, ...] = ()
    free: str = ""
    """Why it costs nothing, when it doesn't."""
