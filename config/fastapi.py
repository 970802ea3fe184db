"""The settings of the FastAPI app: its size, its versions and its clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.services.fastapi_service import FastApiSettings
from config.functions import function_scale
from config.gateway import api_clients, api_versions

if TYPE_CHECKING:
    from components.azure.regions import Region
    from config.reader import SettingsReader


def fastapi(settings: SettingsReader, region: Region) -> FastApiSettings:
    """Reads the settings of the app and its APIs from the stack."""
    return FastApiSettings(
        scale=function_scale(settings, region),
        versions=api_versions(settings),
        clients=api_clients(settings),
    )
