"""An identity under which an app signs in to other resources, without a password.

https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_azure_native import managedidentity

from components.azure.naming import NameRule

if TYPE_CHECKING:
    from pulumi import Input, ResourceOptions

NAME = NameRule("id", 128)


def user_assigned_identity(
    name: str, resource_group_name: Input[str], opts: ResourceOptions
) -> managedidentity.UserAssignedIdentity:
    """Declares the identity; it exists before the app, so roles can be granted first."""
    return managedidentity.UserAssignedIdentity(
        NAME.apply(name), resource_group_name=resource_group_name, opts=opts
    )
