"""`gatehouse adopt PATH`: what an app's folder holds, what it lacks, and the entry for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.adopting.adoption import Adoption
from gatehouse.adopting.app_folder import AppFolder
from gatehouse.adopting.entry_template import EntryTemplate
from gatehouse.adopting.program_file import ProgramFile
from gatehouse.errors import LocalError
from gatehouse.laptop.speech import say
from gatehouse.program.stack_files import StackFiles

if TYPE_CHECKING:
    from gatehouse.options import Options

KEYS = ("settings", "secrets")
"""Settings of the stack that hold an app's own."""


def run(options: Options) -> int:
    """Prints what is found; with `--write` puts the entry into `__main__.py` unless it is there."""
    adoption = Adoption.of(AppFolder(_below(options.path)), options.name)
    template = EntryTemplate.load(adoption.found.kind)
    say(_told(adoption))
    say(_written(adoption, template) if options.write else _shown(adoption, template))
    files = StackFiles.load(Path(), options.stack)
    stack = {key.removeprefix(f"{files.project}:"): text for key, text in files.values.items()}
    hints = list(adoption.hints(template, _configured(files, adoption.variable), stack))
    if hints:
        say("\nTo do, or to know:\n" + "\n".join(f"  {one}" for one in hints))
    say("\nThen run `make local`. docs/bring-your-app.md tells the rest.")
    return 0


def _below(path: Path) -> Path:
    """Returns the path as it stands in an entry; raises LocalError for one elsewhere."""
    here = Path.cwd()
    if not path.resolve().is_relative_to(here) or path.resolve() == here:
        raise LocalError(
            f"{path} lies outside of {here}; allowed is a folder in it, since a release is made "
            f"of what lies here; run `cp -r {path} {path.resolve().name}` and give that folder"
        )
    return path.resolve().relative_to(here)


def _told(adoption: Adoption) -> str:
    found = adoption.found
    lines = [f"{adoption.app.path} is {found.says}: {found.place} says so."]
    if adoption.is_site:
        whose = f"as {adoption.line.place} has it" if adoption.line.place else "which suits it"
        lines.append(f"It is started by `{adoption.line.command}`, {whose}.")
    reads = [f"{one.name}{'' if one.required else ' (optional)'}" for one in adoption.wanted]
    if reads:
        lines.append(f"It reads {', '.join(reads)}.")
    return "\n".join(lines)


def _shown(adoption: Adoption, template: EntryTemplate) -> str:
    entry = adoption.entry(template, ProgramFile().names())
    imports = "\n".join(template.imports_of(entry))
    text = "In `__main__.py`, or by --write there:"
    return f"\n{text}\n\n{imports}\n\n{entry}".rstrip("\n")


def _written(adoption: Adoption, template: EntryTemplate) -> str:
    program = ProgramFile()
    line = program.line_of(adoption.app.path.as_posix())
    if line is not None:
        return f"\n{program.path}:{line} has an entry for it, which stays as it is."
    if adoption.variable in program.names():
        raise LocalError(
            f"{program.path} calls something else {adoption.variable}; allowed is a name of its "
            "own for each app; give another one by --name"
        )
    entry = adoption.entry(template, program.names())
    program.add(template.imports_of(entry), entry, template.before)
    if template.collected:
        program.collect(adoption.variable, **template.collected)
    return f"\n{program.path}:{program.line_of(adoption.app.path.as_posix())} has its entry now."


def _configured(files: StackFiles, app: str) -> set[str]:
    """Returns the names that the stack sets for the app, encrypted or not."""
    names: set[str] = set()
    for key in KEYS:
        full = f"{files.project}:{key}"
        given = files.sealed.get(full) or json.loads(files.values.get(full, "{}"))
        names |= {*given.get(app, {})}
    return names
