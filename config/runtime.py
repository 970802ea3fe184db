"""The Python version of both apps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from config.reader import SettingsReader

PYTHON_VERSIONS = ("3.11", "3.12", "3.13")
"""Versions that both Flex Consumption and App Service offer."""


def python_version(settings: SettingsReader) -> str:
    """Returns the Python that both apps run on."""
    return settings.choice("pythonVersion", PYTHON_VERSIONS)
