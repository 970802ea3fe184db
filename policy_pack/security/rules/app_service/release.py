"""Recognises deployments that bring code to a site.

https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...resource import Resource

DEPLOYMENT = "azure-native:resources:Deployment"
EXTENSION = "Microsoft.Web/sites/extensions"


def is_release(resource: Resource) -> bool:
    """Returns whether the resource is a deployment that uses App Service's one-deploy."""
    return resource.type == DEPLOYMENT and any(
        one.get("type") == EXTENSION for one in resource.items("properties.template.resources")
    )
