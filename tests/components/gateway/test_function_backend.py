from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Declared

BACKEND = ("apimanagement:Backend", "function-app")
SITE = ("web:WebApp", "func-gatehouse-dev")


def test_the_backend_calls_the_site_with_its_key_by_reference(deployed: Declared) -> None:
    inputs = deployed.one(*BACKEND).inputs
    site = deployed.one(*SITE).outputs
    assert inputs["url"] == f"https://{site['defaultHostName']}"
    assert inputs["resourceId"] == f"https://management.azure.com{site['id']}"
    assert inputs["protocol"] == "http"
    assert inputs["credentials"] == {"header": {"x-functions-key": ["{{function-app-key}}"]}}


def test_the_backend_checks_the_sites_certificate(deployed: Declared) -> None:
    assert deployed.one(*BACKEND).inputs["tls"] == {
        "validateCertificateChain": True,
        "validateCertificateName": True,
    }


def test_the_backend_waits_for_the_named_value(deployed: Declared) -> None:
    waits_for = deployed.waits_for(deployed.one(*BACKEND))
    assert "apimanagement:NamedValue function-app-key" in waits_for


def test_the_named_value_is_tagged_for_those_who_look_for_it(deployed: Declared) -> None:
    tags = deployed.one("apimanagement:NamedValue", "function-app-key").inputs["tags"]
    assert tags == ["key", "function", "auto"]
