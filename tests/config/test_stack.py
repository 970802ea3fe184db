from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from config import StackConfig
from config.errors import ConfigError
from gatehouse.program.stack_files import StackFiles

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared

    Load = Callable[..., StackConfig]

CASES: dict[str, Any] = json.loads(Path(__file__).with_name("settings.json").read_text())
"""`allowed` has setting and value, `refused` also how the message names both."""


@pytest.fixture
def load(declare: Callable[..., Declared], tmp_path: Path) -> Load:
    """Loads the stack dev with some settings changed, and with the policy documents given."""

    def load(policy: str = "<policies />", **changed: object) -> StackConfig:
        found: list[StackConfig] = []
        (tmp_path / "generate_name.xml").write_text(policy)
        declare(lambda: found.append(StackConfig.load(tmp_path)), **changed)
        return found[0]

    return load


def test_the_stack_dev_is_ready(load: Load) -> None:
    config = load()
    assert config.workload == "gatehouse-dev"
    assert config.platform.location == "westeurope"
    assert config.gateway.sku == "Consumption"
    assert config.cors_origins == ("http://localhost:5173",)


def test_tags_tell_project_environment_and_tool_and_may_be_replaced(load: Load) -> None:
    config = load(tags={"cost-code": "42", "project": "names"})
    assert config.tags == {
        "project": "names",
        "environment": "dev",
        "managed-by": "pulumi",
        "cost-code": "42",
    }


def test_names_follow_the_environment_and_not_the_stack_when_both_are_given(load: Load) -> None:
    assert load(stack="renamed", environment="old").workload == "gatehouse-old"


@pytest.mark.parametrize("stack", ["a", "abcdefghijklmnopqrst", "Prod", "pr-12"])
def test_a_stack_of_1_to_20_letters_names_its_environment(load: Load, stack: str) -> None:
    assert load(stack=stack).environment == stack


@pytest.mark.parametrize(("key", "value"), CASES["allowed"])
def test_an_allowed_value_is_taken(load: Load, key: str, value: object) -> None:
    assert isinstance(load(**{key: value}), StackConfig)


@pytest.mark.parametrize(("key", "value", "given", "allowed"), CASES["refused"])
def test_a_value_that_is_not_allowed_is_refused_before_any_resource(
    load: Load, key: str, value: object, given: str, allowed: str
) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(**{key: value})
    assert str(refusal.value) == (
        f"gatehouse:{key} is {given}; allowed is {allowed}; "
        f"correct it with `pulumi config set gatehouse:{key} VALUE`"
    )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "api-team@example.com",
        "you@Example.ORG",
        "you@mail.example.net",
        "you@contoso.test",
        "you@a.invalid",
        "you@a.localhost",
        "you@a.example",
    ],
)
def test_an_address_that_nobody_reads_is_refused(load: Load, address: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(publisherEmail=address)
    assert str(refusal.value) == (
        f"gatehouse:publisherEmail is {address!r}; allowed is an e-mail address that somebody "
        "reads; run `pulumi config set gatehouse:publisherEmail you@YOUR-DOMAIN`"
    )


def test_alerts_go_to_nobody_who_does_not_read_them(load: Load) -> None:
    assert load().alert_email is None
    assert load(alertEmail="operators@contoso.com").alert_email == "operators@contoso.com"
    with pytest.raises(ConfigError) as refusal:
        load(alertEmail="operators@example.com")
    assert str(refusal.value).startswith("gatehouse:alertEmail is 'operators@example.com'")


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_no_stack_comes_with_an_address(root: Path, stack: str) -> None:
    assert StackFiles.load(root, stack).missing == ("gatehouse:publisherEmail",)


def test_more_tags_than_azure_takes_are_refused(load: Load) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(tags={str(number): "" for number in range(41)})
    assert str(refusal.value) == "gatehouse:tags is '41 tags'; allowed is up to 40; remove some"


def test_a_policy_that_the_tier_lacks_is_refused_with_the_reason(load: Load) -> None:
    policy = "<policies>\n  <inbound>\n    <rate-limit-by-key calls='1' />\n"
    with pytest.raises(ConfigError) as refusal:
        load(policy)
    assert str(refusal.value) == (
        "gatehouse:apimSku is 'Consumption'; allowed is a tier with the policy rate-limit-by-key "
        "of generate_name.xml, line 3; the Consumption tier doesn't count by key; use rate-limit "
        "or quota, which count by subscription"
    )


def test_documents_of_every_scope_have_to_suit_the_tier(load: Load, tmp_path: Path) -> None:
    fragment = tmp_path / "fragments" / "counted.xml"
    fragment.parent.mkdir()
    fragment.write_text("<fragment><rate-limit-by-key calls='1' /></fragment>")
    with pytest.raises(ConfigError, match=r" rate-limit-by-key of fragments/counted\.xml, line 1;"):
        load()


def test_a_tier_that_has_the_policy_is_taken(load: Load) -> None:
    assert load("<rate-limit-by-key calls='1' />", apimSku="Developer").gateway.sku == "Developer"


@pytest.mark.parametrize(("changed", "message"), CASES["contradictory"])
def test_settings_that_do_not_go_together_are_refused(
    load: Load, changed: dict[str, str], message: str
) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(**changed)
    assert str(refusal.value) == message


def test_the_stack_prod_survives_the_loss_of_a_zone(load: Load) -> None:
    config = load(stack="prod", configuration="prod")
    assert config.platform.production is True
    assert config.database.scale.high_availability == "ZoneRedundant"
    assert config.database.scale.geo_redundant_backup is True
    assert config.web.scale.zone_redundant is True
    assert config.fastapi.scale.zone_redundant is True
    assert config.platform.zone_redundant_storage is True
    assert config.web.scale.instances == 2


def test_every_setting_is_described_and_every_described_setting_is_read(root: Path) -> None:
    described: dict[str, Any] = yaml.safe_load((root / "Pulumi.yaml").read_text())["config"]
    read = {
        key
        for file in (root / "config").glob("*.py")
        for key in re.findall(r'"([a-z]+[A-Za-z]*)"', file.read_text())
    }
    assert {key for key, one in described.items() if not one["description"]} == set()
    assert described.keys() - read == set()
