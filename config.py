"""The settings of one stack, checked as a whole before any resource is declared.

https://www.pulumi.com/docs/iac/concepts/config/
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pulumi

from components import tiers
from components.api_management import ApiManagementSettings
from components.function_app import FunctionScale
from components.platform import PlatformArgs

Kind = TypeVar("Kind", list[object], dict[str, object])

PYTHON_VERSIONS = ("3.11", "3.12", "3.13")
FUNCTION_MEMORY_MB = ("512", "2048", "4096")
KINDS = {list: "array", dict: "object"}
TAGS = 40
"""How many tags of its own a stack may have; Azure takes 50 on a resource."""

ENVIRONMENT = re.compile(r"[A-Za-z](-?[A-Za-z0-9]){0,19}")
LOCATION = re.compile(r"[a-z]+[0-9]?")
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
PUBLISHER = re.compile(r"\S(.{0,98}\S)?")
PATH = re.compile(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*")
TAG = re.compile(r"[^<>%&\\?/\s]([^<>%&\\?/]{0,126}[^<>%&\\?/\s])?")
ORIGIN = re.compile(
    r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d+)?|http://(localhost|127\.0\.0\.1)(:\d+)?"
)


class ConfigError(pulumi.RunError):
    """A setting can't be used; Pulumi prints the message without a traceback."""

    def __init__(self, key: str, given: object, allowed: str, remedy: str = "") -> None:
        remedy = remedy or f"correct it with `pulumi config set {key} VALUE`"
        super().__init__(f"{key} is {given!r}; allowed is {allowed}; {remedy}")


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

    @classmethod
    def load(cls, policies: Path) -> StackConfig:
        """Reads the selected stack's configuration.

        `policies` is the folder of policy documents, which have to suit the tier.
        Raises ConfigError, or pulumi.ConfigMissingError where a required value is missing.
        """
        config = pulumi.Config()
        loaded = cls(
            environment=_environment(config),
            own_tags=_tags(config),
            platform=_platform(config),
            gateway=_gateway(config),
            function_scale=_function_scale(config),
            api_path=_text(config, "apiPath", PATH, "a path without slashes at its ends"),
            public_path=_text(config, "publicPath", PATH, "a path without slashes at its ends"),
            cors_origins=_origins(config),
        )
        _refuse_one_path_for_both(loaded)
        _refuse_what_the_tier_lacks(loaded.gateway.sku, policies)
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


def _environment(config: pulumi.Config) -> str:
    given = config.get("environment") or pulumi.get_stack()
    if not ENVIRONMENT.fullmatch(given):
        allowed = "a letter and up to 19 more letters, digits and single hyphens"
        raise ConfigError(config.full_key("environment"), given, allowed)
    return given


def _platform(config: pulumi.Config) -> PlatformArgs:
    azure = pulumi.Config("azure-native")
    return PlatformArgs(
        location=_text(azure, "location", LOCATION, "a region such as westeurope"),
        log_retention_days=_number(config, "logRetentionDays", 30, 730),
        log_daily_quota_gb=_number(config, "logDailyQuotaGb", 1, 100),
        production=_choice(config, "production", ("true", "false")) == "true",
    )


def _gateway(config: pulumi.Config) -> ApiManagementSettings:
    return ApiManagementSettings(
        sku=_choice(config, "apimSku", tiers.SKUS),
        publisher_email=_text(config, "publisherEmail", EMAIL, "an e-mail address"),
        publisher_name=_text(config, "publisherName", PUBLISHER, "1 to 100 characters"),
    )


def _function_scale(config: pulumi.Config) -> FunctionScale:
    return FunctionScale(
        python_version=_choice(config, "pythonVersion", PYTHON_VERSIONS),
        instance_memory_mb=int(_choice(config, "functionMemoryMb", FUNCTION_MEMORY_MB)),
        maximum_instance_count=_number(config, "functionMaxInstances", 40, 1000),
    )


def _text(config: pulumi.Config, key: str, pattern: re.Pattern[str], allowed: str) -> str:
    given = config.require(key)
    if not pattern.fullmatch(given):
        raise ConfigError(config.full_key(key), given, allowed)
    return given


def _choice(config: pulumi.Config, key: str, choices: Collection[str]) -> str:
    given = config.require(key)
    if given not in choices:
        raise ConfigError(config.full_key(key), given, f"one of {', '.join(choices)}")
    return given


def _number(config: pulumi.Config, key: str, least: int, most: int) -> int:
    given = config.require(key)
    if not (given.isdecimal() and least <= int(given) <= most):
        raise ConfigError(config.full_key(key), given, f"a whole number from {least} to {most}")
    return int(given)


def _origins(config: pulumi.Config) -> tuple[str, ...]:
    given = _object(config, "corsOrigins", list)
    for origin in given:
        if not (isinstance(origin, str) and ORIGIN.fullmatch(origin)):
            raise ConfigError(
                config.full_key("corsOrigins"),
                origin,
                "a list of https://host[:port], or http://localhost[:port]; never *",
                "list the sites whose pages may call the API",
            )
    return tuple(given)


def _tags(config: pulumi.Config) -> dict[str, str]:
    given = _object(config, "tags", dict)
    for name, value in given.items():
        if not TAG.fullmatch(name) or not isinstance(value, str) or len(value) > 256:
            raise ConfigError(
                config.full_key("tags"),
                {name: value},
                r"a name of 1 to 128 characters without <>%&\?/ and a value of up to 256",
            )
    if len(given) > TAGS:
        raise ConfigError(config.full_key("tags"), len(given), f"at most {TAGS} tags")
    return given


def _object(config: pulumi.Config, key: str, kind: type[Kind]) -> Kind:
    try:
        given = config.get_object(key)
    except pulumi.ConfigTypeError:
        given = config.get(key)
    if given is None:
        return kind()
    if not isinstance(given, kind):
        raise ConfigError(config.full_key(key), given, f"a JSON {KINDS[kind]}")
    return given


def _refuse_one_path_for_both(config: StackConfig) -> None:
    if config.api_path == config.public_path:
        raise ConfigError(
            "gatehouse:publicPath",
            config.public_path,
            "a path other than gatehouse:apiPath",
            "the gateway tells the two APIs apart by their paths",
        )


def _refuse_what_the_tier_lacks(sku: str, policies: Path) -> None:
    for path in sorted(policies.glob("*.xml")):
        for line, policy, reason in tiers.unsupported(sku, path.read_text(encoding="utf-8")):
            raise ConfigError(
                "gatehouse:apimSku",
                sku,
                f"a tier that supports {policy} ({path.name}, line {line})",
                f"the {sku} tier {reason}",
            )
