"""The names and tags of a stack's resources.

https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pulumi

from config.errors import ConfigError

if TYPE_CHECKING:
    from config.reader import SettingsReader

ENVIRONMENT = re.compile(r"[A-Za-z](-?[A-Za-z0-9]){0,19}")
TAG_NAME = re.compile(r"[^<>%&\\?/]{1,128}")
TAG_VALUE = re.compile(r".{0,256}")
MOST_TAGS = 40
"""Azure takes 50 on a resource, of which the program sets some."""


def environment(settings: SettingsReader) -> str:
    """Returns the part of every physical name after the project: the setting, or the stack's name.

    1 to 20 letters, digits and single hyphens: the names of vaults and storage accounts hold 24
    characters, so they are cut (components/azure/naming.py).
    """
    given = settings.or_else("environment", pulumi.get_stack())
    allowed = "a letter and up to 19 more letters, digits and single hyphens"
    return settings.matching("environment", given, ENVIRONMENT, allowed)


def own_tags(settings: SettingsReader) -> dict[str, str]:
    """Returns the tags that the stack adds to the program's."""
    given = settings.structure("tags", dict)
    if len(given) > MOST_TAGS:
        key = settings.full_key("tags")
        raise ConfigError(key, f"{len(given)} tags", f"up to {MOST_TAGS}", "remove some")
    names = r"names of 1 to 128 characters without any of <>%&\?/"
    return {
        settings.matching("tags", name, TAG_NAME, names): settings.matching(
            "tags", value, TAG_VALUE, f"text of up to 256 characters for {name}"
        )
        for name, value in given.items()
    }
