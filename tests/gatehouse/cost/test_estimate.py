"""What a resource costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.azure.kinds.price import Charge, Price
from gatehouse.cost.estimate import estimate, total
from gatehouse.cost.prices import Assumption, Prices, load_prices
from gatehouse.graph.graph import Graph
from tests.gatehouse.resources import resource

if TYPE_CHECKING:
    from tests.conftest import Declared

SITE = "azure-native:web:Site"
COPIES = {"mode": {"one": 1.0, "two": 2.0}}
PRICES = Prices(
    date="",
    region="",
    currency="USD",
    source="",
    assumptions={
        "hours": Assumption(value=10, unit="", what=""),
        "calls": Assumption(value=3, unit="", what=""),
    },
    rows={
        SITE: Price(
            charges=(
                Charge(
                    what="hours",
                    price={"size": {"S": 2.0, "0.5": 4.0, "free": 0.0}},
                    quantity=("$hours", "count", COPIES),
                ),
                Charge(what="calls", price=1000, per=1000, quantity=("$calls",), free=(2,)),
            ),
            free="nobody calls it",
        ),
        "azure-native:web:Free": Price(
            charges=(Charge(what="calls", price=1, quantity=("$calls",), free=("$hours",)),),
            free="few calls are free",
        ),
    },
)


@pytest.mark.parametrize(
    ("inputs", "monthly", "note"),
    [
        ({"size": "S", "count": 1, "mode": "one"}, 21, "hours 20.00, calls 1.00"),
        ({"size": 0.5, "count": 3.0, "mode": "two"}, 241, "hours 240.00, calls 1.00"),
        ({"size": "S", "count": 0}, 1, "calls 1.00"),
        ({"size": "free"}, 1, "calls 1.00"),
        (
            {"size": "XL"},
            None,
            "gatehouse/azure/kinds/ has no price for size XL",
        ),
        ({"size": "S"}, None, "count is None, and a number is needed"),
        (
            {"size": "S", "count": 1},
            None,
            "gatehouse/azure/kinds/ has no price for mode None",
        ),
        (
            {"size": {"name": "S"}},
            None,
            "gatehouse/azure/kinds/ has no price for size {'name': 'S'}",
        ),
    ],
)
def test_a_cost_is_price_times_quantity(
    inputs: dict[str, Any], monthly: float | None, note: str
) -> None:
    [cost] = estimate(Graph(resources=(resource(SITE, **inputs),)), PRICES)
    assert (cost.monthly, cost.note) == (monthly, note)


def test_what_is_free_says_why_and_what_has_no_price_is_unknown() -> None:
    types = ("azure-native:web:Free", "azure-native:web:New", "gatehouse:web:Web")
    resources = tuple(resource(one, id_="" if "gate" in one else "/id") for one in types)
    costs = estimate(Graph(resources=resources), PRICES)
    assert [(one.monthly, one.note) for one in costs] == [
        (0, "few calls are free"),
        (
            None,
            "gatehouse/azure/kinds/ has no price for azure-native:web:New",
        ),
    ]
    assert total(costs) == 0


@pytest.mark.parametrize("stack", ["deployed", "production", "varied"])
def test_the_program_has_nothing_of_unknown_cost_and_nothing_free_without_a_reason(
    stack: str, request: pytest.FixtureRequest
) -> None:
    declared: Declared = request.getfixturevalue(stack)
    costs = estimate(declared.graph, load_prices())
    assert [one.note for one in costs if one.monthly is None or not one.note] == []


def test_the_small_stack_is_in_the_order_of_its_public_price(deployed: Declared) -> None:
    by_type = {
        one.resource.type.split(":", 1)[1]: one for one in estimate(deployed.graph, load_prices())
    }
    # One B1ms with 32 GB is about 15 to 20 USD, and the whole about 30 to 35.
    server = by_type["dbforpostgresql:Server"]
    assert server.note == "compute 14.60, storage 4.16"
    assert 30 < total(estimate(deployed.graph, load_prices())) < 35
