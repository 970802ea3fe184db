"""Where a stack is, how its logs are kept, and whether it is protected."""

from __future__ import annotations

import re

from components.platform import PlatformArgs
from components.stack_settings import StackSettings

LOCATION = re.compile(r"[a-z]+[0-9]?")


def platform(settings: StackSettings) -> PlatformArgs:
    """Returns what every app of the stack stands on."""
    region = "a region such as westeurope"
    return PlatformArgs(
        location=StackSettings("azure-native").text("location", LOCATION, region),
        log_retention_days=settings.number("logRetentionDays", 30, 730),
        log_daily_quota_gb=settings.number("logDailyQuotaGb", 1, 100),
        production=settings.switch("production"),
    )
