from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

import pytest
from google.protobuf.json_format import MessageToDict

from components.gateway import api_management
from components.platform import artifact_store, key_vault
from components.web import web_app
from gatehouse.program.stand_in_engine import CONFIDENTIAL, MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Declared

OUTPUTS = {
    "admin_password",
    "admin_url",
    "admin_user",
    "api_release",
    "api_url",
    "app_insights",
    "docs_url",
    "function_app",
    "function_deployments",
    "gateway_url",
    "key_vault",
    "portal_failures",
    "portal_function_log_stream",
    "portal_gateway",
    "portal_live_metrics",
    "portal_resource_group",
    "portal_web_log_stream",
    "portal_workbook",
    "postgres_host",
    "resource_group",
    "sample_url",
    "subscription_id",
    "subscription_key",
    "subscription_keys",
    "tenant_id",
    "web_app",
    "web_deployments",
    "web_domain_verification",
    "web_health_url",
    "web_release",
    "web_ssh",
    "web_url",
}
SECRET_OUTPUTS = {"admin_password", "admin_url", "subscription_key", "subscription_keys"}
BRANCHES = (
    ast.BoolOp,
    ast.For,
    ast.FunctionDef,
    ast.If,
    ast.IfExp,
    ast.Lambda,
    ast.ListComp,
    ast.Match,
    ast.Try,
    ast.While,
)
STACK = "urn:pulumi:dev::gatehouse::pulumi:pulumi:Stack::gatehouse-dev"


def test_the_program_is_a_table_of_contents(root: Path) -> None:
    text = (root / "__main__.py").read_text()
    nodes = list(ast.walk(ast.parse(text)))
    # An app says what it needs: an entry has as many lines as the app has peculiarities.
    entries = (one for one in nodes if isinstance(one, ast.Call) and "Service(" in ast.unparse(one))
    lines = {line for one in entries for line in range(one.lineno + 1, one.end_lineno or 0)}
    assert len(text.splitlines()) - len(lines) <= 46
    assert [node for node in nodes if isinstance(node, BRANCHES)] == []


def test_the_stack_gives_out_what_people_need(deployed: Declared) -> None:
    outputs = deployed.graph.stack_outputs
    assert outputs.keys() == OUTPUTS
    assert outputs["docs_url"] == f"{outputs['gateway_url']}/public/docs"
    assert outputs["api_url"] == f"{outputs['gateway_url']}/api"
    assert [name for name, value in outputs.items() if not value] == ["subscription_keys"]


def test_the_stack_tells_which_releases_are_to_answer(deployed: Declared) -> None:
    outputs = deployed.graph.stack_outputs
    released = {
        release.name: release.inputs["properties"]["parameters"]["sha"]["value"]
        for release in deployed.graph.of_type("azure-native:resources:Deployment")
        if "sha" in release.inputs["properties"]["parameters"]
    }
    assert released == {
        "gatehouse-dev": outputs["api_release"],
        "web-gatehouse-dev": outputs["web_release"],
    }


def test_the_administrator_signs_in_with_what_is_given_out(deployed: Declared) -> None:
    outputs = deployed.graph.stack_outputs
    password = deployed.one("index/randomPassword:RandomPassword", "django-superuser-password")
    assert outputs["admin_password"] == password.outputs["result"]
    assert outputs["admin_user"] == "admin"


def test_secret_outputs_are_marked_and_the_others_can_be_read(deployed: Declared) -> None:
    outputs = MessageToDict(deployed.outputs[STACK])
    marked = {name for name, value in outputs.items() if _is_confidential(value)}
    assert marked == SECRET_OUTPUTS


def test_every_resource_belongs_to_a_component_and_every_component_to_one_or_the_stack(
    deployed: Declared,
) -> None:
    components = {one.urn for one in deployed.graph.resources if one.type.startswith("gatehouse:")}
    for one in deployed.graph.resources:
        above = components | {STACK} if one.urn in components else components
        assert one.parent in above, one.urn


def test_every_component_registers_what_it_gives_out(deployed: Declared) -> None:
    for one in deployed.graph.resources:
        if one.type.startswith("gatehouse:"):
            assert MessageToDict(deployed.outputs[one.urn]) != {}, one.urn


def test_a_component_is_called_after_its_class(deployed: Declared, root: Path) -> None:
    sources = "".join(path.read_text() for path in (root / "components").rglob("*.py"))
    declared = {one.type for one in deployed.graph.resources}
    for name in (one.split(":")[2] for one in declared if one.startswith("gatehouse:")):
        found = re.findall(rf"class {name}\((?:ComponentResource|WebService)\):", sources)
        assert len(found) == 1, name


def test_nothing_waits_for_something_that_is_not_declared(deployed: Declared) -> None:
    known = deployed.graph.by_urn
    for one in deployed.graph.resources:
        assert set(one.dependencies) <= known.keys()


def test_a_preview_declares_the_same_although_it_knows_nothing_yet(
    deployed: Declared, run_program: Callable[..., Declared]
) -> None:
    preview = run_program(preview=True)
    assert preview.graph.by_urn.keys() == deployed.graph.by_urn.keys()
    for one in deployed.graph.resources:
        # A function that can't be called yet does not pass on what its arguments wait for.
        assert set(preview.graph.by_urn[one.urn].dependencies) <= set(one.dependencies)


def test_no_secret_is_handed_to_the_engine_in_plain_text(deployed: Declared) -> None:
    secrets = set(_confidential_texts(deployed))
    assert len(secrets) >= 4
    plain = {
        text
        for request in (*deployed.requests.values(),)
        for text in _texts(MessageToDict(request.object), confidential=False)
    } | {
        text
        for outputs in deployed.outputs.values()
        for text in _texts(MessageToDict(outputs), confidential=False)
    }
    assert {secret for secret in secrets if any(secret in text for text in plain)} == set()


@pytest.mark.parametrize("stack", ["a", "abcdefghijklmnopqrst"])
def test_names_stay_within_azures_limits_whatever_the_stack_is_called(
    run_program: Callable[..., Declared], stack: str
) -> None:
    declared = run_program(stack=stack)
    limits = {
        "apimanagement:ApiManagementService": api_management.NAME.longest,
        "keyvault:Vault": key_vault.NAME.longest,
        "resources:Deployment": 64,
        "storage:StorageAccount": artifact_store.NAME.longest,
        "web:WebApp": web_app.NAME.longest,
    }
    for kind, longest in limits.items():
        found = declared.graph.of_type(f"azure-native:{kind}")
        assert found
        assert all(3 <= len(one.outputs["name"]) <= longest for one in found)


def _confidential_texts(declared: Declared) -> Iterator[str]:
    """The secrets that the program handles: keys from Azure, and what the vault is given."""
    yield declared.graph.stack_outputs["subscription_key"]
    for secret in declared.graph.of_type("azure-native:keyvault:Secret"):
        yield secret.inputs["properties"]["value"]


def _texts(value: Any, *, confidential: bool) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, confidential=confidential or _is_confidential(value))
            yield key
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, confidential=confidential)
    elif isinstance(value, str) and not confidential:
        yield value


def _is_confidential(value: Any) -> bool:
    return isinstance(value, dict) and value.get(MARK) == CONFIDENTIAL
