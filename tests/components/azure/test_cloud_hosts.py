from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from components.azure.cloud_hosts import deployment_host

if TYPE_CHECKING:
    from pathlib import Path

HOSTS = re.compile(
    r"(?<!schema\.)(management\.azure\.com|portal\.azure\.com|database\.azure\.com"
    r"|azurewebsites\.net|vault\.azure\.net|login\.microsoftonline\.com)"
)


@pytest.mark.parametrize(
    ("host_name", "beside"),
    [
        ("app-1.azurewebsites.net", "app-1.scm.azurewebsites.net"),
        # The name that Azure makes unique: https://learn.microsoft.com/azure/app-service/overview-hosting-plans
        (
            "app-1-b2c3.westeurope-01.azurewebsites.net",
            "app-1-b2c3.scm.westeurope-01.azurewebsites.net",
        ),
    ],
)
def test_the_host_that_builds_the_code_is_beside_the_app_s_own(host_name: str, beside: str) -> None:
    assert deployment_host(host_name) == beside


def test_no_other_component_names_a_host_of_azure(root: Path) -> None:
    naming = {
        path.name
        for folder in ("components", "config")
        for path in (root / folder).rglob("*.py")
        if HOSTS.search(path.read_text())
    }
    assert naming == {"cloud_hosts.py"}
