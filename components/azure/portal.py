"""Pages of the Azure portal that a person wants to open.

Microsoft documents no format for these addresses; the ones here are what the portal's own links
have been for years. A page that the portal doesn't know opens the resource's overview.
"""

from __future__ import annotations

from dataclasses import dataclass

from pulumi import Input, Output

from components.azure.cloud_hosts import PORTAL

OVERVIEW = "overview"
LIVE_METRICS = "quickPulse"
FAILURES = "failures"
LOG_STREAM = "logStream"
WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class Portal:
    """The portal as the members of one tenant see it."""

    tenant_id: Input[str]

    def page(self, resource_id: Input[str], page: str = OVERVIEW) -> Output[str]:
        """Returns the address of a page about the resource."""
        return Output.concat(PORTAL, "/#@", self.tenant_id, "/resource", resource_id, "/", page)
