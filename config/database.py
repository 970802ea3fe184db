"""The size and backups of the database server, and how the web app signs in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.database import server_scale
from components.database.login import Authentication
from components.database.server_scale import PostgresScale

if TYPE_CHECKING:
    from components.azure.regions import Region
    from config.reader import SettingsReader

SKUS = "a size such as Standard_B1ms, Standard_D2ds_v5 or Standard_E4ds_v5"


def database_authentication(settings: SettingsReader) -> Authentication:
    """Returns the way in which the web app signs in: `entra` or `password`."""
    choices = [authentication.value for authentication in Authentication]
    return Authentication(settings.choice("databaseAuthentication", choices))


def database_scale(settings: SettingsReader, region: Region) -> PostgresScale:
    """Returns the server's version, size and backups.

    Raises ConfigError for combinations that Azure refuses, and for what the region lacks.
    """
    sizes = [str(size) for size in server_scale.STORAGE_GB]
    scale = PostgresScale(
        version=settings.choice("databaseVersion", server_scale.VERSIONS),
        sku=settings.text("databaseSku", server_scale.SKU, SKUS),
        storage_gb=int(settings.choice("databaseStorageGb", sizes)),
        backup_retention_days=settings.number("databaseBackupRetentionDays", 7, 35),
        high_availability=settings.choice(
            "databaseHighAvailability", server_scale.HIGH_AVAILABILITY
        ),
        geo_redundant_backup=settings.switch("databaseGeoRedundantBackup"),
    )
    settings.refuse(server_scale.contradictions(scale, region))
    return scale
