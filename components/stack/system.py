"""Everything that the program makes, for what looks at all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.database.postgres_server import PostgresServer
    from components.gateway.api_management import ApiManagement
    from components.platform.platform import Platform
    from components.services.fastapi_service import FastApiService
    from components.services.web_service import WebService


@dataclass(frozen=True, kw_only=True)
class System:
    """The platform, and the services on it."""

    platform: Platform
    gateway: ApiManagement
    fastapi: FastApiService
    """The main API."""
    more_apis: Sequence[FastApiService] = ()
    """Other services of the gateway, whose URLs and keys are among the stack's outputs."""
    web: WebService
    """The main site: a DjangoService or any other."""
    more_sites: Sequence[WebService] = ()
    """Other sites, whose URLs are among the stack's outputs."""

    @property
    def postgres(self) -> PostgresServer | None:
        """The server of the main site's database, if it has one."""
        return self.web.database.server if self.web.database else None
