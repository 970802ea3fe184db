"""Properties that the provider's SDK adds by itself, taken out again where Azure minds them."""

from __future__ import annotations

import pulumi


def without(*names: str) -> pulumi.ResourceTransformation:
    """Returns a transformation that takes the properties out; for `ResourceOptions`.

    `names` are spelled as the SDK's Python classes spell them, such as `nat_gateway_state`.
    """

    def transform(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult:
        kept = {name: value for name, value in args.props.items() if name not in names}
        return pulumi.ResourceTransformationResult(kept, args.opts)

    return transform
