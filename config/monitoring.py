"""The address that alerts are mailed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.email_address import read_address

if TYPE_CHECKING:
    from config.reader import SettingsReader


def alert_email(settings: SettingsReader) -> str | None:
    """Returns the address that alerts are mailed to, if there is one."""
    return read_address(settings, "alertEmail") if settings.or_else("alertEmail", "") else None
