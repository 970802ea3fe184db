"""Every type of resource and every function that a program may use, by Pulumi's token."""

from __future__ import annotations

from gatehouse.azure.kinds.access import ACCESS
from gatehouse.azure.kinds.api_management import API_MANAGEMENT
from gatehouse.azure.kinds.app_service import APP_SERVICE
from gatehouse.azure.kinds.key_vault import KEY_VAULT
from gatehouse.azure.kinds.monitor import MONITOR
from gatehouse.azure.kinds.network import NETWORK
from gatehouse.azure.kinds.postgres import POSTGRES
from gatehouse.azure.kinds.random_values import RANDOM_VALUES
from gatehouse.azure.kinds.resources import RESOURCES
from gatehouse.azure.kinds.storage import STORAGE

SERVICES = (
    ACCESS,
    API_MANAGEMENT,
    APP_SERVICE,
    KEY_VAULT,
    MONITOR,
    NETWORK,
    POSTGRES,
    RANDOM_VALUES,
    RESOURCES,
    STORAGE,
)
KINDS = {kind.type: kind for service in SERVICES for kind in service.kinds}
FUNCTIONS = {token: one for service in SERVICES for token, one in service.functions.items()}
