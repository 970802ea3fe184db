"""The packages that an app lists, by the file that Azure's build reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app_runtime.environments.requirements import read_requirements
from app_runtime.errors import AppError
from gatehouse.adopting.hint import Hint, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatehouse.adopting.app_folder import AppFolder

PLAIN = re.compile(r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)")
LOCKED = re.compile(r'^name = "(?P<name>[^"]+)"')
SEPARATORS = re.compile(r"[-_.]+")


def listed_packages(app: AppFolder) -> Mapping[str, Place]:
    """Returns where each package is listed, by its name in lower case with hyphens."""
    try:
        found = read_requirements(app.path)
    except AppError:
        return {}
    pattern = LOCKED if found.is_lock else PLAIN
    own = found.file.read_text(encoding="utf-8")
    text = own if found.is_lock else found.content.decode()
    last = len(own.splitlines())  # behind it stands what the file reads by `-r`
    lines = enumerate(text.splitlines(), 1)
    matches = ((min(number, last), pattern.match(line)) for number, line in lines)
    return {
        SEPARATORS.sub("-", match["name"]).lower(): Place(found.file, number)
        for number, match in matches
        if match
    }


def missing_list(app: AppFolder) -> list[Hint]:
    """Returns a finding where Azure's build would install nothing."""
    try:
        read_requirements(app.path)
    except AppError as error:
        says, _, remedy = str(error).rpartition("; ")
        return [Hint(says=says, remedy=remedy)]
    return []
