"""The variables that the sample site reads, and no other site."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from config.reader import SettingsReader


def quizzes(settings: SettingsReader) -> dict[str, str]:
    """Returns the site's app settings, which its quizsite/environment.py reads."""
    return {
        "DEBUG": "false",
        "DJANGO_SUPERUSER_USERNAME": "admin",
        "LOAD_SEED_DATA": str(settings.switch("webSeedData")).lower(),
        "LOG_LEVEL": "INFO",
    }
