from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Declared

DIAGNOSTIC = ("apimanagement:Diagnostic", "applicationinsights")
LOGGER = ("apimanagement:Logger", "application-insights")


def test_a_diagnostic_uses_the_logger(deployed: Declared) -> None:
    diagnostic = deployed.one(*DIAGNOSTIC).inputs
    assert diagnostic["diagnosticId"] == "applicationinsights"
    assert diagnostic["loggerId"] == deployed.one(*LOGGER).outputs["id"]
    assert diagnostic["alwaysLog"] == "allErrors"


def test_the_logger_signs_in_and_holds_no_key(deployed: Declared) -> None:
    assert deployed.one(*LOGGER).inputs["credentials"] == {
        "connectionString": "{{application-insights}}",
        "identityClientId": "SystemAssigned",
    }


def test_the_logger_waits_for_what_it_names_only_in_text(deployed: Declared) -> None:
    assert deployed.waits_for(deployed.one(*LOGGER)) >= {
        "apimanagement:NamedValue application-insights",
        "authorization:RoleAssignment monitoring-metrics-publisher",
    }


@pytest.mark.parametrize("side", ["frontend", "backend"])
def test_keys_are_hidden_from_the_log(deployed: Declared, side: str) -> None:
    masking = deployed.one(*DIAGNOSTIC).inputs[side]["request"]["dataMasking"]
    assert {"value": "Ocp-Apim-Subscription-Key", "mode": "Hide"} in masking["headers"]
    assert {"value": "x-functions-key", "mode": "Hide"} in masking["headers"]
    assert masking["queryParams"] == [
        {"value": "subscription-key", "mode": "Hide"},
        {"value": "code", "mode": "Hide"},
    ]
