"""The size and backups of database servers, how apps sign in, and what databases are like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from components.database import server_scale
from components.database.extensions import EXTENSIONS
from components.database.login import Authentication
from components.database.server_scale import PostgresScale
from config.errors import ConfigError

if TYPE_CHECKING:
    from components.azure.regions import Region
    from config.reader import SettingsReader

COLLATION = re.compile(r"C|[a-z]{2,3}_[A-Z]{2}\.utf8")
SKUS = "a size such as Standard_B1ms, Standard_D2ds_v5 or Standard_E4ds_v5"


def database_authentication(settings: SettingsReader) -> Authentication:
    """Returns the way in which apps sign in: `entra` or `password`."""
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


def database_collation(settings: SettingsReader) -> str:
    """Returns the collation that databases are made with."""
    return settings.text("databaseCollation", COLLATION, "a collation such as en_US.utf8, or C")


def database_extensions(settings: SettingsReader) -> tuple[str, ...]:
    """Returns the extensions that the server allows; every one once, in the order given.

    Raises ConfigError for what Azure doesn't have, or only with a library that is loaded first.
    """
    given = settings.structure("databaseExtensions", list)
    for one in given:
        if one not in EXTENSIONS:
            raise ConfigError(
                settings.full_key("databaseExtensions"),
                one,
                f"a list of {', '.join(EXTENSIONS)}",
                "write it in lower case and without its version, or do without it: Azure has no "
                "other extensions that work without a library of their own",
            )
    return tuple(dict.fromkeys(map(str, given)))
