"""The settings of one stack, checked as a whole before any resource is declared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi

from components import postgres_scale, tiers, web_scale
from components.api_management import ApiManagementSettings
from components.errors import ConfigError
from components.function_app import FunctionScale
from components.platform import PlatformArgs
from components.postgres_login import Authentication
from components.postgres_scale import PostgresScale
from components.stack_settings import StackSettings
from components.web_scale import WebScale

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PYTHON_VERSIONS = ("3.11", "3.12", "3.13")
FUNCTION_MEMORY_MB = ("512", "2048", "4096")

ENVIRONMENT = re.compile(r"[A-Za-z](-?[A-Za-z0-9]){0,19}")
LOCATION = re.compile(r"[a-z]+[0-9]?")
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
EXAMPLE_EMAIL = re.compile(
    r".*[@.](example(\.(com|net|org))?|invalid|localhost|test)", re.IGNORECASE
)
"""Domains where nobody reads: https://www.rfc-editor.org/rfc/rfc2606"""
PUBLISHER = re.compile(r"\S(.{0,98}\S)?")
PATH = re.compile(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*")
PATHS = "a path without slashes at its ends"
ORIGIN = re.compile(
    r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d+)?|http://(localhost|127\.0\.0\.1)(:\d+)?"
)
HOST = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
TAG_NAME = re.compile(r"[^<>%&\\?/]{1,128}")
TAG_VALUE = re.compile(r".{0,256}")
MOST_TAGS = 40
"""Azure takes 50 on a resource, of which the program sets some."""


@dataclass(frozen=True, kw_only=True)
class StackConfig:
    """What may differ from stack to stack; Pulumi.yaml describes each setting."""

    environment: str
    own_tags: Mapping[str, str]
    platform: PlatformArgs
    gateway: ApiManagementSettings
    function_scale: FunctionScale
    api_path: str
    public_path: str
    cors_origins: tuple[str, ...]
    allowed_hosts: tuple[str, ...]
    seed_data: bool
    database_authentication: Authentication
    database_scale: PostgresScale
    web_scale: WebScale

    @classmethod
    def load(cls, policies: Path) -> StackConfig:
        """Reads the selected stack's configuration.

        `policies` is the folder of policy documents, which have to suit the tier.
        Raises ConfigError, or pulumi.ConfigMissingError where a required value is missing.
        """
        settings = StackSettings()
        loaded = cls(
            environment=_environment(settings),
            own_tags=_tags(settings),
            platform=_platform(settings),
            gateway=_gateway(settings),
            function_scale=_function_scale(settings),
            api_path=settings.text("apiPath", PATH, PATHS),
            public_path=settings.text("publicPath", PATH, PATHS),
            cors_origins=_cors_origins(settings),
            allowed_hosts=_allowed_hosts(settings),
            seed_data=settings.switch("webSeedData"),
            database_authentication=_database_authentication(settings),
            database_scale=_database_scale(settings),
            web_scale=_web_scale(settings),
        )
        _refuse_one_path_for_both(settings, loaded)
        _refuse_what_the_tier_lacks(settings, loaded.gateway.sku, policies)
        _refuse_contradictions(settings, loaded)
        return loaded

    @property
    def workload(self) -> str:
        """What every physical name begins with, after its kind."""
        return f"{pulumi.get_project()}-{self.environment}"

    @property
    def tags(self) -> dict[str, str]:
        """The tags of every resource; the stack's own ones win."""
        return {
            "project": pulumi.get_project(),
            "environment": self.environment,
            "managed-by": "pulumi",
            **self.own_tags,
        }


def _environment(settings: StackSettings) -> str:
    given = settings.or_else("environment", pulumi.get_stack())
    allowed = "a letter and up to 19 more letters, digits and single hyphens"
    return settings.matching("environment", given, ENVIRONMENT, allowed)


def _tags(settings: StackSettings) -> dict[str, str]:
    given = settings.structure("tags", dict)
    if len(given) > MOST_TAGS:
        key = settings.full_key("tags")
        raise ConfigError(key, f"{len(given)} tags", f"up to {MOST_TAGS}", "remove some")
    names = r"names of 1 to 128 characters without any of <>%&\?/"
    return {
        settings.matching("tags", name, TAG_NAME, names): settings.matching(
            "tags", value, TAG_VALUE, f"text of up to 256 characters for {name}"
        )
        for name, value in given.items()
    }


def _platform(settings: StackSettings) -> PlatformArgs:
    region = "a region such as westeurope"
    return PlatformArgs(
        location=StackSettings("azure-native").text("location", LOCATION, region),
        log_retention_days=settings.number("logRetentionDays", 30, 730),
        log_daily_quota_gb=settings.number("logDailyQuotaGb", 1, 100),
        production=settings.switch("production"),
    )


def _gateway(settings: StackSettings) -> ApiManagementSettings:
    return ApiManagementSettings(
        sku=settings.choice("apimSku", tiers.SKUS),
        publisher_email=_publisher_email(settings),
        publisher_name=settings.text("publisherName", PUBLISHER, "1 to 100 characters"),
    )


def _publisher_email(settings: StackSettings) -> str:
    """Refuses what nobody reads: Azure would take it, and its notices would be lost."""
    given = settings.or_else("publisherEmail", "")
    if not EMAIL.fullmatch(given) or EXAMPLE_EMAIL.fullmatch(given):
        key = settings.full_key("publisherEmail")
        remedy = f"run `pulumi config set {key} you@YOUR-DOMAIN`"
        raise ConfigError(key, given, "an e-mail address that somebody reads", remedy)
    return given


def _function_scale(settings: StackSettings) -> FunctionScale:
    return FunctionScale(
        python_version=settings.choice("pythonVersion", PYTHON_VERSIONS),
        instance_memory_mb=int(settings.choice("functionMemoryMb", FUNCTION_MEMORY_MB)),
        maximum_instance_count=settings.number("functionMaxInstances", 40, 1000),
    )


def _cors_origins(settings: StackSettings) -> tuple[str, ...]:
    allowed = "a list of https://host[:port] or http://localhost[:port], never *"
    return tuple(
        settings.matching("corsOrigins", origin, ORIGIN, allowed)
        for origin in settings.structure("corsOrigins", list)
    )


def _allowed_hosts(settings: StackSettings) -> tuple[str, ...]:
    return tuple(
        settings.matching("webHosts", host, HOST, "a list of host names such as www.example.com")
        for host in settings.structure("webHosts", list)
    )


def _database_authentication(settings: StackSettings) -> Authentication:
    choices = [authentication.value for authentication in Authentication]
    return Authentication(settings.choice("databaseAuthentication", choices))


def _database_scale(settings: StackSettings) -> PostgresScale:
    sizes = [str(size) for size in postgres_scale.STORAGE_GB]
    sku = "a size such as Standard_B1ms, Standard_D2ds_v5 or Standard_E4ds_v5"
    return PostgresScale(
        version=settings.choice("databaseVersion", postgres_scale.VERSIONS),
        sku=settings.text("databaseSku", postgres_scale.SKU, sku),
        storage_gb=int(settings.choice("databaseStorageGb", sizes)),
        backup_retention_days=settings.number("databaseBackupRetentionDays", 7, 35),
        high_availability=settings.choice(
            "databaseHighAvailability", postgres_scale.HIGH_AVAILABILITY
        ),
        geo_redundant_backup=settings.switch("databaseGeoRedundantBackup"),
    )


def _web_scale(settings: StackSettings) -> WebScale:
    return WebScale(
        python_version=settings.choice("pythonVersion", PYTHON_VERSIONS),
        sku=settings.choice("webSku", web_scale.INSTANCES),
        instances=settings.number("webInstances", 1, max(web_scale.INSTANCES.values())),
        zone_redundant=settings.switch("webZoneRedundant"),
    )


def _refuse_one_path_for_both(settings: StackSettings, config: StackConfig) -> None:
    if config.api_path == config.public_path:
        raise ConfigError(
            settings.full_key("publicPath"),
            config.public_path,
            f"a path other than that of {settings.full_key('apiPath')}",
        )


def _refuse_what_the_tier_lacks(settings: StackSettings, sku: str, policies: Path) -> None:
    for path in sorted(policies.glob("*.xml")):
        for line, policy, reason in tiers.unsupported(sku, path.read_text(encoding="utf-8")):
            raise ConfigError(
                settings.full_key("apimSku"),
                sku,
                f"a tier with the policy {policy} of {path.name}, line {line}",
                f"the {sku} tier {reason}",
            )


def _refuse_contradictions(settings: StackSettings, config: StackConfig) -> None:
    for key, given, allowed, remedy in (
        *postgres_scale.contradictions(config.database_scale, config.platform.location),
        *web_scale.contradictions(config.web_scale),
    ):
        raise ConfigError(settings.full_key(key), given, allowed, remedy)
