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
    apis: Sequence[FastApiService] = ()
    """The services of the gateway; the first is the main one, after which outputs are named."""
    sites: Sequence[WebService] = ()
    """The sites, a DjangoService or any other; the first is the main one."""

    @property
    def postgres(self) -> PostgresServer | None:
        """The server of the main site's database, if it has one; without a site, the main API's."""
        of_sites = [one.database for one in self.sites[:1]]
        of_apis = [one.function_app.database for one in self.apis[:1]]
        database = next(iter([*of_sites, *of_apis]), None)
        return database.server if database else None
