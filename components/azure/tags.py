"""Tags on every resource that takes them."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

LEFT_OUT = {
    "azure-native:apimanagement:NamedValue": "its `tags` are a list of words",
    "azure-native:resources:Deployment": "a changed tag would release the same code again",
}
"""Types that have `tags` and don't get the stack's, and why."""


def tag_all(tags: Mapping[str, str]) -> None:
    """Tags every resource that the program declares from here on; its own tags win.

    A stack transformation of the older kind: the newer ones need an engine and fail under mocks.
    """

    def transform(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult:
        return pulumi.ResourceTransformationResult(tagged(args.type_, args.props, tags), args.opts)

    pulumi.runtime.register_stack_transformation(transform)


def tagged(
    type_: str, props: Mapping[str, object], tags: Mapping[str, str]
) -> Mapping[str, object]:
    """Returns the resource's properties with the tags added where its type declares tags."""
    # A type without tags has no such key at all; one with tags has it, with None for none given.
    own = props.get("tags", ())
    if "tags" not in props or type_ in LEFT_OUT or not isinstance(own, Mapping | None):
        return props
    return {**props, "tags": {**tags, **(own or {})}}
