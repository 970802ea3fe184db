"""Azure Resource Manager itself: resource groups and deployments of templates."""

from __future__ import annotations

from gatehouse.azure.kinds.deletion import Deletion
from gatehouse.azure.kinds.ids import GROUP
from gatehouse.azure.kinds.kind import ResourceKind, Service
from gatehouse.azure.kinds.name_rule import NameRule
from gatehouse.azure.kinds.price import Price

RESOURCES = Service(
    kinds=(
        ResourceKind(
            "azure-native:resources:Deployment",
            "Microsoft.Resources/deployments/{deploymentName}",
            name=NameRule(r"[\w.()-]{1,64}", "1 to 64 letters, digits, '.', '_', '-', '(' and ')'"),
            price=Price(free="deployments are not charged"),
        ),
        ResourceKind(
            "azure-native:resources:ResourceGroup",
            GROUP,
            name=NameRule(
                r"[\w.()-]{0,89}[\w()-]",
                "1 to 90 letters, digits, '.', '_', '-', '(' and ')', no '.' last",
            ),
            price=Price(free="groups are not charged"),
            deletion=Deletion("with whatever else somebody has put into it"),
        ),
    )
)
