"""The regions of Azure's public cloud, and the features that some of them lack.

https://learn.microsoft.com/azure/reliability/regions-list

A file and no question to Azure: a region that lacks something is refused when the settings are
read, before anybody is logged in and before half of the stack is made there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILE = Path(__file__).with_name("regions.json")
ANYWHERE = "westeurope"
"""Proposed when no region of the same part of the world has what is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One region."""

    name: str
    """As `az account list-locations` gives it, such as westeurope."""
    geography: str
    """The part of the world, such as Europe."""
    pair: str | None
    """The region where backups can be kept, too."""
    zones: bool
    """True when it has availability zones."""
    flex: bool
    """True when Functions offers its Flex Consumption plan there."""
    flex_zones: bool
    """True when such a plan can be spread over availability zones."""

    def instead(self, suits: Callable[[Region], bool]) -> str:
        """Returns the name of a region that suits, in the same part of the world if it can be.

        Example: a region of Europe has no pair for backups. Proposed is the first one of Europe
        that has: data that may not leave the continent stays there.
        """
        nearby = (one for one in regions().values() if one.geography == self.geography)
        return next((one.name for one in nearby if suits(one)), ANYWHERE)


def zoned(region: Region) -> str:
    """Returns the name of a region nearby that has availability zones."""
    return region.instead(lambda one: one.zones and one.flex)


@cache
def regions() -> Mapping[str, Region]:
    """Returns every region by its name."""
    document = json.loads(FILE.read_text(encoding="utf-8"))["regions"]
    return {name: Region(name=name, **one) for name, one in document.items()}


def likely(given: str) -> str:
    """Returns the region that is most likely meant.

    >>> likely("West Europe"), likely("westeurop")
    ('westeurope', 'westeurope')
    """
    # `West Europe` is the name in the portal, `westeurope` the one that Resource Manager takes.
    name = given.lower().replace(" ", "").replace("-", "")
    return (*get_close_matches(name, regions(), n=1, cutoff=0.6), ANYWHERE)[0]
