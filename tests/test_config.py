from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pulumi
import pytest
import yaml

from components.errors import ConfigError
from config import StackConfig

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Declared

    Load = Callable[..., StackConfig]


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


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("publisherEmail", "ops@team.example.org"),
        ("publisherName", "N"),
        ("apimSku", "StandardV2"),
        ("apiPath", "v1/names"),
        ("publicPath", "docs_1.0"),
        ("pythonVersion", "3.11"),
        ("functionMemoryMb", "4096"),
        ("functionMaxInstances", "1000"),
        ("logRetentionDays", "730"),
        ("logDailyQuotaGb", "100"),
        ("production", "true"),
        ("corsOrigins", []),
        ("corsOrigins", ["https://a.example", "https://b.example:8443", "http://127.0.0.1:1"]),
        ("tags", {"a": ""}),
        ("webSku", "P3v4"),
        ("webInstances", "3"),
        ("webHosts", ["www.example.com", "quiz.example-1.org"]),
        ("webSeedData", "false"),
        ("databaseAuthentication", "password"),
        ("databaseVersion", "18"),
        ("databaseSku", "Standard_E4ds_v5"),
        ("databaseStorageGb", "32767"),
        ("databaseBackupRetentionDays", "35"),
        ("databaseGeoRedundantBackup", "true"),
    ],
)
def test_an_allowed_value_is_taken(load: Load, key: str, value: object) -> None:
    assert isinstance(load(**{key: value}), StackConfig)


@pytest.mark.parametrize(
    ("key", "value", "given", "allowed"),
    [
        (
            "environment",
            "abcdefghijklmnopqrstu",
            "'abcdefghijklmnopqrstu'",
            "a letter and up to 19 more letters, digits and single hyphens",
        ),
        (
            "environment",
            "a_b",
            "'a_b'",
            "a letter and up to 19 more letters, digits and single hyphens",
        ),
        ("publisherEmail", "nobody", "'nobody'", "an e-mail address"),
        ("publisherName", " ", "' '", "1 to 100 characters"),
        (
            "apimSku",
            "Free",
            "'Free'",
            "one of Consumption, Developer, Basic, Standard, Premium, BasicV2, StandardV2",
        ),
        ("apiPath", "/api", "'/api'", "a path without slashes at its ends"),
        ("publicPath", "public/", "'public/'", "a path without slashes at its ends"),
        ("publicPath", "api", "'api'", "a path other than that of gatehouse:apiPath"),
        ("pythonVersion", "3.9", "'3.9'", "one of 3.11, 3.12, 3.13"),
        ("functionMemoryMb", "1024", "'1024'", "one of 512, 2048, 4096"),
        ("functionMaxInstances", "1", "'1'", "a whole number from 40 to 1000"),
        ("logRetentionDays", "7", "'7'", "a whole number from 30 to 730"),
        ("logDailyQuotaGb", "0", "'0'", "a whole number from 1 to 100"),
        ("production", "yes", "'yes'", "one of true, false"),
        *[
            (
                "corsOrigins",
                [origin],
                repr(origin),
                "a list of https://host[:port] or http://localhost[:port], never *",
            )
            for origin in ("*", "https://a.example/", "http://a.example", "a.example", 1)
        ],
        ("tags", {"a/b": "c"}, "'a/b'", r"names of 1 to 128 characters without any of <>%&\?/"),
        ("tags", {"a": 1}, "1", "text of up to 256 characters for a"),
        (
            "webSku",
            "F1",
            "'F1'",
            "one of B1, B2, B3, S1, S2, S3, P0v3, P1v3, P2v3, P3v3, P0v4, P1v4, P2v4, P3v4",
        ),
        ("webInstances", "0", "'0'", "a whole number from 1 to 30"),
        ("webZoneRedundant", "maybe", "'maybe'", "one of true, false"),
        ("webSeedData", "1", "'1'", "one of true, false"),
        *[
            ("webHosts", [host], repr(host), "a list of host names such as www.example.com")
            for host in ("*", "localhost", "https://www.example.com", "a.example:8000", 1)
        ],
        ("databaseAuthentication", "none", "'none'", "one of entra, password"),
        ("databaseVersion", "13", "'13'", "one of 14, 15, 16, 17, 18"),
        (
            "databaseSku",
            "B1ms",
            "'B1ms'",
            "a size such as Standard_B1ms, Standard_D2ds_v5 or Standard_E4ds_v5",
        ),
        (
            "databaseStorageGb",
            "33",
            "'33'",
            "one of 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32767",
        ),
        ("databaseBackupRetentionDays", "6", "'6'", "a whole number from 7 to 35"),
        ("databaseHighAvailability", "On", "'On'", "one of Disabled, SameZone, ZoneRedundant"),
        ("databaseGeoRedundantBackup", "no", "'no'", "one of true, false"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_before_any_resource(
    load: Load, key: str, value: object, given: str, allowed: str
) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(**{key: value})
    assert str(refusal.value) == (
        f"gatehouse:{key} is {given}; allowed is {allowed}; "
        f"correct it with `pulumi config set gatehouse:{key} VALUE`"
    )


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


def test_a_tier_that_has_the_policy_is_taken(load: Load) -> None:
    assert load("<rate-limit-by-key calls='1' />", apimSku="Developer").gateway.sku == "Developer"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"databaseHighAvailability": "ZoneRedundant"},
            (
                "gatehouse:databaseHighAvailability is 'ZoneRedundant'; allowed is Disabled with the "
                "Burstable Standard_B1ms; set databaseSku to a D or E size such as Standard_D2ds_v5: "
                "Burstable has no standby"
            ),
        ),
        (
            {"webZoneRedundant": "true", "webInstances": "2"},
            (
                "gatehouse:webZoneRedundant is 'true'; allowed is false with B1; set webSku to a Premium "
                "size such as P0v3: Basic and Standard stay in one zone"
            ),
        ),
        (
            {"webInstances": "4"},
            (
                "gatehouse:webInstances is 4; allowed is 1 to 3 with B1; ask for fewer, or set webSku "
                "to a larger size such as P0v3"
            ),
        ),
    ],
)
def test_settings_that_do_not_go_together_are_refused(
    load: Load, changed: dict[str, str], message: str
) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(**changed)
    assert str(refusal.value) == message


def test_the_stack_prod_survives_the_loss_of_a_zone(load: Load) -> None:
    config = load(stack="prod", configuration="prod")
    assert config.platform.production is True
    assert config.database_scale.high_availability == "ZoneRedundant"
    assert config.database_scale.geo_redundant_backup is True
    assert config.web_scale.zone_redundant is True
    assert config.web_scale.instances == 2


def test_a_missing_region_is_missed(declare: Callable[..., Declared], tmp_path: Path) -> None:
    def program() -> None:
        pulumi.runtime.set_config("azure-native:location", "")
        StackConfig.load(tmp_path)

    with pytest.raises(ConfigError) as refusal:
        declare(program)
    assert str(refusal.value).startswith("azure-native:location is ''; allowed is a region")


def test_every_setting_is_described_and_every_described_setting_is_read(root: Path) -> None:
    described: dict[str, Any] = yaml.safe_load((root / "Pulumi.yaml").read_text())["config"]
    read = set(re.findall(r'\(?"([a-z]+[A-Za-z]*)"', (root / "config.py").read_text()))
    assert {key for key, one in described.items() if not one["description"]} == set()
    assert described.keys() - read == set()
