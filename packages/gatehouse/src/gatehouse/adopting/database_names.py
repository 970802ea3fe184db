"""What apps call the settings of their database, whatever the program calls them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gatehouse.adopting.wanted_settings import WantedSetting

SUBJECT = r"(?:AZURE_)?(?:POSTGRES(?:QL)?|PSQL|PG|DB|DATABASE|SQL(?:ALCHEMY)?)"
ROLES = {
    role: re.compile(rf"(?:\w+_)??{SUBJECT}_?(?:{words})")
    for role, words in (
        ("host", "HOST|SERVER|HOSTNAME|ADDRESS"),
        ("port", "PORT"),
        ("user", "USER|USERNAME|LOGIN"),
        ("password", "PASS|PASSWORD"),
        ("name", "NAME|DB|DATABASE|DBNAME"),
        ("url", "URL|URI|DATABASE_UR[IL]|DSN|CONNECTION_?STRING"),
        ("ssl", "SSL|SSLMODE|SSL_MODE"),
    )
}
"""Part of a database's address → the names of settings that hold it."""


def database_names(wanted: Iterable[WantedSetting]) -> Mapping[str, str]:
    """Returns what each of the app's database settings is for, by the app's own name.

    Example: `POSTGRES_SERVER` is the host, `AZURE_POSTGRESQL_NAME` the name.
    """
    return {
        one.name: role
        for one in wanted
        for role, pattern in ROLES.items()
        if pattern.fullmatch(one.name)
    }
