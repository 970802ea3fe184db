"""The settings of the Django site: its database, its size and its host names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.services.django_service import DjangoSettings
from config import database, web
from config.database_administrators import administrators

if TYPE_CHECKING:
    from components.azure.regions import Region
    from config.reader import SettingsReader


def django(settings: SettingsReader, region: Region) -> DjangoSettings:
    """Reads the settings of the site and its database from the stack."""
    return DjangoSettings(
        allowed_hosts=web.allowed_hosts(settings),
        seed_data=web.seed_data(settings),
        database_authentication=database.database_authentication(settings),
        database_scale=database.database_scale(settings, region),
        database_administrators=administrators(settings),
        web_scale=web.web_scale(settings, region),
        domain=web.web_domain(settings),
    )
