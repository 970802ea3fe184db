"""Both stacks on the real engine, from nothing to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pulumi.automation import CommandError

from components.waiting import patience
from tests.test_main import SECRET_OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engine.deployment import Deployment

PROTECTED = {
    "apimanagement:ApiManagementService",
    "dbforpostgresql:Database",
    "dbforpostgresql:Server",
    "keyvault:Vault",
    "resources:ResourceGroup",
}
LEAST_SECRETS = 10


def test_a_preview_of_nothing_plans_what_is_then_done(either: Deployment) -> None:
    assert {step.op for step in either.done} == {"create"}
    assert len(either.done) > 70
    assert [step.urn for step in either.planned] == [step.urn for step in either.done]


def test_every_site_has_its_secrets_once_it_is_deployed(either: Deployment) -> None:
    assert either.cloud.unresolved() == {}


def test_the_person_reads_what_is_waited_for(either: Deployment) -> None:
    said = "\n".join(either.said)
    rows = (*patience.REFUSALS, *patience.DELAYS)
    waited_for = {row.words for row in rows if row.words in said}
    assert len(waited_for) > 3


def test_what_is_deployed_is_what_the_cloud_has(either: Deployment) -> None:
    resources = either.state()["resources"]
    in_state = {one["id"] for one in resources if one["type"].startswith(("azure-", "random:"))}
    assert in_state == either.cloud.existing.keys()


def test_a_second_preview_has_nothing_to_do(either: Deployment) -> None:
    assert either.preview() == []


def test_a_refresh_finds_what_was_deployed(either: Deployment) -> None:
    assert either.refresh() == []


def test_secret_outputs_are_marked_and_the_others_can_be_read(either: Deployment) -> None:
    outputs = either.outputs()
    assert {name for name, output in outputs.items() if output.secret} == SECRET_OUTPUTS
    plain = [str(output.value) for name, output in outputs.items() if name not in SECRET_OUTPUTS]
    assert [text for text in plain if any(one in text for one in either.cloud.secrets)] == []
    assert outputs["subscription_key"].value in either.cloud.secrets


def test_no_secret_is_in_the_state_or_in_anything_the_engine_says(either: Deployment) -> None:
    assert len(either.cloud.secrets) >= LEAST_SECRETS
    assert len(either.said) > LEAST_SECRETS
    assert either.leaks() == []


def test_what_holds_data_or_a_name_is_protected_in_production_only(
    dev: Deployment, prod: Deployment
) -> None:
    for deployment, expected in ((dev, set()), (prod, PROTECTED)):
        resources = deployment.state()["resources"]
        protected = {one["type"] for one in resources if one.get("protect")}
        assert {type_.removeprefix("azure-native:") for type_ in protected} == expected


def test_destroying_a_production_stack_is_refused_before_anything_is_deleted(
    prod: Deployment,
) -> None:
    before = set(prod.cloud.existing)
    with pytest.raises(CommandError, match="protected"):
        prod.preview_destroy()
    assert prod.cloud.existing.keys() == before


def test_a_development_stack_is_destroyed_to_the_last_resource(
    deploy: Callable[..., Deployment], dev: Deployment
) -> None:
    doomed = deploy(like=dev)
    doomed.destroy()
    assert doomed.cloud.existing == {}
    assert doomed.state().get("resources", []) == []
