"""The metrics that are watched, and the value beyond which somebody should look.

https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pulumi_azure_native import monitor

from components.database.server_scale import BURSTABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GATEWAY = "Microsoft.ApiManagement/service"
SITE = "Microsoft.Web/sites"
DATABASE = "Microsoft.DBforPostgreSQL/flexibleServers"


@dataclass(frozen=True, kw_only=True)
class MetricWatch:
    """A condition on one metric."""

    name: str
    resource: str
    """One of `gateway`, `function`, `web` and `database`."""
    namespace: str
    """Azure's name for the resource's type."""
    metric: str
    aggregation: monitor.AggregationTypeEnum
    operator: monitor.Operator
    threshold: float
    minutes: int
    """Minutes that it looks back, every 5 minutes."""
    severity: int
    """0, critical, to 4."""
    description: str
    """The text of the alert: what is wrong, and where to look first."""
    dimensions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Dimension → the values that count."""


TOTAL = monitor.AggregationTypeEnum.TOTAL
AVERAGE = monitor.AggregationTypeEnum.AVERAGE
ABOVE = monitor.Operator.GREATER_THAN
BELOW = monitor.Operator.LESS_THAN
ALWAYS = (
    MetricWatch(
        name="gateway-errors",
        resource="gateway",
        namespace=GATEWAY,
        metric="Requests",
        aggregation=TOTAL,
        operator=ABOVE,
        threshold=5,
        minutes=5,
        severity=1,
        description="The gateway answered more than 5 requests with a status of 500 or more",
        # The metrics of failures alone are deprecated in its favour.
        dimensions={"GatewayResponseCodeCategory": ["5xx"]},
    ),
    *(
        MetricWatch(
            name=f"{app}-errors",
            resource=app,
            namespace=SITE,
            metric="Http5xx",
            aggregation=TOTAL,
            operator=ABOVE,
            threshold=5,
            minutes=5,
            severity=1,
            description=f"The {app} app answered more than 5 requests with a status of 500 or more",
        )
        for app in ("function", "web")
    ),
    MetricWatch(
        name="web-health",
        resource="web",
        namespace=SITE,
        metric="HealthCheckStatus",
        aggregation=AVERAGE,
        operator=BELOW,
        threshold=75,
        minutes=15,
        severity=1,
        description="A quarter of the web app's instances or more fail the health check",
    ),
    MetricWatch(
        name="database-storage",
        resource="database",
        namespace=DATABASE,
        metric="storage_percent",
        aggregation=AVERAGE,
        operator=ABOVE,
        threshold=80,
        minutes=15,
        severity=2,
        description="The database has filled 80 % of its storage, and is about to be given more",
    ),
    MetricWatch(
        name="database-cpu",
        resource="database",
        namespace=DATABASE,
        metric="cpu_percent",
        aggregation=AVERAGE,
        operator=ABOVE,
        threshold=80,
        minutes=15,
        severity=2,
        description="The database has been working at 80 % of its CPU for a quarter of an hour",
    ),
)
CREDITS = MetricWatch(
    name="database-credits",
    resource="database",
    namespace=DATABASE,
    metric="cpu_credits_remaining",
    aggregation=AVERAGE,
    operator=BELOW,
    threshold=10,
    minutes=15,
    severity=2,
    description="The database has hardly any CPU credits left, and gets slow without them",
)
"""Burstable sizes alone have credits."""


def watches(database_tier: str | None) -> tuple[MetricWatch, ...]:
    """Returns the conditions for a system whose database server has the tier, or has none."""
    if database_tier is None:
        return tuple(watch for watch in ALWAYS if watch.resource != "database")
    return (*ALWAYS, CREDITS) if database_tier == BURSTABLE else ALWAYS
