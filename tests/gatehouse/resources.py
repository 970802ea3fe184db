"""Makes resources without a program that declares them."""

from __future__ import annotations

from gatehouse.graph.graph import Resource


def resource(
    type_: str, name: str = "one", /, *, parents: str = "", id_: str = "/id", **inputs: object
) -> Resource:
    """Returns a resource of the type whose outputs are its inputs and the id.

    `parents` are the types of the components above it, each with a `$` behind.
    """
    return Resource(
        urn=f"urn:pulumi:dev::gatehouse::{parents}{type_}::{name}",
        type=type_,
        name=name,
        parent="",
        inputs=inputs,
        outputs={"id": id_, **inputs},
        dependencies=(),
    )


def exported(
    type_: str, name: str, /, *, parents: str = "", id_: str = "", **more: object
) -> dict[str, object]:
    """Returns a resource as `pulumi stack export` gives it out."""
    return {
        "urn": f"urn:pulumi:dev::gatehouse::{parents}{type_}::{name}",
        "type": type_,
        "custom": True,
        "id": id_ or f"/x/{name}",
        **more,
    }
