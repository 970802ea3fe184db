"""The text of an entry, kept beside the program whose components it uses."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from gatehouse.adopting.app_kind import AppKind

INDENT = " " * 12
WORD = re.compile(r"\w+")
TEMPLATES = Path("templates") / "adopt.toml"


@dataclass(frozen=True, kw_only=True)
class EntryTemplate:
    """What stands in `__main__.py` for one kind of app; `$name` and others are filled in."""

    imports: Sequence[str]
    """Whole lines; one is written where a word of it is in the entry."""
    entry: str
    before: Sequence[str] = ()
    """Beginnings of lines that have to stay behind every entry."""
    collected: Mapping[str, str] = field(default_factory=dict)
    """The call, `call`, that gets the entry into a list, its `keyword`; empty for none."""
    provides: Sequence[str] = ()
    """Settings that the component gives every app of the kind."""
    database: str = ""
    """Argument for an app that has a database, on `$server`."""
    database_provides: Sequence[str] = ()
    """Settings that an app with a database gets."""
    names: str = ""
    """What goes in front of the names, `$names`, that the app has for its database's settings."""
    roles: Sequence[str] = ()
    """What those settings may be for."""
    server: str = ""
    """A database server for the app alone."""
    servers: Mapping[str, str] = field(default_factory=dict)
    """A server that is there, by the variable of the program that has it."""
    password: Mapping[str, str] = field(default_factory=dict)
    """The stack's setting `key`, and its `value`, by which servers take passwords."""

    @classmethod
    def load(cls, kind: AppKind, program: Path = Path()) -> EntryTemplate:
        """Reads the template; raises LocalError where the program has none."""
        path = program / TEMPLATES
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise LocalError(
                f"{path} does not exist; allowed is the folder of a program that keeps the "
                "entries of its components there; run the command in that folder"
            ) from None
        except tomllib.TOMLDecodeError as error:
            raise LocalError(f"{path} is no TOML: {error}; correct the file") from None
        if kind not in tables:
            raise LocalError(
                f"{path} has no table [{kind}]; the program has no component for such an app"
            )
        return cls(**tables[kind])

    def database_argument(self, names: Mapping[str, str], variables: Collection[str]) -> str:
        """Returns the argument; `variables` are those of the program."""
        known = (self.servers[one] for one in self.servers if one in variables)
        shown = Template(self.names).safe_substitute(names=_table(names)) if names else ""
        text = Template(self.database)  # the rest is for `render`
        return text.safe_substitute(server=next(known, self.server), names=shown)

    def imports_of(self, entry: str) -> list[str]:
        """Returns the imports that the entry uses."""
        return [
            line
            for line in self.imports
            if any(name in entry for name in WORD.findall(line.partition(" import ")[2]))
        ]

    def render(self, values: Mapping[str, str], database: str = "") -> str:
        """Returns the entry with the values in it, and in the argument for a database."""
        text = self.entry.replace("$database", database)
        return Template(text).substitute(values).strip("\n") + "\n"


def _table(names: Mapping[str, str]) -> str:
    """Returns a dict as a formatter leaves it, one name to a line, inside of three brackets."""
    rows = "".join(f'{INDENT}    "{name}": "{role}",\n' for name, role in names.items())
    return f"{{\n{rows}{INDENT}}}"
