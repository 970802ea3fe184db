"""The settings of the database server that the main site is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.database.postgres_settings import PostgresSettings
from config import database
from config.database_administrators import administrators

if TYPE_CHECKING:
    from components.azure.regions import Region
    from config.reader import SettingsReader


def database_server(settings: SettingsReader, region: Region) -> PostgresSettings:
    """Reads the settings of the server from the stack."""
    return PostgresSettings(
        authentication=database.database_authentication(settings),
        scale=database.database_scale(settings, region),
        people=administrators(settings),
        collation=database.database_collation(settings),
        extensions=database.database_extensions(settings),
    )
