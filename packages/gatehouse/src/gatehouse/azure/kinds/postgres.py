"""Azure Database for PostgreSQL Flexible Server."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from gatehouse.azure.kinds.deletion import Deletion
from gatehouse.azure.kinds.kind import ResourceKind, Service
from gatehouse.azure.kinds.name_rule import PRINCIPAL, NameRule
from gatehouse.azure.kinds.price import Charge, Price

if TYPE_CHECKING:
    from gatehouse.azure.kinds.kind import Key, Properties
    from gatehouse.azure.kinds.price import Lookup

_SERVER = "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}"
_PART = Price(free="part of its PostgreSQL server")
_SERVERS: Lookup = {"highAvailability.mode": {"Disabled": 1, "SameZone": 2, "ZoneRedundant": 2}}
_BURSTABLE = {
    "Standard_B1ms": 0.02,
    "Standard_B2s": 0.08,
    "Standard_B2ms": 0.16,
    "Standard_B4ms": 0.32,
    "Standard_B8ms": 0.64,
    "Standard_B12ms": 0.95,
    "Standard_B16ms": 1.27,
    "Standard_B20ms": 1.59,
}
_VCPUS = (2, 4, 8, 16, 32, 48, 64)
_SERIES = {
    "Standard_D{}ds_v5": (0.206, 0.412, 0.824, 1.648, 3.296, 4.944, 6.592),
    "Standard_D{}ds_v4": (0.206, 0.412, 0.824, 1.648, 3.296, 4.944, 6.592),
    "Standard_D{}ads_v5": (0.185, 0.371, 0.742, 1.483, 2.966, 4.45, 5.933),
    "Standard_E{}ds_v5": (0.274, 0.548, 1.096, 2.192, 4.384, 6.576, 8.768),
    "Standard_E{}ds_v4": (0.274, 0.548, 1.096, 2.192, 4.384, 6.576, 8.768),
    "Standard_E{}ads_v5": (0.247, 0.493, 0.986, 1.973, 3.946, 5.918, 7.891),
}
"""An hour of one server with as many vCPUs."""
_SIZES = {
    series.format(vcpus): price
    for series, prices in _SERIES.items()
    for vcpus, price in zip(_VCPUS, prices, strict=True)
}


class PrincipalType(Enum):
    """Who may administer a flexible server.

    Two services share the SDK's module, and it has only the enum of the other one.
    https://learn.microsoft.com/rest/api/postgresql/administrators-microsoft-entra/create-or-update
    """

    GROUP = "Group"
    SERVICE_PRINCIPAL = "ServicePrincipal"
    UNKNOWN = "Unknown"
    USER = "User"


def _server(_key: Key, name: str, _inputs: Properties) -> Properties:
    return {"fullyQualifiedDomainName": f"{name}.postgres.database.azure.com", "state": "Ready"}


def _role_password(key: Key, name: str, _inputs: Properties) -> Properties:
    """Makes up what no Azure has: a laptop can't check the identity that signs in there."""
    return {"password": key("postgres", name)}


POSTGRES = Service(
    kinds=(
        ResourceKind(
            "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra",
            f"{_SERVER}/administrators/{{objectId}}",
            name=PRINCIPAL,
            corrected={"principalType": (PrincipalType,)},
            price=_PART,
        ),
        ResourceKind(
            "azure-native:dbforpostgresql:Configuration",
            f"{_SERVER}/configurations/{{configurationName}}",
            name=NameRule(r"[\w.-]{1,256}", "1 to 256 letters, digits, '.', '_' and '-'"),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:dbforpostgresql:Database",
            f"{_SERVER}/databases/{{databaseName}}",
            name=NameRule(
                r"[A-Za-z_][\w-]{0,62}", "1 to 63 letters, digits, '_' and '-', no digit first"
            ),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:dbforpostgresql:Server",
            _SERVER,
            name=NameRule(
                r"(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*",
                "3 to 63 lower-case letters, digits and single hyphens, no hyphen at the ends",
            ),
            computed=_server,
            listed={"": _role_password},
            deletion=Deletion("with all data"),
            price=Price(
                charges=(
                    Charge(
                        what="compute",
                        price={"sku.name": {**_BURSTABLE, **_SIZES}},
                        quantity=("$hours", _SERVERS),
                    ),
                    Charge(
                        what="storage", price=0.13, quantity=("storage.storageSizeGB", _SERVERS)
                    ),
                    Charge(
                        what="backups in the paired region",
                        price=0.1,
                        quantity=(
                            {"backup.geoRedundantBackup": {"Enabled": 1, "Disabled": 0}},
                            "$backup_gb",
                        ),
                    ),
                )
            ),
        ),
    )
)
