"""Resources that go with their resource group, which Azure deletes as a whole.

Azure then finds the order: one by one, a subnet stays in use for minutes after what was in it
(https://github.com/hashicorp/terraform-provider-azurerm/issues/30011), and a product keeps its
administrator's subscription (https://github.com/pulumi/pulumi-azure-native/issues/846).
"""

from __future__ import annotations

import pulumi
from pulumi_azure_native import resources

AZURE = "azure-native:"


def delete_with_resource_group() -> None:
    """Lets the newest resource group take along every Azure resource declared after it.

    Without the group, such as when a part of the program goes, they are deleted one by one.
    """
    # By a transformation, so that no component has to think of it, and new ones can't forget it.
    groups: list[pulumi.Resource] = []

    def transform(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult:
        if isinstance(args.resource, resources.ResourceGroup):
            groups.append(args.resource)
        elif groups and args.type_.startswith(AZURE) and args.opts.deleted_with is None:
            args.opts.deleted_with = groups[-1]
        return pulumi.ResourceTransformationResult(args.props, args.opts)

    pulumi.runtime.register_stack_transformation(transform)
