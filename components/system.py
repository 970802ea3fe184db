"""Everything that the program makes, for what looks at all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from components.api_management import ApiManagement
    from components.django_service import DjangoService
    from components.fastapi_service import FastApiService
    from components.platform import Platform


@dataclass(frozen=True, kw_only=True)
class System:
    """The platform, and the two services on it."""

    platform: Platform
    gateway: ApiManagement
    fastapi: FastApiService
    django: DjangoService
