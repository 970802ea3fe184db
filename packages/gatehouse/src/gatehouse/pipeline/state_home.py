"""The home of the stacks' state: a container and a key for each, in Azure's own storage.

https://www.pulumi.com/docs/iac/concepts/state-and-backends/#azure-blob-storage
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.pipeline.names import STACKS, state
from gatehouse.pipeline.step import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatehouse.pipeline.names import Names
    from gatehouse.pipeline.step import Words

KEY_PROPERTIES = '{"kty": "RSA", "keySize": 3072}'
KEY_API = "2023-07-01"
DAYS = "30"
ID = ("--query", "id", "--output", "tsv")


def make_home(names: Names, location: str) -> Iterator[Step]:
    """Yields the steps from the resource group to every container and key."""
    yield Step(
        what=f"resource group {names.group}",
        command=("az", "group", "create", "--name", names.group, "--location", location),
        look=("az", "group", "show", "--name", names.group, *ID),
    )
    yield _account(names, location)
    yield _versions(names)
    yield _vault(names, location)
    for stack in STACKS:
        yield _container(names, stack)
        yield _key(names, stack)


def _account(names: Names, location: str) -> Step:
    account = ("az", "storage", "account")
    named = ("--name", names.account, *names.in_group)
    safe = ("--allow-blob-public-access", "false", "--allow-shared-key-access", "false")
    redundant = ("--sku", "Standard_GRS", "--min-tls-version", "TLS1_2", "--https-only", "true")
    return Step(
        what=f"storage account {names.account}",
        command=(*account, "create", *named, "--location", location, *redundant, *safe),
        look=(*account, "show", *named, *ID),
    )


def _versions(names: Names) -> Step:
    service = ("az", "storage", "account", "blob-service-properties")
    named = ("--account-name", names.account, *names.in_group)
    deleted = ("--enable-delete-retention", "true", "--delete-retention-days", DAYS)
    return Step(
        what="former versions of the state are kept",
        command=(*service, "update", *named, "--enable-versioning", "true", *deleted),
        look=(*service, "show", *named, "--query", "isVersioningEnabled", "--output", "tsv"),
        wanted="true",
    )


def _vault(names: Names, location: str) -> Step:
    named = ("--name", names.vault, *names.in_group)
    safe = ("--enable-rbac-authorization", "true", "--enable-purge-protection", "true")
    return Step(
        what=f"key vault {names.vault}",
        command=("az", "keyvault", "create", *named, "--location", location, *safe),
        look=("az", "keyvault", "show", *named, *ID),
    )


def _container(names: Names, stack: str) -> Step:
    # `container-rm` asks ARM, where the rights of an owner are enough.
    container = ("az", "storage", "container-rm")
    named: Words = ("--name", state(stack), "--storage-account", names.account, *names.in_group)
    return Step(
        what=f"container {state(stack)}",
        command=(*container, "create", *named),
        look=(*container, "show", *named, *ID),
    )


def _key(names: Names, stack: str) -> Step:
    # So does this; `az keyvault key create` asks the vault, and makes a new version every time.
    named = ("--ids", names.key(stack), "--api-version", KEY_API)
    properties = ("--properties", KEY_PROPERTIES)
    return Step(
        what=f"key {state(stack)}",
        command=("az", "resource", "create", "--id", *named[1:], *properties),
        look=("az", "resource", "show", *named, *ID),
    )
