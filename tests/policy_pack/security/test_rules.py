"""Both stacks obey every rule, and every rule sees what breaks it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from policy_pack.security import RULES, load_exemptions
from policy_pack.security.rules.api_management.tier_limits import UNITS_OF

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gatehouse.graph.graph import Graph
    from policy_pack.security import Audit
    from tests.conftest import Declared

    Alter = Callable[[Graph, Mapping[str, Any]], Graph]
    Judge = Callable[..., Audit]

CASES = json.loads(Path(__file__).with_name("cases").joinpath("broken.json").read_text())
EXEMPTIONS = load_exemptions()
MET = {
    "Azure.APIM.Ciphers": {
        "resource": "ApiManagement/ApiManagementService",
        "set": {
            "customProperties": {
                f"Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Ciphers.{cipher}": "False"
                for cipher in (
                    "TLS_RSA_WITH_AES_128_CBC_SHA",
                    "TLS_RSA_WITH_AES_256_CBC_SHA",
                    "TLS_RSA_WITH_AES_128_CBC_SHA256",
                    "TLS_RSA_WITH_AES_256_CBC_SHA256",
                    "TLS_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
                )
            }
        },
    },
    "Azure.APIM.DefenderCloud": {
        "resource": "Api/APICollection",
        "add": {"type": "azure-native:security:APICollection", "inputs": {"apiId": "public-docs"}},
    },
    "Azure.Storage.Firewall": {
        "resource": "ArtifactStore/StorageAccount",
        "set": {"networkRuleSet": {"defaultAction": "Deny"}},
    },
    "CIS.6.1.5": {
        "resource": "PrivateNetwork/FlowLog",
        "add": {
            "type": "azure-native:network:FlowLog",
            "inputs": {"targetResourceId": "the id of PrivateNetwork/VirtualNetwork"},
        },
    },
    "Azure.Storage.LocalAuth": {
        "resource": "ArtifactStore/StorageAccount",
        "set": {"allowSharedKeyAccess": False},
    },
}
"""What the stacks are exempted from: rule → what meets it."""


def found(result: Audit) -> list[tuple[str, str, str]]:
    return [(one.rule.id, one.resource.place, one.problem.property) for one in result.findings]


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_a_stack_breaks_no_rule_that_it_is_not_exempted_from(
    graphs: Mapping[str, Graph], judge: Judge, stack: str
) -> None:
    assert found(judge(graphs[stack], EXEMPTIONS, production=stack == "prod")) == []


@pytest.mark.parametrize("stack", ["dev", "prod"])
@pytest.mark.parametrize("sku", UNITS_OF)
def test_no_tier_breaks_a_rule(
    run_program: Callable[..., Declared], judge: Judge, stack: str, sku: str
) -> None:
    graph = run_program(stack=stack, configuration=stack, apimSku=sku).graph
    assert found(judge(graph, EXEMPTIONS, production=stack == "prod")) == []


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['rule']} {case['property'].rpartition('.')[2]}"
)
def test_what_breaks_a_rule_is_found(
    graphs: Mapping[str, Graph], alter: Alter, judge: Judge, case: Mapping[str, Any]
) -> None:
    stack = case.get("stack", "dev")
    result = judge(alter(graphs[stack], case), EXEMPTIONS, production=stack == "prod")
    assert found(result) == [(case["rule"], case["resource"], case["property"])]
    if "given" in case:
        assert result.findings[0].problem.given == case["given"]


def test_every_rule_is_broken_by_a_case_or_by_a_stack_that_is_exempted() -> None:
    proven = {case["rule"] for case in CASES} | {one.rule for one in EXEMPTIONS}
    assert [rule.id for rule in RULES if rule.id not in proven] == []


@pytest.mark.parametrize("rule", MET)
def test_what_meets_a_rule_that_is_not_asked_for_is_recognised(
    graphs: Mapping[str, Graph], alter: Alter, judge: Judge, rule: str
) -> None:
    graph = graphs["dev"]
    before = [one for one in found(judge(graph)) if one[0] == rule]
    after = [one for one in found(judge(alter(graph, MET[rule]))) if one[0] == rule]
    assert len(after) == len(before) - 1


def test_a_site_that_asks_users_to_sign_in_is_recognised(
    graphs: Mapping[str, Graph], alter: Alter, judge: Judge
) -> None:
    (site,) = (
        one
        for one in graphs["dev"].of_type("azure-native:web:WebApp")
        if one.name == "app-gatehouse-dev"
    )
    settings = {
        "resource": "WebApp/WebAppAuthSettingsV2",
        "add": {
            "type": "azure-native:web:WebAppAuthSettingsV2",
            "inputs": {"name": site.outputs["name"], "platform": {"enabled": True}},
        },
    }
    left = [one[1] for one in found(judge(alter(graphs["dev"], settings))) if one[0] == "CIS.9.2"]
    assert left == ["FunctionApp/WebApp"]


def test_rules_for_production_are_not_asked_of_other_stacks(
    graphs: Mapping[str, Graph], judge: Judge
) -> None:
    asked = {rule for rule, _, _ in found(judge(graphs["dev"], production=True))}
    assert asked - {rule for rule, _, _ in found(judge(graphs["dev"]))} >= {
        "Azure.KeyVault.PurgeProtect",
        "Azure.PostgreSQL.ZoneRedundantHA",
    }


def test_every_rule_has_a_name_of_its_own_a_page_and_a_demand() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.url.startswith("https://")
        assert rule.what
        assert not rule.what.endswith(".")
        assert all(type_.startswith("azure-native:") for type_ in rule.applies_to)
