"""A stack's configuration, read from Pulumi.yaml and Pulumi.<stack>.yaml without the engine.

https://www.pulumi.com/docs/iac/concepts/projects/project-file/
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STAND_INS = {"array": [], "boolean": False, "integer": 1, "object": {}}
"""By the types of Pulumi.yaml; every other value is a text, which also passes as an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackFiles:
    """A stack's settings, as the engine would hand them to the program."""

    project: str
    stack: str
    values: Mapping[str, str]
    """By full key, such as `gatehouse:apimSku`; lists and objects as JSON."""
    encrypted: tuple[str, ...]
    """Keys whose values can't be read here."""
    missing: tuple[str, ...] = ()
    """Keys that the project requires and the stack doesn't have; their values are stand-ins."""

    @classmethod
    def load(cls, program: Path, stack: str) -> StackFiles:
        """Reads both files of the program's folder; raises LocalError when one can't be used."""
        project = _read(program / "Pulumi.yaml", "run the command in the folder of the program")
        name = project["name"]
        known = sorted(path.name.split(".")[1] for path in program.glob("Pulumi.*.yaml"))
        stack_file = _read(
            program / f"Pulumi.{stack}.yaml",
            f"name one of the stacks that do: {', '.join(known) or 'none'}",
        )
        # A later one outweighs: stand-in, the project's default, the stack's own value.
        given = _full({**_defaults(project), **(stack_file.get("config") or {})}, name)
        required = _full(_stand_ins(project), name)
        full = {**required, **given}
        encrypted = tuple(sorted(key for key, value in full.items() if _is_encrypted(value)))
        return cls(
            project=name,
            stack=stack,
            values={key: _text(full[key]) for key in sorted(full.keys() - set(encrypted))},
            encrypted=encrypted,
            missing=tuple(sorted(required.keys() - given.keys())),
        )


def _read(path: Path, remedy: str) -> Mapping[str, Any]:
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        raise LocalError(f"{path} does not exist; allowed is a Pulumi file; {remedy}") from None
    except yaml.YAMLError as error:
        raise LocalError(f"{path} is not YAML: {error}; correct the file") from None
    if not (isinstance(document, dict) and isinstance(document.get("config") or {}, dict)):
        raise LocalError(
            f"{path} holds something else; allowed are names and values, those of the settings "
            "below `config:`; correct the file"
        )
    return document


def _described(project: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """Returns the project's settings; Pulumi also takes a bare value for one."""
    given = project.get("config") or {}
    return {key: one if isinstance(one, dict) else {"value": one} for key, one in given.items()}


def _defaults(project: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        key: one.get("default", one.get("value"))
        for key, one in _described(project).items()
        if "default" in one or "value" in one
    }


def _stand_ins(project: Mapping[str, Any]) -> Mapping[str, Any]:
    """Returns a value for every setting that has to be given, so that none has to be for a look."""
    return {
        key: STAND_INS.get(one.get("type", "string"), f"{key}@stand-in.local")
        for key, one in _described(project).items()
        if not one.keys() & {"default", "value"}
    }


def _full(settings: Mapping[str, Any], project: str) -> dict[str, Any]:
    return {key if ":" in key else f"{project}:{key}": value for key, value in settings.items()}


def _is_encrypted(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"secure"}


def _text(value: object) -> str:
    # As the engine hands settings to a program: `true` and `[1, 2]` are texts, too.
    return value if isinstance(value, str) else json.dumps(value)
