"""How azure-native tells an update from a replacement, as far as the program's types go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gatehouse.azure.kinds.table import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

HASH = "hash"
# Beside what makes the id. Sources: provider/pkg/gen/replacement.go of pulumi/pulumi-azure-native,
# and the properties that the API's own description, in Azure/azure-rest-api-specs, lists as
# `x-ms-mutability: [create, read]`. In nested objects that mark does not replace anything.
FIXED = {
    "authorization:RoleAssignment": {"principalId"},
    "dbforpostgresql:Server": {
        "administratorLogin",
        "pointInTimeUTC",
        "sourceServerResourceId",
    },
    "storage:StorageAccount": {"isHnsEnabled"},
    "web:WebApp": {"kind"},
}
# Random values are never changed, only made anew, whatever changes.
ALL = "random:"


def differences(old: Any, new: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yields path and kind, one of add, update, delete, for every value that differs."""
    if isinstance(old, dict) and isinstance(new, dict) and HASH not in new:
        for name in sorted(old.keys() | new.keys()):
            inner = f"{path}.{name}" if path else name
            if name not in new:
                yield inner, "delete"
            elif name not in old:
                yield inner, "add"
            else:
                yield from differences(old[name], new[name], inner)
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            inner = f"{path}[{index}]"
            if index >= len(new):
                yield inner, "delete"
            elif index >= len(old):
                yield inner, "add"
            else:
                yield from differences(old[index], new[index], inner)
    elif _comparable(old) != _comparable(new):
        yield path, "update"


def replaces(type_: str, path: str) -> bool:
    """Whether a difference at the path means another resource."""
    if type_.startswith(ALL):
        return True
    fixed = FIXED.get(type_.removeprefix("azure-native:"), ())
    return top_level(path) in {"location", "resourceGroupName", *fixed, *KINDS[type_].in_id}


def top_level(path: str) -> str:
    """The property that a path begins with."""
    return path.partition(".")[0].partition("[")[0]


def _comparable(value: Any) -> Any:
    """A file is its content, wherever it lies."""
    return value[HASH] if isinstance(value, dict) and HASH in value else value
