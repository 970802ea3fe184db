"""`make cost`: estimates the cost of every stack in a month from the price table."""

from __future__ import annotations

import secrets
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.cost.estimate import estimate, total
from gatehouse.cost.prices import load_prices
from gatehouse.errors import LocalError
from gatehouse.graph.lineage import lineage
from gatehouse.program.stacks import evaluate_stacks, stack_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gatehouse.cost.estimate import Cost
    from gatehouse.cost.prices import Prices
    from gatehouse.options import Options

CENT = 0.005
SEED_BYTES = 32


def run(options: Options) -> int:
    """Prints the costs of all stacks, or of one, and what they are worked out from.

    Raises LocalError when a stack can't be evaluated.
    """
    prices = load_prices()
    folder = Path.cwd()
    names = stack_names(folder, options.stack)
    if not names:
        raise LocalError(
            f"there is no stack {options.stack or '(any)'} in {folder}; allowed are those with a "
            "Pulumi.STACK.yaml; correct the name or the folder"
        )
    stacks = [(folder, name) for name in names]
    graphs = evaluate_stacks(stacks, secrets.token_bytes(SEED_BYTES))
    for name, graph in zip(names, graphs, strict=True):
        if isinstance(graph, LocalError):
            raise LocalError(f"stack {name}: {graph}")
        print("\n".join(bill(name, estimate(graph, prices), prices.currency)))
    print("\n".join(assumptions(prices)))
    return 0


def bill(stack: str, costs: Sequence[Cost], currency: str) -> Iterator[str]:
    """Yields the stack's costs, the highest first, then what is free and what nobody knows."""
    yield f"{stack}: about {total(costs):.2f} {currency} a month"
    charged = [cost for cost in costs if (cost.monthly or 0) >= CENT]
    for cost in sorted(charged, key=lambda cost: -(cost.monthly or 0)):
        place = f"{lineage(cost.resource.urn)} {cost.resource.name}"
        yield f"  {cost.monthly:>9.2f}  {place}: {cost.note}"
    for cost in costs:
        if cost.monthly is None:
            yield f"    unknown  {lineage(cost.resource.urn)} {cost.resource.name}: {cost.note}"
    free = [cost for cost in costs if cost.monthly is not None and cost.monthly < CENT]
    for (type_, note), count in sorted(Counter((_type(one), one.note) for one in free).items()):
        yield f"       free  {count} of {type_}: {note}"
    yield ""


def assumptions(prices: Prices) -> Iterator[str]:
    """Yields the date and source of the prices, and the usage that is assumed."""
    yield f"Prices of {prices.date}, {prices.region}: {prices.source}"
    yield "Assumed for a month (gatehouse/cost/assumptions.json):"
    for one in prices.assumptions.values():
        yield f"  {one.value:>11,} {one.unit} {one.what}"


def _type(cost: Cost) -> str:
    return cost.resource.type.removeprefix("azure-native:")
