"""How Azure addresses resources, and the identifiers that it gives out.

https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

SUBSCRIPTION = "10ca1000-0000-4000-8000-000000000001"
TENANT = "10ca1000-0000-4000-8000-000000000002"

SLASH = "%2F"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{{resourceGroupName}}"
IN_GROUP = f"{GROUP}/providers/"


def fill(template: str, values: Mapping[str, Any]) -> str:
    """Returns the id with the values in place of its placeholders.

    A template that begins with a provider's namespace, such as `Microsoft.Web/sites/{name}`, lies
    in a resource group.
    """
    whole = template if template.startswith(("/", "{")) else IN_GROUP + template
    return PLACEHOLDER.sub(lambda placeholder: str(values[placeholder[1]]), whole)


def name_of(id_: str) -> str:
    """Returns the name of the resource that has the id."""
    return id_.rpartition("/")[2].replace(SLASH, "/")


def guid(*labels: str) -> str:
    """Returns the identifier that belongs to the labels."""
    return str(uuid.uuid5(uuid.UUID(SUBSCRIPTION), "\0".join(labels)))
