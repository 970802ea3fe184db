"""The settings of one stack, checked as a whole before any resource is declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi

from config import (
    app_settings,
    database_server,
    fastapi,
    gateway,
    monitoring,
    names,
    platform,
    quizzes,
    region,
    web,
)
from config.reader import SettingsReader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from components.database.postgres_settings import PostgresSettings
    from components.gateway.api_management import ApiManagementSettings
    from components.platform.platform import PlatformArgs
    from components.services.fastapi_service import FastApiSettings
    from config.app_settings import AppSettings
    from config.web import WebSettings


@dataclass(frozen=True, kw_only=True)
class StackConfig:
    """All settings of one stack; Pulumi.yaml describes each setting."""

    environment: str
    own_tags: Mapping[str, str]
    platform: PlatformArgs
    gateway: ApiManagementSettings
    fastapi: FastApiSettings
    web: WebSettings
    database: PostgresSettings
    quizzes: Mapping[str, str]
    """App settings of the sample site."""
    apps: AppSettings
    """What the stack sets for its apps, which no component knows of."""
    api_path: str
    public_path: str
    cors_origins: tuple[str, ...]
    alert_email: str | None

    @classmethod
    def load(cls, policies: Path) -> StackConfig:
        """Reads the selected stack's configuration.

        `policies` is the folder of policy documents, which have to suit the tier.
        Raises ConfigError, or pulumi.ConfigMissingError where a required value is missing.
        """
        # All of it at once, before the first resource: whoever corrects a setting hasn't waited
        # for half a stack.
        settings = SettingsReader()
        where = region.region()
        return cls(
            environment=names.environment(settings),
            own_tags=names.own_tags(settings),
            platform=platform.platform(settings, where),
            gateway=gateway.gateway(settings, policies),
            fastapi=fastapi.fastapi(settings, where),
            web=web.web(settings, where),
            database=database_server.database_server(settings, where),
            quizzes=quizzes.quizzes(settings),
            apps=app_settings.app_settings(settings),
            api_path=gateway.api_path(settings),
            public_path=gateway.public_path(settings),
            cors_origins=gateway.cors_origins(settings),
            alert_email=monitoring.alert_email(settings),
        )

    @property
    def workload(self) -> str:
        """The start of every physical name, after its kind."""
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
