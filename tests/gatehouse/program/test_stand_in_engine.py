from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi
import pytest
from google.protobuf.json_format import MessageToDict
from pulumi import ComponentResource, FileAsset, Output, ResourceOptions
from pulumi.runtime.rpc import UNKNOWN
from pulumi_azure_native import keyvault, resources, storage

from gatehouse.azure.cloud import AzureError
from gatehouse.errors import LocalError
from gatehouse.program.stand_in_engine import CONFIDENTIAL, MARK

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared


STACK = "urn:pulumi:dev::gatehouse::pulumi:pulumi:Stack::gatehouse-dev"


class Box(ComponentResource):
    def __init__(self, name: str, opts: ResourceOptions | None = None) -> None:
        super().__init__("gatehouse:box:Box", name, None, opts)


def test_a_resource_is_kept_with_its_component_inputs_and_outputs(
    declare: Callable[..., Declared],
) -> None:
    def program() -> None:
        box = Box("box", ResourceOptions(parent=Box("outer")))
        resources.ResourceGroup("rg", location="here", opts=ResourceOptions(parent=box))

    group = declare(program).one("resources:ResourceGroup", "rg")
    chain = "gatehouse:box:Box$gatehouse:box:Box$azure-native:resources:ResourceGroup"
    assert group.urn == f"urn:pulumi:dev::gatehouse::{chain}::rg"
    assert group.parent.endswith("gatehouse:box:Box$gatehouse:box:Box::box")
    assert group.inputs == {"location": "here"}
    assert group.outputs["location"] == "here"
    assert group.outputs["id"].endswith(f"/resourceGroups/{group.outputs['name']}")


def test_dependencies_hold_what_no_property_refers_to(declare: Callable[..., Declared]) -> None:
    def program() -> None:
        first = resources.ResourceGroup("first")
        resources.ResourceGroup("second", opts=ResourceOptions(depends_on=[first]))

    declared = declare(program)
    second = declared.one("resources:ResourceGroup", "second")
    assert declared.waits_for(second) == {"resources:ResourceGroup first"}


def test_a_secret_is_plain_in_the_graph_and_stays_secret_in_the_program(
    declare: Callable[..., Declared],
) -> None:
    def program() -> None:
        secret = keyvault.Secret(
            "key",
            resource_group_name="rg",
            vault_name="kv",
            properties=keyvault.SecretPropertiesArgs(value=Output.secret("hidden")),
        )
        pulumi.export("uri", secret.properties.secret_uri)

    declared = declare(program)
    secret = declared.one("keyvault:Secret", "key")
    assert secret.inputs["properties"] == {"value": "hidden"}
    assert secret.outputs["properties"]["secretUri"].startswith("https://kv.vault.azure.net/")
    assert MessageToDict(declared.outputs[STACK])["uri"][MARK] == CONFIDENTIAL


def test_what_is_not_secret_does_not_become_so(declare: Callable[..., Declared]) -> None:
    def program() -> None:
        vault = keyvault.Vault(
            "kv",
            resource_group_name="rg",
            vault_name="kv",
            properties=keyvault.VaultPropertiesArgs(
                tenant_id="t",
                sku=keyvault.SkuArgs(family="A", name=keyvault.SkuName.STANDARD),
                access_policies=[],
            ),
        )
        pulumi.export("uri", vault.properties.vault_uri)

    outputs = MessageToDict(declare(program).outputs[STACK])
    assert outputs == {"uri": "https://kv.vault.azure.net/"}


def test_a_file_is_its_path_in_the_graph(declare: Callable[..., Declared]) -> None:
    def program() -> None:
        storage.Blob(
            "code",
            resource_group_name="rg",
            account_name="st",
            container_name="releases",
            source=FileAsset("code.zip"),
        )

    blob = declare(program).one("storage:Blob", "code")
    assert blob.inputs["source"] == {"path": "code.zip"}


def test_outputs_of_components_and_stack_are_kept(declare: Callable[..., Declared]) -> None:
    def program() -> None:
        Box("box").register_outputs({"size": [1, Output.secret("x")]})
        pulumi.export("answer", Output.secret({"is": 42}))

    declared = declare(program)
    assert declared.one("box:Box", "box").outputs == {"size": [1, "x"]}
    assert declared.graph.stack_outputs == {"answer": {"is": 42}}


def test_in_a_preview_nothing_is_known(declare: Callable[..., Declared]) -> None:
    def program() -> None:
        group = resources.ResourceGroup("rg", location="here")
        for output in ("id", "name", "location"):
            pulumi.export(output, getattr(group, output))

    outputs = MessageToDict(declare(program, preview=True).outputs[STACK])
    assert outputs == {"id": UNKNOWN, "name": UNKNOWN, "location": UNKNOWN}


def test_a_name_that_is_taken_is_refused_as_by_the_engine(
    declare: Callable[..., Declared],
) -> None:
    def program() -> None:
        resources.ResourceGroup("rg")
        resources.ResourceGroup("rg")

    with pytest.raises(LocalError) as refusal:
        declare(program)
    assert str(refusal.value) == (
        "the program declares urn:pulumi:dev::gatehouse::azure-native:resources:ResourceGroup::rg "
        "twice; allowed is one resource of a type and name below a component; give one of them "
        "another name"
    )


def test_a_type_that_azure_lacks_here_is_refused(declare: Callable[..., Declared]) -> None:
    def program() -> None:
        resources.TemplateSpec("spec", resource_group_name="rg")

    with pytest.raises(AzureError):
        declare(program)


def test_a_mark_is_taken_off_at_any_depth(declare: Callable[..., Declared]) -> None:
    def program() -> None:
        rule = keyvault.IPRuleArgs(value=Output.secret("1.2.3.4"))
        keyvault.Vault(
            "kv",
            resource_group_name="rg",
            properties=keyvault.VaultPropertiesArgs(
                tenant_id="t",
                sku=keyvault.SkuArgs(family="A", name=keyvault.SkuName.STANDARD),
                network_acls=keyvault.NetworkRuleSetArgs(ip_rules=[rule]),
            ),
        )

    vault = declare(program).one("keyvault:Vault", "kv")
    assert vault.inputs["properties"]["networkAcls"]["ipRules"] == [{"value": "1.2.3.4"}]
