from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.azure.arm_template import Template

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared

DOMAIN = "quiz.example.com"
BINDING = ("web:WebAppHostNameBinding", DOMAIN)
CERTIFICATE = ("web:Certificate", DOMAIN)
DEPLOYMENT = ("resources:Deployment", "web-gatehouse-dev-certificate")
SITE = ("web:WebApp", "app-gatehouse-dev")


@pytest.fixture(scope="module")
def bound(run_program: Callable[..., Declared]) -> Declared:
    return run_program(webDomain=DOMAIN)


def test_without_a_domain_nothing_of_it_is_declared(deployed: Declared) -> None:
    types = {one.type for one in deployed.graph.resources}
    assert {f"azure-native:{BINDING[0]}", f"azure-native:{CERTIFICATE[0]}"} & types == set()


def test_the_site_gets_the_name_before_there_is_a_certificate(bound: Declared) -> None:
    site, binding = bound.one(*SITE), bound.one(*BINDING)
    assert {name: binding.inputs.get(name) for name in ("name", "siteName", "hostName")} == {
        "name": site.outputs["name"],
        "siteName": site.outputs["name"],
        "hostName": DOMAIN,
    }
    assert {"sslState", "thumbprint"} & binding.inputs.keys() == set()
    assert list(bound.requests[binding.urn].ignoreChanges) == ["sslState", "thumbprint"]


def test_azure_issues_the_certificate_for_the_plan_of_the_site(bound: Declared) -> None:
    certificate = bound.one(*CERTIFICATE)
    assert certificate.inputs["canonicalName"] == DOMAIN
    assert certificate.inputs["serverFarmId"] == bound.one(*SITE).inputs["serverFarmId"]
    assert "web:WebAppHostNameBinding quiz.example.com" in bound.waits_for(certificate)


def test_then_the_name_gets_the_certificate(bound: Declared) -> None:
    template = Template.of(bound.one(*DEPLOYMENT).inputs, {})
    (binding,) = template.resources()
    site = bound.one(*SITE).outputs["name"]
    assert binding.path == f"/sites/{site}/hostNameBindings/{DOMAIN}"
    assert {name: template.value(text) for name, text in binding.properties.items()} == {
        "siteName": site,
        "hostNameType": "Verified",
        "sslState": "SniEnabled",
        "thumbprint": bound.one(*CERTIFICATE).outputs["thumbprint"],
    }


def test_the_name_waits_for_what_else_changes_the_site(bound: Declared) -> None:
    waits_for = bound.waits_for(bound.one(*BINDING))
    assert "resources:Deployment web-gatehouse-dev" in waits_for


def test_a_name_that_goes_can_go_before_its_certificate(bound: Declared) -> None:
    kept = [bound.requests[bound.one(*one).urn].retainOnDelete for one in (CERTIFICATE, DEPLOYMENT)]
    assert kept == [True, True]
    assert not bound.requests[bound.one(*BINDING).urn].retainOnDelete


def test_the_site_answers_to_its_domain_once(run_program: Callable[..., Declared]) -> None:
    declared = run_program(webDomain=DOMAIN, webHosts=[DOMAIN, "www.example.com"])
    pairs = declared.one(*SITE).inputs["siteConfig"]["appSettings"]
    settings = {pair["name"]: pair["value"] for pair in pairs}
    assert settings["ALLOWED_HOSTS"] == f"{DOMAIN},www.example.com"


def test_the_record_that_proves_the_domain_is_given_out_beforehand(deployed: Declared) -> None:
    verification = deployed.one(*SITE).outputs["customDomainVerificationId"]
    assert deployed.graph.stack_outputs["web_domain_verification"] == verification
    assert len(verification) == 64


def test_a_preview_knows_no_thumbprint_yet_and_declares_the_same(
    run_program: Callable[..., Declared], bound: Declared
) -> None:
    previewed = run_program(webDomain=DOMAIN, preview=True)
    assert {one.urn for one in previewed.graph.resources} == {
        one.urn for one in bound.graph.resources
    }
