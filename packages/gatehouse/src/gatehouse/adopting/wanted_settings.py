"""The environment variables that an app reads.

https://docs.pydantic.dev/latest/concepts/pydantic_settings/
https://django-environ.readthedocs.io/en/latest/api.html
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatehouse.adopting.python_file import dotted, last_name, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gatehouse.adopting.app_folder import AppFolder
    from gatehouse.adopting.hint import Place
    from gatehouse.adopting.python_file import PythonFile

GETTERS = {
    "os.environ.get": "",
    "os.getenv": "",
    "environ.get": "environ",
    "getenv": "getenv",
}
"""Calls that give None, or their second argument, where the variable is missing → the name that
they have to be imported by from `os`."""
READERS = re.compile(r"(env|config)(\.[a-z_]+)?")
"""What django-environ, environs and python-decouple are called by; they insist on a value or a
default."""
NAME = re.compile(r"[A-Z][A-Z0-9_]*")
SETTINGS_CLASS = "BaseSettings"
SECRET = re.compile(r"KEY|SECRET|PASS|TOKEN|CREDENTIAL|CONNECTION_?STRING|DSN")
NO_SECRET = re.compile(r"PUBLIC|EXPIRE|MINUTES|ALGORITHM|_LENGTH")
ADDRESS = re.compile(r"_UR[LI]$")
WITH_PASSWORD = re.compile(r"AMQP|BROKER|DATA|DB|MONGO|POSTGRES|REDIS|SENTRY")
"""Whose addresses have a password in them."""


@dataclass(frozen=True, kw_only=True)
class WantedSetting:
    """A variable, the first place that reads it, and whether the app can't do without."""

    name: str
    place: Place
    required: bool

    @property
    def looks_secret(self) -> bool:
        """Whether the name is that of something which nobody else should read."""
        if ADDRESS.search(self.name):
            return bool(WITH_PASSWORD.search(self.name))
        return bool(SECRET.search(self.name)) and not NO_SECRET.search(self.name)


def wanted_settings(app: AppFolder) -> tuple[WantedSetting, ...]:
    """Returns every variable once, by name; required where one place requires it."""
    found: dict[str, WantedSetting] = {}
    classes = _settings_classes(app.files)
    for file in app.files:
        for one in (*_subscripts(file), *_calls(file), *_fields(file, classes)):
            known = found.get(one.name)
            if known is None or (one.required and not known.required):
                found[one.name] = one
    return tuple(found[name] for name in sorted(found))


def _subscripts(file: PythonFile) -> Iterator[WantedSetting]:
    # A WSGI app calls the request by that name.
    named = {"os.environ", "environ"} if file.imports("os", "environ") else {"os.environ"}
    for node in ast.walk(file.tree):
        match node:
            case ast.Subscript(value=value, slice=ast.Constant(value=str(name)), ctx=ast.Load()):
                if dotted(value) in named:
                    yield WantedSetting(name=name, place=file.at(node), required=True)


def _calls(file: PythonFile) -> Iterator[WantedSetting]:
    for called, node in file.calls():
        name = text_of(node.args[0]) if node.args else ""
        if not NAME.fullmatch(name):
            continue
        if called in GETTERS and file.imports("os", GETTERS[called]):
            yield WantedSetting(name=name, place=file.at(node), required=False)
        elif READERS.fullmatch(called):
            has_default = len(node.args) > 1 or "default" in {one.arg for one in node.keywords}
            yield WantedSetting(name=name, place=file.at(node), required=not has_default)


def _settings_classes(files: Iterable[PythonFile]) -> set[str]:
    """Returns the classes that read their fields from the environment, in any file."""
    bases = {
        node.name: {last_name(one) for one in node.bases}
        for file in files
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ClassDef)
    }
    known = {SETTINGS_CLASS}
    while more := {name for name, given in bases.items() if given & known} - known:
        known |= more
    return known


def _fields(file: PythonFile, classes: set[str]) -> Iterator[WantedSetting]:
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.ClassDef):
            continue
        if classes.isdisjoint(last_name(one) for one in node.bases):
            continue
        prefix = _prefix(node)
        for field in node.body:
            match field:
                case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
                    if name != "model_config" and "ClassVar" not in ast.unparse(annotation):
                        yield WantedSetting(
                            name=_alias(value) or f"{prefix}{name}".upper(),
                            place=file.at(field),
                            required=not _has_default(value),
                        )


def _prefix(node: ast.ClassDef) -> str:
    """Returns what stands before the names, from `SettingsConfigDict(env_prefix=…)` or `Config`."""
    for one in ast.walk(node):
        match one:
            case ast.keyword(arg="env_prefix", value=ast.Constant(value=str(prefix))):
                return prefix
            case ast.Assign(
                targets=[ast.Name(id="env_prefix")], value=ast.Constant(value=str(prefix))
            ):
                return prefix
    return ""


def _alias(value: ast.expr | None) -> str:
    if isinstance(value, ast.Call):
        for one in value.keywords:
            if one.arg in {"alias", "validation_alias"}:
                return text_of(one.value)
    return ""


def _has_default(value: ast.expr | None) -> bool:
    if not (isinstance(value, ast.Call) and last_name(value.func) == "Field"):
        return value is not None
    first = value.args[0] if value.args else None
    insists = isinstance(first, ast.Constant) and first.value is Ellipsis
    named = {"default", "default_factory"} & {one.arg for one in value.keywords}
    return bool(named) or (first is not None and not insists)
