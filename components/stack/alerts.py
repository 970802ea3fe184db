"""Alerts on the system's metrics, mailed to one address.

https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-types#metric-alerts
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi
from pulumi import ComponentResource, Output, ResourceOptions
from pulumi_azure_native import monitor

from components.azure.naming import NameRule
from components.stack.metric_watch import MetricWatch, watches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from components.stack.system import System

ACTION_GROUP_NAME = NameRule("ag", 260)
METRIC_ALERT_NAME = NameRule("ar", 260)
EVERYWHERE = "global"
"""Alerts and action groups are in no region."""
EVERY = "PT5M"
SHORT_NAME = 12
"""Characters of an action group's name in a text message."""


@dataclass(frozen=True, kw_only=True)
class AlertsArgs:
    """The system to watch, and the address that alerts are mailed to."""

    system: System
    email: str | None
    """Address that alerts are mailed to; without one they are in the portal alone."""


class Alerts(ComponentResource):
    """One alert for every metric that is watched."""

    alert_ids: list[Output[str]]

    def __init__(self, name: str, args: AlertsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("gatehouse:alerts:Alerts", name, None, opts)
        actions = [
            monitor.MetricAlertActionArgs(action_group_id=group.id)
            for group in _action_groups(name, args, self)
        ]
        self.alert_ids = [
            _alert(watched, args, watch, resource_id, actions, self).id
            for watched, watch, resource_id in _watched(args.system)
        ]
        self.register_outputs({"alertIds": self.alert_ids})


def _action_groups(name: str, args: AlertsArgs, parent: Alerts) -> list[monitor.ActionGroup]:
    if args.email is None:
        return []
    group = monitor.ActionGroup(
        ACTION_GROUP_NAME.apply(name),
        resource_group_name=args.system.platform.resource_group_name,
        location=EVERYWHERE,
        group_short_name=pulumi.get_project()[:SHORT_NAME],
        enabled=True,
        email_receivers=[
            monitor.MicrosoftCommonEmailReceiverArgs(
                name="operators", email_address=args.email, use_common_alert_schema=True
            )
        ],
        opts=ResourceOptions(parent=parent),
    )
    return [group]


def _alert(
    name: str,
    args: AlertsArgs,
    watch: MetricWatch,
    resource_id: Output[str],
    actions: Sequence[monitor.MetricAlertActionArgs],
    parent: Alerts,
) -> monitor.MetricAlert:
    return monitor.MetricAlert(
        METRIC_ALERT_NAME.apply(f"{watch.name}-{name}"),
        resource_group_name=args.system.platform.resource_group_name,
        location=EVERYWHERE,
        description=watch.description,
        severity=watch.severity,
        enabled=True,
        scopes=[resource_id],
        evaluation_frequency=EVERY,
        window_size=f"PT{watch.minutes}M",
        criteria=_criteria(watch),
        auto_mitigate=True,  # it ends by itself when the metric is fine again, with another mail
        actions=actions,
        opts=ResourceOptions(parent=parent),
    )


def _watched(system: System) -> Iterator[tuple[str, MetricWatch, Output[str]]]:
    """Yields the name of each app, or of the workload, each condition, and the id of what it is on.

    The alerts of an app are called after the app, whether it is the main one of its kind or not.
    """
    workload = system.platform.name
    postgres = system.postgres
    resources = [
        ("gateway", workload, system.gateway.service_id),
        *(("function", one.pulumi_resource_name, one.function_app.site_id) for one in system.apis),
        *(("web", one.pulumi_resource_name, one.web_app.site_id) for one in system.sites),
        *([("database", workload, postgres.server.id)] if postgres else []),
    ]
    for kind, name, resource_id in resources:
        for watch in watches(postgres.tier if postgres else None):
            if watch.resource == kind:
                yield name, watch, resource_id


def _criteria(watch: MetricWatch) -> monitor.MetricAlertSingleResourceMultipleMetricCriteriaArgs:
    return monitor.MetricAlertSingleResourceMultipleMetricCriteriaArgs(
        odata_type="Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
        all_of=[
            monitor.MetricCriteriaArgs(
                criterion_type="StaticThresholdCriterion",
                name=watch.name,
                metric_namespace=watch.namespace,
                metric_name=watch.metric,
                time_aggregation=watch.aggregation,
                operator=watch.operator,
                threshold=watch.threshold,
                dimensions=[
                    monitor.MetricDimensionArgs(name=name, operator="Include", values=values)
                    for name, values in watch.dimensions.items()
                ],
            )
        ],
    )
