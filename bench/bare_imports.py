"""A script that imports what the program's evaluation imports, and does nothing else."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from bench.child import output
from bench.stage import ROOT, STACK

if TYPE_CHECKING:
    from pathlib import Path

# Runs the evaluation, then prints which modules are loaded that are not the program's own.
# A provider's modules that it has not touched are there, but only as promises: they don't count.
WATCHED = f"""
import json, sys
from pathlib import Path
own, installed, stdout = Path({str(ROOT)!r}), Path({sys.prefix!r}), sys.stdout
sys.stdout = sys.stderr
from gatehouse.program.evaluate import main
if main(["--stack", {STACK!r}]):
    sys.exit("the program can't be evaluated")
def imported(name, module):
    file = Path(getattr(module, "__file__", None) or sys.prefix)
    ours = file.is_relative_to(own) and not file.is_relative_to(installed)
    promised = type(module).__name__ in ("_LazyModule", "ProviderPackage")
    return name != "__main__" and not ours and not promised
names = [name for name, module in list(sys.modules.items()) if imported(name, module)]
print(json.dumps(names), file=stdout)
"""

# Like the evaluation without garbage collection and without taking modules apart at the end.
# `__all__` makes a promised module real, as the first use of it does.
SCRIPT = """
import gc
import os
import sys
from importlib import import_module
gc.disable()
sys.path.insert(0, {root!r})
if {by_name}:
    from gatehouse.program.provider_sdk import load_by_name
    load_by_name("pulumi_azure_native")
for name in {names!r}:
    getattr(import_module(name), "__all__", None)
os._exit(0)
"""


def imported_modules() -> list[str]:
    """Returns the names of the modules that the evaluation imports, in their order."""
    names: list[str] = json.loads(output([sys.executable, "-c", WATCHED], ROOT).splitlines()[-1])
    return names


def write_bare_imports(file: Path, names: list[str], *, by_name: bool) -> None:
    """Writes the script.

    With `by_name` it imports only those of the provider's files that are asked for, as the
    evaluation does (gatehouse/program/provider_sdk.py).
    """
    script = SCRIPT.format(names=names, by_name=by_name, root=str(ROOT))
    file.write_text(script, encoding="utf-8")
