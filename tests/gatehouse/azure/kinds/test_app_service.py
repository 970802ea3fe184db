from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gatehouse.azure.cloud import Azure
from gatehouse.azure.kinds.ids import SUBSCRIPTION, guid

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure.cloud import Created


def test_a_site_has_a_host_name_and_the_ids_of_its_identity(create: Callable[..., Created]) -> None:
    identity = {"type": "UserAssigned", "userAssignedIdentities": ["/i/id"]}
    assert create("web:WebApp", name="func", identity=identity).computed == {
        "name": "func",
        "customDomainVerificationId": hashlib.sha256(SUBSCRIPTION.encode()).hexdigest().upper(),
        "defaultHostName": "func.azurewebsites.net",
        "hostNames": ["func.azurewebsites.net"],
        "state": "Running",
        "identity": {
            "type": "UserAssigned",
            "userAssignedIdentities": {
                "/i/id": {
                    "clientId": guid("client", "id"),
                    "principalId": guid("principal", "id"),
                }
            },
        },
    }


def test_a_plan_has_nothing_but_its_name(create: Callable[..., Created]) -> None:
    assert create("web:AppServicePlan", name="asp").computed == {"name": "asp"}


def test_a_certificate_has_a_thumbprint(create: Callable[..., Created]) -> None:
    assert create("web:Certificate", name="www.example.com").computed == {
        "name": "www.example.com",
        "thumbprint": "80FC0FB9266DB7B83F85850FA0E6548B6D70EE68",
    }


def test_a_function_app_has_a_default_key_of_its_own() -> None:
    azure = Azure(b"seed")
    one, other = (
        azure.invoke("azure-native:web:listWebAppHostKeys", {"name": name}) for name in "ab"
    )
    assert one["functionKeys"]["default"] != other["functionKeys"]["default"]
    assert one["functionKeys"]["default"] != one["masterKey"]
