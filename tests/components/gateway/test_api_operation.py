from __future__ import annotations

from typing import TYPE_CHECKING

from components.gateway.api import Api, ApiArgs
from components.gateway.openapi.interface import read_interface
from components.gateway.operation import Example, Interface, Operation, Representation, Response
from components.gateway.policy_folder import PolicyFolder
from components.gateway.service_policies import ServicePolicies, ServicePoliciesArgs
from tests.components.shop import make_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared


def test_every_property_of_an_interface_reaches_azure_by_its_name(
    declare: Callable[..., Declared],
) -> None:
    declared = declare(declare_shop)
    operation = declared.one("apimanagement:ApiOperation", "make_order").inputs
    assert operation["request"] == {
        "description": "The body is required.\nCookie visitor, optional: Who asks",
        "queryParameters": [],
        "headers": [
            {
                "name": "x-request",
                "type": "string",
                "required": False,
                "description": "Names the request",
            }
        ],
        "representations": [
            {"contentType": "application/json", "schemaId": "shop", "typeName": "Order"}
        ],
    }
    choice = declared.one("apimanagement:ApiOperation", "list_toys").inputs["request"]
    assert choice["queryParameters"][0] == {
        "name": "colour",
        "type": "string",
        "required": False,
        "description": "A choice.",
        "defaultValue": "red",
        "values": ["red", "blue"],
    }
    schemas = declared.one("apimanagement:ApiSchema", "shop").inputs["components"]["schemas"]
    assert schemas["Cat"]["properties"]["lives"] == {
        "exclusiveMinimum": True,
        "maximum": 9,
        "minimum": 0,
        "title": "Lives",
        "type": "integer",
    }


def test_an_interface_without_schemas_declares_none(declare: Callable[..., Declared]) -> None:
    declared = declare(lambda: declare_api(Interface(operations=(EXAMPLES,))))
    assert declared.graph.of_type("azure-native:apimanagement:ApiSchema") == ()
    (answer,) = declared.one("apimanagement:ApiOperation", "read").inputs["responses"]
    assert answer["representations"] == [
        {
            "contentType": "text/plain",
            "examples": {"default": {"value": "x", "summary": "S", "description": "D"}},
        }
    ]


EXAMPLES = Operation(
    operation_id="read",
    method="GET",
    url_template="/",
    display_name="Read",
    responses=(
        Response(
            status_code=200,
            representations=(
                Representation(
                    content_type="text/plain",
                    examples={"default": Example(value="x", summary="S", description="D")},
                ),
            ),
        ),
    ),
)


def declare_shop() -> None:
    declare_api(read_interface(make_app().openapi()))


def declare_api(interface: Interface) -> None:
    Api(
        "shop",
        ApiArgs(
            resource_group_name="rg",
            service_name="apim",
            path="shop",
            display_name="Shop",
            description="Sells",
            subscription_required=True,
            interface=interface,
            policies=ServicePolicies(
                "shop",
                ServicePoliciesArgs(
                    resource_group_name="rg",
                    service_name="apim",
                    folder=PolicyFolder({"shop": "<policies />"}),
                    backends={},
                ),
            ),
        ),
    )
