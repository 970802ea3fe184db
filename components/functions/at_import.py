"""App settings while the code is imported for its routes, before Azure has made what they name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi import Input

HOST = "stand-in.local"
TELEMETRY = {"APPLICATIONINSIGHTS_CONNECTION_STRING"}
"""With it, libraries start to send what the import does."""
STAND_INS = (
    (re.compile(r"HOST(NAME)?$"), HOST),
    (re.compile(r"PORT$"), "5432"),
    (re.compile(r"DATABASE_UR[IL]$|DSN$"), f"postgresql://user:password@{HOST}:5432/database"),
    (re.compile(r"UR[IL]$|ENDPOINT$"), f"https://{HOST}"),
    (re.compile(r"EMAIL$"), f"nobody@{HOST}"),
    (re.compile(r"SECRET|PASS|KEY|TOKEN"), "0" * 64),
    (re.compile(""), "stand-in"),
)
"""By what a setting's name has in it: a text that an app takes which looks at the setting."""


def at_import(
    settings: Mapping[str, Input[str]], secrets: Mapping[str, object] | None = None
) -> dict[str, str]:
    """Returns settings and secrets as texts: one that isn't known yet has a stand-in of its shape.

    What an app reads at its import it often checks as well: a port has to be a number, and a
    Pydantic model refuses an address that is none.

    Example: `DBHOST`, which Azure makes up with the server, is `stand-in.local`; a setting or a
    secret that the stack gives is what it will be.
    """
    known = {"WEBSITE_HOSTNAME": HOST, **settings, **(secrets or {})}
    return {
        name: value if isinstance(value, str) else stand_in(name)
        for name, value in known.items()
        if name not in TELEMETRY
    }


def stand_in(name: str) -> str:
    """Returns a text that can be the value of the setting.

    >>> stand_in("REDIS_PORT"), stand_in("ORDERS_URL")
    ('5432', 'https://stand-in.local')
    """
    return next(text for pattern, text in STAND_INS if pattern.search(name.upper()))
