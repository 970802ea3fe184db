"""Prices by type, and what they rest on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gatehouse.cost.prices import FILE, Prices, load_prices
from gatehouse.errors import LocalError
from gatehouse.graph.lineage import is_component

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Declared


@pytest.fixture(scope="module")
def prices() -> Prices:
    return load_prices()


@pytest.mark.parametrize("stack", ["deployed", "production", "varied"])
def test_every_type_that_the_program_declares_has_a_price(
    prices: Prices, stack: str, request: pytest.FixtureRequest
) -> None:
    declared: Declared = request.getfixturevalue(stack)
    types = {one.type for one in declared.graph.resources if not is_component(one)}
    assert types - prices.rows.keys() == set()


def test_every_assumption_is_used_and_no_other(prices: Prices) -> None:
    used = {
        factor.removeprefix("$")
        for row in prices.rows.values()
        for charge in row.charges
        for factor in (*charge.quantity, *charge.free)
        if isinstance(factor, str) and factor.startswith("$")
    }
    assert used == prices.assumptions.keys()


def test_every_size_that_the_settings_allow_has_a_price(prices: Prices) -> None:
    from components.gateway import tiers  # noqa: PLC0415 - needed by one test
    from components.web import web_scale  # noqa: PLC0415 - needed by one test

    def sizes(type_: str, charge: int) -> set[str]:
        price = prices.rows[type_].charges[charge].price
        assert isinstance(price, dict)
        return set(price["sku.name"])

    assert sizes("azure-native:web:AppServicePlan", 0) == {*web_scale.INSTANCES, "FC1"}
    for charge in (0, 1):
        assert sizes("azure-native:apimanagement:ApiManagementService", charge) == set(tiers.SKUS)


@pytest.mark.parametrize(
    "document",
    [
        {"date": "today"},
        {"date": "today", "assumptions": {}},
        {"assumptions": {"hours": {"value": 1}}},
        {"assumptions": {}, "unit": "USD"},
    ],
)
def test_a_file_that_lacks_something_or_misspells_it_is_refused(
    tmp_path: Path, document: dict[str, object]
) -> None:
    file = tmp_path / "assumptions.json"
    file.write_text(json.dumps(document))
    with pytest.raises(LocalError, match=r"assumptions.json can't be used: .*; allowed are date"):
        load_prices(file)


def test_the_file_says_when_where_and_how_good(prices: Prices) -> None:
    document = json.loads(FILE.read_text(encoding="utf-8"))
    assert (prices.date, prices.region, prices.currency) == (
        document["date"],
        "westeurope",
        "USD",
    )
    assert "not read from a price sheet" in prices.source
