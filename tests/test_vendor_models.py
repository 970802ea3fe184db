"""Every body for API Management and PostgreSQL, by Microsoft's own models: vendor_models.json.

They hold what Azure's specification says: keys, patterns, lengths, ranges, values. What a service
refuses beside that is judged by the policy pack.
"""

from __future__ import annotations

import inspect
import json
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from components.gateway import tiers
from tests.vendor_model import Models

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared

PACKAGES = {
    "apimanagement": "azure.mgmt.apimanagement",
    "dbforpostgresql": "azure.mgmt.postgresqlflexibleservers",
}
MODELS = {name: Models(import_module(f"{path}.models")) for name, path in PACKAGES.items()}
TABLE: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("vendor_models.json").read_text(encoding="utf-8")
)
ADDRESS = {"resourceGroupName"}
"""What is part of the URL for all, beside what the table says of each."""
FROM_THE_SETTING = "the provider takes it from the setting azure-native:location"
FALSE_ALARMS = {
    "apimanagement:ApiManagementService: location is required": FROM_THE_SETTING,
    "dbforpostgresql:Server: location is required": FROM_THE_SETTING,
    "dbforpostgresql:Server: highAvailability.mode is 'Disabled'; "
    "known are ZoneRedundant, SameZone": "Azure's specification has the value, this package "
    "has lost it: PostgreSqlFlexibleServerHighAvailabilityMode in dbforpostgresql's models.tsp",
}
STACKS: tuple[dict[str, str], ...] = ({}, {"stack": "prod", "configuration": "prod"})
EVALUATIONS = [*STACKS, *({**stack, "apimSku": sku} for stack in STACKS for sku in tiers.SKUS[1:])]

SERVER = "dbforpostgresql:Server"
SERVICE = "apimanagement:ApiManagementService"
SIZE = {"name": "Developer", "capacity": 1}
PLACED = {"location": "westeurope"}
PLANTED = [
    pytest.param(
        "apimanagement:Product",
        {"displayName": "Names", "colour": "red"},
        ["colour is unknown"],
        id="unknown key",
    ),
    pytest.param(
        "apimanagement:Backend",
        {"url": "https://a", "protocol": "http", "tls": {"validate": True}},
        ["tls.validate is unknown"],
        id="unknown key inside",
    ),
    pytest.param(
        SERVER,
        {**PLACED, "fullyQualifiedDomainName": "a.postgres.database.azure.com"},
        ["fullyQualifiedDomainName is read-only"],
        id="read-only key",
    ),
    pytest.param(
        SERVICE,
        {**PLACED, "sku": SIZE, "publisherName": "Names"},
        ["publisherEmail is required"],
        id="required key",
    ),
    pytest.param(
        "apimanagement:ApiOperation",
        {"displayName": "A", "method": "GET", "urlTemplate": "/", "responses": [{}]},
        ["responses.0.statusCode is required"],
        id="required key in a list",
    ),
    pytest.param(
        "apimanagement:NamedValue",
        {"displayName": "two words"},
        ["displayName is 'two words'; pattern is ^[A-Za-z0-9-._]+$"],
        id="pattern",
    ),
    pytest.param(
        "apimanagement:Subscription",
        {"displayName": "", "scope": "/apis"},
        ["displayName is ''; min_length is 1"],
        id="too short",
    ),
    pytest.param(
        "apimanagement:Logger",
        {"loggerType": "applicationInsights", "description": "a" * 257},
        [f"description is {'a' * 257!r}; max_length is 256"],
        id="too long",
    ),
    pytest.param(
        "apimanagement:NamedValue",
        {"displayName": "many", "tags": ["a"] * 33},
        ["tags is 33; max_items is 32"],
        id="too many",
    ),
    pytest.param(
        "apimanagement:Diagnostic",
        {"loggerId": "/loggers/a", "sampling": {"samplingType": "fixed", "percentage": 101.0}},
        ["sampling.percentage is 101.0; maximum is 100"],
        id="range",
    ),
    pytest.param(
        "apimanagement:Diagnostic",
        {"loggerId": "/loggers/a", "verbosity": "chatty"},
        ["verbosity is 'chatty'; known are verbose, information, error"],
        id="enum value",
    ),
    pytest.param(
        SERVICE,
        {**PLACED, "sku": {**SIZE, "capacity": 0.5}, "publisherName": "A", "publisherEmail": "a@b"},
        ["sku.capacity is 0.5, which is no int"],
        id="type",
    ),
    pytest.param(
        "apimanagement:ProductApi", {"colour": "red"}, ["colour"], id="body where there is none"
    ),
]


def faults(type_: str, inputs: dict[str, Any]) -> list[str]:
    """What the model says of the resource's body; some resources have none."""
    entry = TABLE[type_]
    body = {key: one for key, one in inputs.items() if key not in ADDRESS | set(entry["address"])}
    package = MODELS[type_.split(":", maxsplit=1)[0]]
    return list(package.faults(entry["model"], body)) if "model" in entry else sorted(body)


@pytest.fixture(scope="module")
def judged(run_program: Callable[..., Declared]) -> Callable[..., set[str]]:
    """Evaluates the program and returns what the models say of all its bodies."""

    def judge(**options: str) -> set[str]:
        bodies = [
            (one.type.removeprefix("azure-native:"), dict(one.inputs))
            for one in run_program(**options).graph.resources
            if one.type.split(":")[1] in PACKAGES
        ]
        assert {type_.split(":")[0] for type_, _ in bodies} == PACKAGES.keys()
        return {f"{type_}: {fault}" for type_, body in bodies for fault in faults(type_, body)}

    return judge


@pytest.mark.parametrize("options", EVALUATIONS, ids=str)
def test_every_body_is_as_the_models_have_it(
    judged: Callable[..., set[str]], options: dict[str, str]
) -> None:
    assert judged(**options) - FALSE_ALARMS.keys() == set()


def test_every_false_alarm_is_still_raised(judged: Callable[..., set[str]]) -> None:
    raised = {one for options in STACKS for one in judged(**options)}
    assert FALSE_ALARMS.keys() - raised == set()


@pytest.mark.parametrize(("type_", "inputs", "expected"), PLANTED)
def test_a_fault_of_each_kind_is_found(
    type_: str, inputs: dict[str, Any], expected: list[str]
) -> None:
    assert faults(type_, inputs) == expected


@pytest.mark.parametrize("type_", TABLE)
def test_the_models_are_of_the_version_that_the_provider_sends(type_: str) -> None:
    package, name = type_.split(":")
    resource = getattr(import_module(f"pulumi_azure_native.{package}"), name)
    version = re.search(r"Uses Azure REST API version ([\w-]+)", inspect.getsource(resource))
    configuration = import_module(f"{PACKAGES[package]}._configuration")
    assert version
    assert f'"api_version", "{version[1]}"' in inspect.getsource(configuration)
