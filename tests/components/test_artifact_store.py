from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Declared

ACCOUNT = ("storage:StorageAccount", "stcodegatehoused")


def test_the_account_is_private_and_encrypted_on_the_way(deployed: Declared) -> None:
    inputs = deployed.one(*ACCOUNT).inputs
    assert inputs["allowBlobPublicAccess"] is False
    assert inputs["enableHttpsTrafficOnly"] is True
    assert inputs["minimumTlsVersion"] == "TLS1_2"


def test_the_container_is_private(deployed: Declared) -> None:
    assert deployed.one("storage:BlobContainer", "releases").inputs["publicAccess"] == "None"


def test_deleted_releases_can_be_brought_back(deployed: Declared) -> None:
    inputs = deployed.one("storage:BlobServiceProperties", "blobs").inputs
    assert inputs["deleteRetentionPolicy"] == {"enabled": True, "days": 7}
    assert inputs["containerDeleteRetentionPolicy"] == {"enabled": True, "days": 7}


def test_access_to_releases_is_logged(deployed: Declared) -> None:
    setting = deployed.one("monitor:DiagnosticSetting", "blobs").inputs
    account = deployed.one(*ACCOUNT).outputs["id"]
    assert setting["resourceUri"] == f"{account}/blobServices/default"
    assert [log["category"] for log in setting["logs"]] == [
        "StorageRead",
        "StorageWrite",
        "StorageDelete",
    ]
