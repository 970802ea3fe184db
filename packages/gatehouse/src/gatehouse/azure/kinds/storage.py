"""Storage accounts, their containers and blobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.azure.kinds.deletion import Deletion
from gatehouse.azure.kinds.kind import ResourceKind, Service
from gatehouse.azure.kinds.name_rule import NameRule
from gatehouse.azure.kinds.price import Charge, Price

if TYPE_CHECKING:
    from gatehouse.azure.kinds.kind import Key, Properties

_ACCOUNT = "Microsoft.Storage/storageAccounts/{accountName}"
_CONTAINER = f"{_ACCOUNT}/blobServices/default/containers/{{containerName}}"
_PART = Price(free="part of its storage account")


def _blob(_key: Key, name: str, inputs: Properties) -> Properties:
    host_name = f"{inputs['accountName']}.blob.core.windows.net"
    return {"url": f"https://{host_name}/{inputs['containerName']}/{name}"}


def _storage_account(_key: Key, name: str, _inputs: Properties) -> Properties:
    services = ("blob", "dfs", "file", "queue", "table", "web")
    return {
        "primaryEndpoints": {
            service: f"https://{name}.{service}.core.windows.net/" for service in services
        }
    }


STORAGE = Service(
    kinds=(
        ResourceKind(
            "azure-native:storage:Blob",
            f"{_CONTAINER}/blobs/{{blobName}}",
            name=NameRule(r"(?=.{1,1024}$)\S.*[^\s./]", "1 to 1024 characters, no '.' or '/' last"),
            computed=_blob,
            price=Price(free="counted in its storage account"),
        ),
        ResourceKind(
            "azure-native:storage:BlobContainer",
            _CONTAINER,
            name=NameRule(
                r"(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*",
                "3 to 63 lower-case letters, digits and single hyphens, no hyphen at the ends",
            ),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:storage:BlobServiceProperties",
            f"{_ACCOUNT}/blobServices/{{blobServicesName}}",
            name=NameRule("default", "default"),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:storage:StorageAccount",
            _ACCOUNT,
            name=NameRule("[a-z0-9]{3,24}", "3 to 24 lower-case letters and digits"),
            computed=_storage_account,
            deletion=Deletion("with all files"),
            price=Price(
                charges=(
                    Charge(
                        what="storage",
                        price={
                            "sku.name": {
                                "Standard_LRS": 0.02,
                                "Standard_ZRS": 0.025,
                                "Standard_GRS": 0.044,
                                "Standard_GZRS": 0.045,
                            }
                        },
                        quantity=("$blob_gb",),
                    ),
                    Charge(
                        what="operations", price=0.005, per=10000, quantity=("$blob_operations",)
                    ),
                )
            ),
        ),
    )
)
