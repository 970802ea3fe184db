"""The pack knows the same tiers as the program, which it may not import."""

from __future__ import annotations

import pytest

from components.gateway import tiers
from policy_pack.security.rules.api_management.tier_limits import (
    CLASSIC,
    CONSUMPTION,
    LIMITED,
    PARTS,
    UNITS_OF,
    V2,
)


def test_the_tiers_are_those_that_a_stack_may_choose() -> None:
    assert (CONSUMPTION, *CLASSIC, *V2) == tiers.SKUS
    assert tuple(UNITS_OF) == tiers.SKUS


@pytest.mark.parametrize("sku", tiers.SKUS)
def test_a_stack_begins_with_as_many_units_as_its_tier_takes(sku: str) -> None:
    least, most = UNITS_OF[sku]
    assert least <= tiers.capacity(sku) <= most


@pytest.mark.parametrize("sku", tiers.SKUS)
def test_ciphers_are_chosen_where_the_tier_takes_them(sku: str) -> None:
    (ciphers,) = (one for one in LIMITED if one.property == "customProperties")
    assert tiers.lets_ciphers_be_chosen(sku) == (sku in ciphers.tiers)


def test_every_limit_is_met_by_a_tier_that_there_is() -> None:
    limits = [one.tiers for one in LIMITED] + list(PARTS.values())
    assert {tier for named in limits for tier in named} - set(tiers.SKUS) == set()
