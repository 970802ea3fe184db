"""A database server of a stack, as the engine has it."""

from tests.gatehouse.resources import exported

WINDOW = {"customWindow": "Enabled", "dayOfWeek": 0, "startHour": 3, "startMinute": 0}
SERVER = exported(
    "azure-native:dbforpostgresql:Server",
    "psql",
    id_="/subscriptions/s/resourceGroups/rg-1/providers/x/flexibleServers/psql-1",
    inputs={"maintenanceWindow": WINDOW},
)
