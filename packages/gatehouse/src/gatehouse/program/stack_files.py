"""A stack's configuration, read from Pulumi.yaml and Pulumi.<stack>.yaml without the engine.

https://www.pulumi.com/docs/iac/concepts/projects/project-file/
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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
    sealed: Mapping[str, Any] = field(default_factory=dict)
    """By full key, what holds an encrypted value, `{"secure": …}`, or is one."""
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
        sealed = {key: full[key] for key in sorted(full) if any(_encrypted(full[key], key))}
        return cls(
            project=name,
            stack=stack,
            values={key: _text(full[key]) for key in sorted(full.keys() - sealed.keys())},
            sealed=sealed,
            missing=tuple(sorted(required.keys() - given.keys())),
        )

    @property
    def encrypted(self) -> tuple[str, ...]:
        """Paths of the values that can't be read here, as `pulumi config set --path` takes them.

        Such as `gatehouse:secrets.function_app.TOKEN`.
        """
        return tuple(path for key, one in self.sealed.items() for path in _encrypted(one, key))

    def opened(self, by_path: Mapping[str, str]) -> dict[str, str]:
        """Returns the sealed settings with those values, by path, in place of the encrypted."""
        return {key: _text(_opened(one, key, by_path)) for key, one in self.sealed.items()}


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


def _encrypted(value: object, path: str) -> Iterator[str]:
    """Yields the paths of the encrypted values, of which an object may hold some."""
    if _is_encrypted(value):
        yield path
        return
    for name, one in _members(value):
        yield from _encrypted(one, f"{path}{name}")


def _opened(value: Any, path: str, by_path: Mapping[str, str]) -> Any:  # noqa: ANN401 - any YAML
    if _is_encrypted(value):
        return by_path[path]
    opened = [_opened(one, f"{path}{name}", by_path) for name, one in _members(value)]
    if isinstance(value, dict):
        return dict(zip(value, opened, strict=True))
    return opened if isinstance(value, list) else value


def _members(value: object) -> list[tuple[str, object]]:
    """Returns the parts of an object or a list, each with its step of a path."""
    if isinstance(value, dict):
        return [(f".{name}", one) for name, one in value.items()]
    return [(f"[{at}]", one) for at, one in enumerate(value)] if isinstance(value, list) else []


def _is_encrypted(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"secure"}


def _text(value: object) -> str:
    # As the engine hands settings to a program: `true` and `[1, 2]` are texts, too.
    return value if isinstance(value, str) else json.dumps(value)
