from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Declared

POLICIES = ("azure-native:apimanagement:ApiPolicy", "azure-native:apimanagement:ApiOperationPolicy")


@pytest.mark.parametrize(
    ("name", "path", "key"), [("simple-fastapi-api", "api", True), ("public-docs", "public", False)]
)
def test_an_api_has_its_path_and_asks_for_a_key_or_not(
    deployed: Declared, name: str, *, path: str, key: bool
) -> None:
    inputs = deployed.one("apimanagement:Api", name).inputs
    assert inputs["apiId"] == name
    assert inputs["path"] == path
    assert inputs["subscriptionRequired"] is key
    assert inputs["protocols"] == ["https"]
    assert inputs["subscriptionKeyParameterNames"] == {
        "header": "Ocp-Apim-Subscription-Key",
        "query": "subscription-key",
    }


def test_an_operation_is_declared_as_the_app_describes_it(deployed: Declared) -> None:
    inputs = deployed.one("apimanagement:ApiOperation", "generate_name").inputs
    assert inputs["apiId"] == "simple-fastapi-api"
    assert inputs["method"] == "GET"
    assert inputs["urlTemplate"] == "/generate_name"
    assert inputs["templateParameters"] == []
    (starts_with,) = inputs["request"]["queryParameters"]
    assert (starts_with["name"], starts_with["required"]) == ("starts_with", False)
    assert inputs["request"]["representations"] == []
    answers = {one["statusCode"]: one for one in inputs["responses"]}
    assert sorted(answers) == [200, 404, 422]
    assert answers[404]["description"] == "Not Found"
    assert answers[404]["representations"] == [
        {
            "contentType": "application/json",
            "schemaId": "simple-fastapi-api",
            "typeName": "Problem",
        }
    ]


def test_the_schemas_of_an_api_are_there_before_the_operations_that_name_them(
    deployed: Declared,
) -> None:
    schema = deployed.one("apimanagement:ApiSchema", "simple-fastapi-api")
    assert schema.inputs["contentType"] == "application/vnd.oai.openapi.components+json"
    assert schema.inputs["apiId"] == "simple-fastapi-api"
    assert sorted(schema.inputs["components"]["schemas"]) == [
        "GeneratedName",
        "HTTPValidationError",
        "Problem",
        "ValidationError",
    ]
    operation = deployed.one("apimanagement:ApiOperation", "generate_name")
    assert "apimanagement:ApiSchema simple-fastapi-api" in deployed.waits_for(operation)


def test_a_file_named_after_an_operation_is_its_policy(deployed: Declared) -> None:
    inputs = deployed.one("apimanagement:ApiOperationPolicy", "generate_name").inputs
    assert inputs["operationId"] == "generate_name"
    assert inputs["policyId"] == "policy"
    assert inputs["format"] == "rawxml"
    assert '<rate-limit calls="20" renewal-period="90" />' in inputs["value"]


APIS = ("simple-fastapi-api", "public-docs")


@pytest.mark.parametrize("api", APIS)
def test_browsers_may_call_every_api_from_the_configured_origins_only(
    deployed: Declared, api: str
) -> None:
    value = deployed.one("apimanagement:ApiPolicy", api).inputs["value"]
    assert re.findall("<origin>(.*?)</origin>", value) == ["http://localhost:5173"]


@pytest.mark.parametrize("api", APIS)
def test_without_origins_no_browser_may_call_from_elsewhere(varied: Declared, api: str) -> None:
    value = varied.one("apimanagement:ApiPolicy", api).inputs["value"]
    assert "cors" not in value
    assert "<set-backend-service " in value


def test_both_apis_send_their_calls_to_the_backend(deployed: Declared) -> None:
    backend = deployed.one("apimanagement:Backend", "function-app").inputs["backendId"]
    for api in APIS:
        value = deployed.one("apimanagement:ApiPolicy", api).inputs["value"]
        assert f'<set-backend-service id="apim-generated-policy" backend-id="{backend}" />' in value


def test_a_policy_waits_for_the_backend_that_it_names(deployed: Declared) -> None:
    for type_ in POLICIES:
        for policy in deployed.graph.of_type(type_):
            waits = "apimanagement:Backend function-app" in deployed.waits_for(policy)
            assert waits is ("function-app" in policy.inputs["value"])


def test_no_policy_cuts_off_the_scopes_above_it_or_names_an_azure_resource(
    deployed: Declared,
) -> None:
    policies = [one for type_ in POLICIES for one in deployed.graph.of_type(type_)]
    assert len(policies) == 3
    for policy in policies:
        sections = ("inbound", "backend", "outbound", "on-error")
        for section in sections:
            assert re.search(rf"<{section}>\s*<base />", policy.inputs["value"])
        assert "/subscriptions/" not in policy.inputs["value"]
        assert "*" not in policy.inputs["value"]


def test_an_operation_without_a_file_has_no_policy(deployed: Declared) -> None:
    policies = deployed.graph.of_type("azure-native:apimanagement:ApiOperationPolicy")
    assert [policy.name for policy in policies] == ["generate_name"]
