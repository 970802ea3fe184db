"""API Management; the local gateway runs most of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.azure.kinds.deletion import Deletion
from gatehouse.azure.kinds.ids import TENANT, guid
from gatehouse.azure.kinds.kind import ResourceKind, Service
from gatehouse.azure.kinds.name_rule import NameRule
from gatehouse.azure.kinds.price import Charge, Price
from gatehouse.azure.kinds.shape import Shape, Unseen

if TYPE_CHECKING:
    from gatehouse.azure.kinds.kind import Key, Properties
    from gatehouse.azure.kinds.shape import Secret

SERVICE = "azure-native:apimanagement:ApiManagementService"
_SERVICE_ID = "Microsoft.ApiManagement/service/{serviceName}"
_API = f"{_SERVICE_ID}/apis/{{apiId}}"
_OPERATION = f"{_API}/operations/{{operationId}}"
_PRODUCT = f"{_SERVICE_ID}/products/{{productId}}"
_CHILD = NameRule(r"[^*#&+:<>?/]{1,80}", "1 to 80 characters without any of *#&+:<>?/")
_ENTITY = NameRule(r"[^*#&+:<>?/]{1,256}", "1 to 256 characters without any of *#&+:<>?/")
_POLICY = NameRule("policy", "policy")
_WATCHES = Unseen("it watches the gateway and does not change an answer")
_PART = Price(free="part of its API Management service")
_CONSUMPTION = "Consumption"
_UNIT = {
    "Developer": 0.066,
    "Basic": 0.202,
    "Standard": 0.941,
    "Premium": 3.829,
    "BasicV2": 0.206,
    "StandardV2": 0.959,
}
"""An hour of one unit, by tier."""


def _service(_key: Key, name: str, inputs: Properties) -> Properties:
    return {
        "gatewayUrl": f"https://{name}.azure-api.net",
        "managementApiUrl": f"https://{name}.management.azure-api.net",
        "identity": {
            **inputs["identity"],
            "principalId": guid("principal", name),
            "tenantId": TENANT,
        },
    }


def _subscription_secrets(key: Key, name: str, inputs: Properties) -> Properties:
    labels = ("subscription", inputs["serviceName"], name)
    return {"primaryKey": key(*labels, "primary"), "secondaryKey": key(*labels, "secondary")}


def _schema_document(outputs: Properties, _secret: Secret) -> Properties:
    """Puts the schemas where ARM has them; the SDK has flattened `document.components`."""
    rest = {name: value for name, value in outputs.items() if name != "components"}
    return {**rest, "document": {"components": outputs["components"]}}


def _named_value(outputs: Properties, secret: Secret) -> Properties:
    """Puts the secret in place of the reference to it, as Azure does when it uses the value."""
    if "keyVault" not in outputs:
        return outputs
    rest = {name: value for name, value in outputs.items() if name != "keyVault"}
    return {**rest, "value": secret(outputs["keyVault"]["secretIdentifier"])}


API_MANAGEMENT = Service(
    kinds=(
        ResourceKind(
            "azure-native:apimanagement:Api",
            _API,
            name=_ENTITY,
            longest={"displayName": 300, "path": 400},
            gateway=Shape(),
            price=_PART,
        ),
        ResourceKind(
            SERVICE,
            _SERVICE_ID,
            name=NameRule(
                r"[A-Za-z]([A-Za-z0-9-]{0,48}[A-Za-z0-9])?",
                "1 to 50 letters, digits and hyphens, a letter first, no hyphen last",
            ),
            longest={"publisherEmail": 100, "publisherName": 100},
            computed=_service,
            gateway=Unseen("it is the gateway: what the document begins with"),
            price=Price(
                charges=(
                    Charge(
                        what="calls",
                        price={"sku.name": {_CONSUMPTION: 3.5, **dict.fromkeys(_UNIT, 0)}},
                        per=1000000,
                        quantity=("$calls",),
                        free=(1000000,),
                    ),
                    Charge(
                        what="units",
                        price={"sku.name": {_CONSUMPTION: 0, **_UNIT}},
                        quantity=("$hours", "sku.capacity"),
                    ),
                ),
                free="as many calls as assumed are free",
            ),
            deletion=Deletion(
                "Azure keeps it deleted: 48 hours",
                ("apim", "deletedservice", "list"),
                "az apim deletedservice purge --service-name {name} --location {region}",
            ),
        ),
        ResourceKind(
            "azure-native:apimanagement:ApiOperation",
            _OPERATION,
            name=_CHILD,
            longest={"description": 1000, "displayName": 300, "urlTemplate": 1000},
            gateway=Shape(),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:apimanagement:ApiOperationPolicy",
            f"{_OPERATION}/policies/{{policyId}}",
            name=_POLICY,
            gateway=Shape(folder="policies"),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:apimanagement:ApiPolicy",
            f"{_API}/policies/{{policyId}}",
            name=_POLICY,
            gateway=Shape(folder="policies"),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:apimanagement:ApiSchema",
            f"{_API}/schemas/{{schemaId}}",
            name=_CHILD,
            gateway=Shape(properties=_schema_document),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:apimanagement:ApiVersionSet",
            f"{_SERVICE_ID}/apiVersionSets/{{versionSetId}}",
            name=_CHILD,
            longest={"displayName": 100, "description": 1000},
            gateway=Shape(),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:apimanagement:Backend",
            f"{_SERVICE_ID}/backends/{{backendId}}",
            name=_CHILD,
            longest={"description": 2000, "url": 2000},
            gateway=Shape(),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:apimanagement:Diagnostic",
            f"{_SERVICE_ID}/diagnostics/{{diagnosticId}}",
            name=NameRule(
                "applicationinsights|azuremonitor", "applicationinsights or azuremonitor"
            ),
            gateway=_WATCHES,
            price=_PART,
        ),
        ResourceKind(
            "azure-native:apimanagement:Logger",
            f"{_SERVICE_ID}/loggers/{{loggerId}}",
            name=_ENTITY,
            longest={"description": 256},
            gateway=_WATCHES,
            price=_PART,
        ),
        ResourceKind(
            "azure-native:apimanagement:NamedValue",
            f"{_SERVICE_ID}/namedValues/{{namedValueId}}",
            name=NameRule(r"[A-Za-z0-9._-]{1,256}", "1 to 256 letters, digits, '.', '_' and '-'"),
            longest={"displayName": 256},
            gateway=Shape(properties=_named_value),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:apimanagement:Policy",
            f"{_SERVICE_ID}/policies/{{policyId}}",
            name=_POLICY,
            gateway=Shape(folder="policies"),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:apimanagement:PolicyFragment",
            f"{_SERVICE_ID}/policyFragments/{{id}}",
            name=NameRule(
                r"(?=.{1,80}$)\w+([\w-]*\w)?", "1 to 80 letters, digits, '_' and, in between, '-'"
            ),
            gateway=Shape(folder="policies/fragments"),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:apimanagement:Product",
            _PRODUCT,
            name=_ENTITY,
            longest={"description": 1000, "displayName": 300},
            gateway=Shape(),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:apimanagement:ProductApi",
            f"{_PRODUCT}/apis/{{apiId}}",
            name=_ENTITY,
            second_parent=_API,
            gateway=Shape(),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:apimanagement:ProductPolicy",
            f"{_PRODUCT}/policies/{{policyId}}",
            name=_POLICY,
            gateway=Shape(folder="policies/products"),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:apimanagement:Subscription",
            f"{_SERVICE_ID}/subscriptions/{{sid}}",
            name=_ENTITY,
            longest={"displayName": 100},
            listed={"": _subscription_secrets},
            gateway=Shape(),
            price=_PART,
        ),
    ),
    functions={
        "azure-native:apimanagement:listSubscriptionSecrets": (
            lambda key, arguments: _subscription_secrets(key, arguments["sid"], arguments)
        )
    },
)
