"""Everything that the program makes, for what looks at all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from components.gateway.api_management import ApiManagement
    from components.platform.platform import Platform
    from components.services.django_service import DjangoService
    from components.services.fastapi_service import FastApiService


@dataclass(frozen=True, kw_only=True)
class System:
    """The platform, and the two services on it."""

    platform: Platform
    gateway: ApiManagement
    fastapi: FastApiService
    django: DjangoService
