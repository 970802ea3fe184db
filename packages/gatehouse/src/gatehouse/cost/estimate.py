"""What a resource costs in a month, by the price table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gatehouse.errors import LocalError
from gatehouse.graph.lineage import is_component

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gatehouse.azure.kinds.price import Charge, Factor, Lookup
    from gatehouse.cost.prices import Prices
    from gatehouse.graph.graph import Graph, Resource


class UnknownPriceError(LocalError):
    """The table doesn't say what a resource costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one resource costs in a month, in the table's currency."""

    resource: Resource
    monthly: float | None
    """None where the table doesn't know."""
    note: str
    """What is charged; why nothing is; or what the table lacks."""


def estimate(graph: Graph, prices: Prices) -> list[Cost]:
    """Returns the cost of every resource that is not a component, in the order of the URNs."""
    return [_cost(one, prices) for one in graph.resources if not is_component(one)]


def total(costs: Iterable[Cost]) -> float:
    """Returns the sum of what is known."""
    return sum(cost.monthly or 0 for cost in costs)


def _cost(resource: Resource, prices: Prices) -> Cost:
    row = prices.rows.get(resource.type)
    if row is None:
        note = f"gatehouse/azure/kinds/ has no price for {resource.type}"
        return Cost(resource=resource, monthly=None, note=note)
    try:
        charges = {one.what: _charged(one, resource.inputs, prices) for one in row.charges}
    except UnknownPriceError as error:
        return Cost(resource=resource, monthly=None, note=str(error))
    note = ", ".join(f"{what} {amount:.2f}" for what, amount in charges.items() if amount)
    return Cost(resource=resource, monthly=sum(charges.values()), note=note or row.free)


def _charged(charge: Charge, inputs: Mapping[str, Any], prices: Prices) -> float:
    price = charge.price if isinstance(charge.price, int | float) else _found(charge.price, inputs)
    if not price:  # what isn't charged may lack what its amount is worked out from
        return 0.0
    amounts = [_product(factors, inputs, prices) for factors in (charge.quantity, charge.free)]
    return price / charge.per * max(0.0, amounts[0] - amounts[1])


def _product(factors: Iterable[Factor], inputs: Mapping[str, Any], prices: Prices) -> float:
    result = 1.0
    for factor in factors:
        if not result:
            break
        result *= _number(factor, inputs, prices)
    return result


def _number(factor: Factor, inputs: Mapping[str, Any], prices: Prices) -> float:
    if isinstance(factor, Mapping):
        return _found(factor, inputs)
    if isinstance(factor, str) and factor.startswith("$"):
        return prices.assumptions[factor.removeprefix("$")].value
    value = _at(inputs, factor) if isinstance(factor, str) else factor
    if isinstance(value, int | float):
        return value
    raise UnknownPriceError(f"{factor} is {value}, and a number is needed")


def _found(lookup: Lookup, inputs: Mapping[str, Any]) -> float:
    [(path, values)] = lookup.items()
    value = _at(inputs, path)
    key = f"{value:g}" if isinstance(value, int | float) else str(value)
    if key not in values:
        raise UnknownPriceError(f"gatehouse/azure/kinds/ has no price for {path} {key}")
    return values[key]


def _at(inputs: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 - any JSON value
    value: Any = inputs
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
