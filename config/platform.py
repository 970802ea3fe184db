"""The region of a stack, the retention of its logs, and its protection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.platform.platform import PlatformArgs
from config.functions import zone_redundant

if TYPE_CHECKING:
    from components.azure.regions import Region
    from config.reader import SettingsReader


def platform(settings: SettingsReader, region: Region) -> PlatformArgs:
    """Returns the settings of the resources that every app of the stack stands on."""
    return PlatformArgs(
        location=region.name,
        log_retention_days=settings.number("logRetentionDays", 30, 730),
        log_daily_quota_gb=settings.number("logDailyQuotaGb", 1, 100),
        production=settings.switch("production"),
        zone_redundant_storage=zone_redundant(settings, region),
    )
