"""Logical names that stay inside Azure's limits once azure-native has appended its suffix.

https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SUFFIX = 8
"""Hex digits that azure-native appends to a logical name, so that a torn-down stack can come back
while Azure still holds the old, soft-deleted name."""


@dataclass(frozen=True, slots=True)
class NameRule:
    """What Azure allows for one kind of resource."""

    prefix: str
    """The abbreviation of the Cloud Adoption Framework."""
    longest: int
    """Characters, the suffix included."""
    hyphens: bool = True
    """False where only lower-case letters and digits are allowed."""

    def apply(self, workload: str) -> str:
        """Returns the logical name of the workload's resource, cut to what the limit leaves."""
        separator = "-" if self.hyphens else ""
        words = re.findall("[a-z0-9]+", f"{self.prefix}-{workload}".lower())
        return separator.join(words)[: self.longest - SUFFIX].rstrip("-")


RESOURCE_GROUP = NameRule("rg", 90)
WORKSPACE = NameRule("log", 63)
APPLICATION_INSIGHTS = NameRule("appi", 255)
KEY_VAULT = NameRule("kv", 24)
ARTIFACT_STORE = NameRule("stcode", 24, hyphens=False)
FUNCTION_STORAGE = NameRule("stfunc", 24, hyphens=False)
FUNCTION_PLAN = NameRule("asp-func", 60)
FUNCTION_APP = NameRule("func", 60)
IDENTITY = NameRule("id", 128)
API_MANAGEMENT = NameRule("apim", 50)
VIRTUAL_NETWORK = NameRule("vnet", 64)
PRIVATE_ENDPOINT = NameRule("pep", 64)
NETWORK_SECURITY_GROUP = NameRule("nsg", 80)
ACTION_GROUP = NameRule("ag", 260)
METRIC_ALERT = NameRule("ar", 260)
POSTGRES_SERVER = NameRule("psql", 63)
WEB_PLAN = NameRule("asp-web", 60)
WEB_APP = NameRule("app", 60)
