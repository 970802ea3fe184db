"""The names in Azure of everything that the set-up of one repository creates.

https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from gatehouse.errors import LocalError

REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}")
STACKS = ("dev", "prod")
SUBSCRIPTION = "/subscriptions/${SUBSCRIPTION}"


@dataclass(frozen=True, slots=True)
class Names:
    """The names follow from the repository, so that a second run finds what the first has made."""

    repository: str
    """As OWNER/NAME."""

    def __post_init__(self) -> None:
        """Raises LocalError for what is no repository."""
        if not REPOSITORY.fullmatch(self.repository):
            raise LocalError(
                f"{self.repository!r} is no repository of GitHub; allowed is OWNER/NAME; run "
                "make pipeline REPO=OWNER/NAME"
            )

    @property
    def suffix(self) -> str:
        """Eight hex digits: storage accounts and vaults share their names with all of Azure."""
        return hashlib.sha256(self.repository.lower().encode()).hexdigest()[:8]

    @property
    def account(self) -> str:
        """The storage account of the state."""
        return f"stgatehousestate{self.suffix}"

    @property
    def vault(self) -> str:
        """The vault with the keys that encrypt the secrets in the state."""
        return f"kv-gatehouse-{self.suffix}"

    @property
    def group(self) -> str:
        """The resource group of all that, and of the identities."""
        return f"rg-gatehouse-pipeline-{self.suffix}"

    @property
    def in_group(self) -> tuple[str, str]:
        """The option of `az` for it."""
        return ("--resource-group", self.group)

    @property
    def group_id(self) -> str:
        """Its id."""
        return f"{SUBSCRIPTION}/resourceGroups/{self.group}"

    @property
    def vault_id(self) -> str:
        """The vault's id."""
        return f"{self.group_id}/providers/Microsoft.KeyVault/vaults/{self.vault}"

    @property
    def account_id(self) -> str:
        """The storage account's id."""
        return f"{self.group_id}/providers/Microsoft.Storage/storageAccounts/{self.account}"

    def container(self, stack: str) -> str:
        """Returns the id of the container with the stack's state."""
        return f"{self.account_id}/blobServices/default/containers/{state(stack)}"

    def key(self, stack: str) -> str:
        """Returns the id of the key for the stack's secrets."""
        return f"{self.vault_id}/keys/{state(stack)}"

    def backend(self, stack: str) -> str:
        """Returns the address that `pulumi login` takes for the stack."""
        return f"azblob://{state(stack)}?storage_account={self.account}"

    def secrets_provider(self, stack: str) -> str:
        """Returns the address of the stack's key as Pulumi writes it."""
        return f"azurekeyvault://{self.vault}.vault.azure.net/keys/{state(stack)}"


def state(stack: str) -> str:
    """Returns the name of the stack's container and of its key."""
    return f"state-{stack}"
