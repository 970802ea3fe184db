"""Settings of an app for this machine alone, such as DEBUG: two files beside its code.

They are for the app's process here, and for nothing else: no check, no plan and no release sees
them. https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-settings-file
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from pathlib import Path

VARIABLES = ".env.local"
"""Lines `NAME=VALUE`, for an app of any kind; of a name in both files this one's value counts."""
FUNCTIONS = "local.settings.json"
"""The file of Azure's own tools, for function apps: its `Values`."""
LINE = re.compile(r"(?:export\s+)?(?P<name>[A-Za-z_]\w*)\s*=\s*(?P<value>.*)")
QUOTED = re.compile(r"(?P<quote>['\"])(?P<inside>.*)(?P=quote)(?:\s+#.*)?")
COMMENT = re.compile(r"(?:^|\s)#.*")


def local_settings(folder: Path, *, is_function_app: bool) -> dict[str, str]:
    """Returns the settings of the files that are there.

    Raises LocalError for a file that can't be read, with its line.
    """
    values, variables = folder / FUNCTIONS, folder / VARIABLES
    return {
        **(_values(values) if is_function_app and values.is_file() else {}),
        **(_variables(variables) if variables.is_file() else {}),
    }


def _values(file: Path) -> dict[str, str]:
    try:
        found: Any = json.loads(file.read_text(encoding="utf-8"))
        if found.get("IsEncrypted"):
            raise LocalError(
                f"{file} is encrypted, by a key of Azure's own tools; allowed is plain text; run "
                "`func settings decrypt`"
            )
        return {name: str(value) for name, value in found.get("Values", {}).items()}
    except (ValueError, AttributeError) as error:
        raise LocalError(
            f'{file} can\'t be read: {error}; allowed is JSON such as {{"Values": {{"NAME": '
            '"value"}}; correct it'
        ) from error


def _variables(file: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        parts = LINE.fullmatch(stripped)
        if parts is None:
            raise LocalError(
                f"{file}:{number} sets nothing; allowed are lines NAME=VALUE, empty ones and "
                "comments that begin with #; correct it"
            )
        found[parts["name"]] = _value(parts["value"])
    return found


def _value(text: str) -> str:
    """Returns the value without its quotes, or without a comment behind it.

    `"a # b"` is `a # b`, and so is `'a # b'`; `a # b` is `a`, and `a#b` stays as it is.
    """
    quoted = QUOTED.fullmatch(text)
    return quoted["inside"] if quoted else COMMENT.sub("", text).strip()
