"""How large the function app is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.function_app import FunctionScale
from config.runtime import python_version

if TYPE_CHECKING:
    from components.stack_settings import StackSettings

MEMORY_MB = ("512", "2048", "4096")


def function_scale(settings: StackSettings) -> FunctionScale:
    """Returns what an instance runs on, and how many there may be."""
    return FunctionScale(
        python_version=python_version(settings),
        instance_memory_mb=int(settings.choice("functionMemoryMb", MEMORY_MB)),
        maximum_instance_count=settings.number("functionMaxInstances", 40, 1000),
    )
