from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure.cloud import Created


def test_a_blob_has_an_address(create: Callable[..., Created]) -> None:
    blob = create("storage:Blob", accountName="st", containerName="releases", blobName="b/a.zip")
    assert blob.computed == {
        "name": "b/a.zip",
        "url": "https://st.blob.core.windows.net/releases/b/a.zip",
    }


def test_an_account_has_an_address_for_every_service(create: Callable[..., Created]) -> None:
    endpoints = create("storage:StorageAccount", accountName="st").computed["primaryEndpoints"]
    assert endpoints["blob"] == "https://st.blob.core.windows.net/"
    assert endpoints["queue"] == "https://st.queue.core.windows.net/"
