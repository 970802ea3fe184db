from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Declared

ACCOUNT = "storage:StorageAccount"
ACCOUNTS = ("stcodegatehoused", "stfuncgatehoused")


@pytest.mark.parametrize("name", ACCOUNTS)
def test_an_account_is_private_and_encrypted_on_the_way(deployed: Declared, name: str) -> None:
    inputs = deployed.one(ACCOUNT, name).inputs
    assert inputs["allowBlobPublicAccess"] is False
    assert inputs["enableHttpsTrafficOnly"] is True
    assert inputs["minimumTlsVersion"] == "TLS1_2"
    assert inputs["sasPolicy"] == {"sasExpirationPeriod": "00.02:00:00", "expirationAction": "Log"}


@pytest.mark.parametrize("name", ["releases", "app-package"])
def test_a_container_is_private(deployed: Declared, name: str) -> None:
    assert deployed.one("storage:BlobContainer", name).inputs["publicAccess"] == "None"


def test_in_production_what_is_stored_survives_the_loss_of_a_zone(
    deployed: Declared, production: Declared
) -> None:
    kinds = [
        {one.inputs["sku"]["name"] for one in declared.graph.of_type("azure-native:" + ACCOUNT)}
        for declared in (deployed, production)
    ]
    assert kinds == [{"Standard_LRS"}, {"Standard_ZRS"}]
