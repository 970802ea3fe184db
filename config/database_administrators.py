"""The people who administer the database server, beside the app."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from components.database.administrator import Principal, PrincipalType
from components.database.login import Authentication
from config.database import database_authentication
from config.errors import ConfigError

if TYPE_CHECKING:
    from config.reader import SettingsReader

KEY = "databaseAdministrators"
# Lower case alone: one id in two spellings would count as two administrators.
OBJECT_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NAME = re.compile(r"\S(.{0,254}\S)?")
TYPES = tuple(one.value for one in PrincipalType)
MEMBERS = {"objectId", "name", "type"}


def administrators(settings: SettingsReader) -> tuple[Principal, ...]:
    """Returns the server's administrators, in the order given; without entra, none.

    Raises ConfigError for an entry that is none, or that stands there twice.
    """
    found = tuple(_principal(settings, one) for one in settings.structure(KEY, list))
    if found and database_authentication(settings) is not Authentication.ENTRA:
        raise ConfigError(
            settings.full_key(KEY),
            f"{len(found)} administrators",
            "none where databaseAuthentication is password",
            "set databaseAuthentication to entra, or remove them",
        )
    if len({one.object_id for one in found}) < len(found):
        raise ConfigError(
            settings.full_key(KEY), "an objectId twice", "each once", "remove one of the two"
        )
    return found


def _principal(settings: SettingsReader, given: object) -> Principal:
    if not (isinstance(given, dict) and given.keys() == MEMBERS):
        allowed = f"a list of objects with {', '.join(sorted(MEMBERS))}"
        raise ConfigError(settings.full_key(KEY), given, allowed)
    if given["type"] not in TYPES:
        raise ConfigError(
            settings.full_key(KEY), given["type"], f"a type, one of {', '.join(TYPES)}"
        )
    return Principal(
        object_id=settings.matching(
            KEY, given["objectId"], OBJECT_ID, "an objectId of Microsoft Entra, in lower case"
        ),
        name=settings.matching(KEY, given["name"], NAME, "a name of up to 256 characters"),
        type=PrincipalType(given["type"]),
    )
