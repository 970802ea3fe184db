from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml

from apim_gateway.policies import POLICIES
from apim_gateway.service.arm import TIERS
from components.gateway import tiers

if TYPE_CHECKING:
    from pathlib import Path

KEYED = tiers.NO_KEYED_COUNTERS
CACHE = tiers.NO_BUILT_IN_CACHE


@pytest.mark.parametrize(
    ("sku", "document", "expected"),
    [
        ("Consumption", "<rate-limit-by-key calls='1' />", [(1, "rate-limit-by-key", KEYED)]),
        ("Consumption", "<a>\n<cache-lookup/>\n</a>", [(2, "cache-lookup", CACHE)]),
        ("Consumption", "<cache-store\n duration='1' />", [(1, "cache-store", CACHE)]),
        ("Consumption", "<rate-limit calls='20' /><base /><cors>", []),
        ("Consumption", "<!-- <cache-lookup /> -->\n<base />", []),
        ("Consumption", "<!--\n\n-->\n<cache-store />", [(4, "cache-store", CACHE)]),
        (
            "Consumption",
            '<set-body>@(a < b && c["<x"] == "")</set-body><quota-by-key />',
            [(1, "quota-by-key", KEYED)],
        ),
        ("BasicV2", "<quota-by-key />", [(1, "quota-by-key", KEYED)]),
        ("BasicV2", "<rate-limit-by-key /><cache-lookup />", []),
        ("Developer", "<quota-by-key /><rate-limit-by-key /><cache-lookup />", []),
    ],
)
def test_what_the_tier_lacks_is_found_with_its_line(
    sku: str, document: str, expected: list[tuple[int, str, str]]
) -> None:
    assert list(tiers.unsupported(sku, document)) == expected


def test_only_the_classic_tiers_let_ciphers_be_chosen() -> None:
    assert tuple(filter(tiers.lets_ciphers_be_chosen, tiers.SKUS)) == tiers.CLASSIC


def test_azure_issues_certificates_for_all_but_the_v2_tiers() -> None:
    assert tuple(sku for sku in tiers.SKUS if not tiers.has_managed_certificates(sku)) == tiers.V2


def test_only_consumption_has_no_units_and_no_request_logs() -> None:
    assert [sku for sku in tiers.SKUS if tiers.capacity(sku) == 0] == ["Consumption"]
    assert [sku for sku in tiers.SKUS if not tiers.logs_requests(sku)] == ["Consumption"]


def test_the_local_gateway_knows_every_tier_that_may_be_chosen() -> None:
    assert set(tiers.SKUS) - set(TIERS) == set()


def test_the_setting_names_every_tier_that_may_be_chosen(root: Path) -> None:
    setting = yaml.safe_load((root / "Pulumi.yaml").read_text())["config"]["apimSku"]
    named = re.findall(r"[A-Z]\w+", setting["description"].partition(";")[0])
    assert (*named, setting["default"]) == (*tiers.SKUS, tiers.CONSUMPTION)


def test_the_local_gateway_refuses_its_policies_in_the_same_tiers() -> None:
    lacking = {
        policy.name: {
            *(() if policy.consumption else (tiers.CONSUMPTION,)),
            *(() if policy.v2 else tiers.V2),
        }
        for policy in POLICIES.values()
    }
    # Azure takes a document that reads a cache on Consumption, where one may be of one's own: only
    # the program refuses it, since it declares none.
    known = {
        name: skus
        for name, (skus, reason) in tiers.UNSUPPORTED.items()
        if name in POLICIES and reason != CACHE
    }
    assert {name: skus for name, skus in lacking.items() if skus} == known
