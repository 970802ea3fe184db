"""The settings of one stack, checked as a whole before any resource is declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi

from config import (
    database,
    database_administrators,
    functions,
    gateway,
    monitoring,
    names,
    platform,
    region,
    web,
)
from config.reader import StackSettings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from components.database.administrator import Principal
    from components.database.login import Authentication
    from components.database.server_scale import PostgresScale
    from components.functions.function_app import FunctionScale
    from components.gateway.api_management import ApiManagementSettings
    from components.platform.platform import PlatformArgs
    from components.web.web_scale import WebScale


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
    api_versions: tuple[str, ...]
    api_clients: tuple[str, ...]
    allowed_hosts: tuple[str, ...]
    seed_data: bool
    database_authentication: Authentication
    database_scale: PostgresScale
    database_administrators: tuple[Principal, ...]
    web_scale: WebScale
    web_domain: str
    alert_email: str | None

    @classmethod
    def load(cls, policies: Path) -> StackConfig:
        """Reads the selected stack's configuration.

        `policies` is the folder of policy documents, which have to suit the tier.
        Raises ConfigError, or pulumi.ConfigMissingError where a required value is missing.
        """
        settings = StackSettings()
        where = region.region()
        return cls(
            environment=names.environment(settings),
            own_tags=names.own_tags(settings),
            platform=platform.platform(settings, where),
            gateway=gateway.gateway(settings, policies),
            function_scale=functions.function_scale(settings, where),
            api_path=gateway.api_path(settings),
            public_path=gateway.public_path(settings),
            cors_origins=gateway.cors_origins(settings),
            api_versions=gateway.api_versions(settings),
            api_clients=gateway.api_clients(settings),
            allowed_hosts=web.allowed_hosts(settings),
            seed_data=web.seed_data(settings),
            database_authentication=database.database_authentication(settings),
            database_scale=database.database_scale(settings, where),
            database_administrators=database_administrators.administrators(settings),
            web_scale=web.web_scale(settings, where),
            web_domain=web.web_domain(settings),
            alert_email=monitoring.alert_email(settings),
        )

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
