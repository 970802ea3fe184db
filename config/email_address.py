"""An e-mail address that somebody reads.

https://www.rfc-editor.org/rfc/rfc2606
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from config.errors import ConfigError

if TYPE_CHECKING:
    from config.reader import SettingsReader

EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
EXAMPLE_EMAIL = re.compile(
    r".*[@.](example(\.(com|net|org))?|invalid|localhost|test)", re.IGNORECASE
)
"""Domains that are reserved for examples and tests, where nobody reads."""


def read_address(settings: SettingsReader, key: str) -> str:
    """Returns the address of the setting.

    Refuses what nobody reads: Azure would take it, and its notices would be lost.
    """
    given = settings.or_else(key, "")
    if not EMAIL.fullmatch(given) or EXAMPLE_EMAIL.fullmatch(given):
        full_key = settings.full_key(key)
        remedy = f"run `pulumi config set {full_key} you@YOUR-DOMAIN`"
        raise ConfigError(full_key, given, "an e-mail address that somebody reads", remedy)
    return given
