"""Host names below a domain of one's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from config.reader import SettingsReader

LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
# A bare domain can't have the CNAME record that Azure checks; 64 is the most in a certificate.
DOMAIN = re.compile(rf"(?=.{{1,64}}$){LABEL}(\.{LABEL}){{2,}}")


def read_domain(settings: SettingsReader, key: str) -> str:
    """Returns the host name, such as `www.example.com`; empty where none is set."""
    given = settings.or_else(key, "")
    allowed = "a host name below a domain, in small letters, such as www.example.com"
    return settings.matching(key, given, DOMAIN, allowed) if given else ""
