"""A script that imports what the program's evaluation imports, and does nothing else."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from bench.child import output
from bench.stage import ROOT, STACK

if TYPE_CHECKING:
    from pathlib import Path

# Runs the evaluation, then tells which modules are loaded that are not the program's own.
# A provider's modules that it has not touched are there, but only as promises: they don't count.
WATCHED = f"""
import json, runpy, sys
from pathlib import Path
own, installed = Path({str(ROOT)!r}), Path({sys.prefix!r})
sys.argv = ["local.evaluate", "--stack", {STACK!r}]
sys.stdout = sys.stderr
try:
    runpy.run_module("local.evaluate", run_name="__main__", alter_sys=True)
except SystemExit as end:
    if end.code:
        raise
def imported(name, module):
    file = Path(getattr(module, "__file__", None) or sys.prefix)
    ours = file.is_relative_to(own) and not file.is_relative_to(installed)
    promised = type(module).__name__ == "_LazyModule"
    return name != "__main__" and not ours and not promised
names = [name for name, module in list(sys.modules.items()) if imported(name, module)]
print(json.dumps(names), file=sys.__stdout__)
"""

# `__all__` makes a promised module real, as the first use of it does.
SCRIPT = """
from importlib import import_module
for name in {names!r}:
    getattr(import_module(name), "__all__", None)
"""


def write_bare_imports(file: Path) -> int:
    """Writes the script; returns how many modules it imports."""
    names = json.loads(output([sys.executable, "-c", WATCHED], ROOT).splitlines()[-1])
    file.write_text(SCRIPT.format(names=names), encoding="utf-8")
    return len(names)
