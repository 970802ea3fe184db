"""What findings say, and what rules leave alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from policy_pack.security import RULES, UNKNOWN, Resource, audit

if TYPE_CHECKING:
    from collections.abc import Mapping

SITE = "azure-native:web:WebApp"


def told(rule: str, type_: str, properties: Mapping[str, Any]) -> list[str]:
    """What the rule says of a resource on its own."""
    (one,) = (one for one in RULES if one.id == rule)
    urn = f"urn:pulumi:dev::gatehouse::gatehouse:x:Component${type_}::name"
    resource = Resource(urn=urn, type=type_, name="name", properties=properties)
    return [str(finding) for finding in audit([resource], (), (one,)).findings]


def test_a_finding_says_what_was_given_what_is_allowed_and_what_to_do() -> None:
    assert told("Azure.AppService.MinTLS", SITE, {"siteConfig": {"minTlsVersion": "1.0"}}) == [
        (
            "Component/WebApp name: siteConfig.minTlsVersion is '1.0'; allowed is 1.2 or 1.3; "
            "raise it (Azure.AppService.MinTLS [AZR-000073, CIS 9.4], "
            "https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.AppService.MinTLS/)"
        )
    ]


def test_a_finding_has_a_form_for_tools() -> None:
    (rule,) = (one for one in RULES if one.id == "Azure.AppService.UseHTTPS")
    urn = f"urn:pulumi:dev::gatehouse::gatehouse:x:Component${SITE}::name"
    resource = Resource(urn=urn, type=SITE, name="name", properties={})
    (finding,) = audit([resource], (), (rule,)).findings
    assert finding.record == {
        "ruleId": "Azure.AppService.UseHTTPS",
        "level": "error",
        "message": str(finding),
        "resource": "Component/WebApp name",
        "property": "httpsOnly",
        "helpUri": "https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.AppService.UseHTTPS/",
    }


def test_what_is_missing_is_not_given() -> None:
    (text,) = told("CIS.9.2", SITE, {})
    assert text.startswith("Component/WebApp name: authSettings is not given; allowed is ")
    assert text.endswith(
        "(CIS.9.2, "
        "https://learn.microsoft.com/azure/app-service/overview-authentication-authorization)"
    )


def test_a_secret_is_never_told() -> None:
    settings = [{"name": "DBPASS", "value": "hunter2"}]
    (text,) = told("CIS.9.11", SITE, {"siteConfig": {"appSettings": settings}})
    assert "DBPASS" in text
    assert "hunter2" not in text


@pytest.mark.parametrize(
    ("rule", "type_", "properties"),
    [
        ("Azure.AppService.MinTLS", SITE, {"siteConfig": UNKNOWN}),
        ("Azure.AppService.MinTLS", "azure-native:web:AppServicePlan", {}),
        ("CIS.9.11", SITE, {"siteConfig": {"appSettings": [{"name": "KEY", "value": UNKNOWN}]}}),
        ("CIS.9.8", SITE, {"siteConfig": {"linuxFxVersion": "NODE|24-lts"}}),
        ("Gatehouse.Secrets.PlainText", "azure-native:keyvault:Secret", {"properties": {}}),
        (
            "Azure.Deployment.SecureParameter",
            "azure-native:resources:Deployment",
            {"properties": {"template": {}}},
        ),
        (
            "CIS.5.2.5",
            "azure-native:dbforpostgresql:FirewallRule",
            {"startIpAddress": "192.0.2.1"},
        ),
        (
            "Azure.NSG.AnyInboundSource",
            "azure-native:network:NetworkSecurityGroup",
            {
                "securityRules": [
                    {
                        "direction": "Inbound",
                        "access": "Allow",
                        "priority": 1,
                        "sourceAddressPrefix": "VirtualNetwork",
                    }
                ]
            },
        ),
        ("Azure.VNET.UseNSGs", "azure-native:network:Subnet", {"subnetName": "GatewaySubnet"}),
        (
            "Gatehouse.Order.Loggers",
            "azure-native:apimanagement:Logger",
            {"credentials": {"connectionString": "{{application-insights}}"}},
        ),
    ],
    ids=[
        "not known yet",
        "another type",
        "a secret not known yet",
        "another language",
        "an empty secret",
        "a template without parameters",
        "an address of our own",
        "neighbours that may come in",
        "a subnet of Azure's own",
        "a logger that signs in with a key",
    ],
)
def test_what_a_rule_leaves_alone(rule: str, type_: str, properties: Mapping[str, Any]) -> None:
    assert told(rule, type_, properties) == []
