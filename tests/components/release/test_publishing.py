from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Declared


def test_no_password_publishes_code_to_any_site(deployed: Declared) -> None:
    sites = deployed.graph.of_type("azure-native:web:WebApp")
    names = {site.outputs["name"] for site in sites}
    for kind in ("WebAppFtpAllowed", "WebAppScmAllowed"):
        switches = deployed.graph.of_type(f"azure-native:web:{kind}")
        assert {switch.inputs["name"] for switch in switches} == names
        assert {switch.inputs["allow"] for switch in switches} == {False}


def test_a_sites_configuration_is_changed_one_at_a_time(deployed: Declared) -> None:
    scm = deployed.one("web:WebAppScmAllowed", "gatehouse-dev", "FunctionApp")
    assert "web:WebAppFtpAllowed gatehouse-dev" in deployed.waits_for(scm)
