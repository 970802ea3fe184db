from __future__ import annotations

import pytest

from components.stack.metric_watch import DATABASE, GATEWAY, SITE, watches

METRICS: dict[str, dict[str, tuple[str, set[str]]]] = {
    GATEWAY: {"Requests": ("Total", {"GatewayResponseCodeCategory"})},
    SITE: {"Http5xx": ("Total", set()), "HealthCheckStatus": ("Average", set())},
    DATABASE: {
        "storage_percent": ("Average", set()),
        "cpu_percent": ("Average", set()),
        "cpu_credits_remaining": ("Average", set()),
    },
}
"""Type → metric → an aggregation and the dimensions that Azure has for it, as listed below
https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index"""


@pytest.mark.parametrize("tier", ["Burstable", "GeneralPurpose"])
def test_every_metric_that_is_watched_is_one_that_azure_has(tier: str) -> None:
    for watch in watches(tier):
        aggregation, dimensions = METRICS[watch.namespace][watch.metric]
        assert watch.aggregation.value == aggregation
        assert watch.dimensions.keys() <= dimensions


def test_only_sizes_with_cpu_credits_are_watched_for_them() -> None:
    named = {tier: {one.name for one in watches(tier)} for tier in ("Burstable", "MemoryOptimized")}
    assert named["Burstable"] - named["MemoryOptimized"] == {"database-credits"}


def test_names_are_unique_and_windows_are_ones_that_azure_takes() -> None:
    all_ = watches("Burstable")
    assert len({one.name for one in all_}) == len(all_)
    assert {one.minutes for one in all_} <= {5, 15, 30, 60}


def test_without_a_database_none_is_watched() -> None:
    assert {watch.resource for watch in watches(None)} == {"gateway", "function", "web"}
