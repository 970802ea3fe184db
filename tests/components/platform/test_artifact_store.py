from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Declared

ACCOUNT = ("storage:StorageAccount", "stcodegatehoused")


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
