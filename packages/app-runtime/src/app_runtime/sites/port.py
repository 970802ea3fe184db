"""Has the servers of an app listen on a port of the local run's choice; see inside/gatehouse_port.

The modules are copied into the app's environment, since that Python can import nothing else.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from app_runtime.inside.gatehouse_port import PREFIX, VARIABLE

if TYPE_CHECKING:
    from app_runtime.environments.environment import AppEnvironment

INSIDE = Path(__file__).parents[1] / "inside"
MODULE = INSIDE / "gatehouse_port.py"
DEBUGGER = INSIDE / "gatehouse_worker" / "debugger.py"
PTH = f"import os; {VARIABLE!r} in os.environ and __import__({MODULE.stem!r})\n"


def prepare_port(environment: AppEnvironment) -> None:
    """Adds the modules to the environment, where they do nothing until `port_setting` is set."""
    for packages in environment.bin.parent.glob("lib/python*/site-packages"):
        # In this order: a Python that starts meanwhile finds the module that it is to import.
        _write(packages / "gatehouse_debugger.py", DEBUGGER.read_text(encoding="utf-8"))
        _write(packages / MODULE.name, MODULE.read_text(encoding="utf-8"))
        _write(packages / f"{MODULE.stem}.pth", PTH)


def port_setting(public: int, own: int) -> dict[str, str]:
    """Returns the variable that leads servers from the port `public` to the port `own`."""
    return {VARIABLE: f"{public}:{own}"}


def bound_port(line: str) -> int | None:
    """Returns the other port that a line of the app's output tells of; None for any other line."""
    return int(line.removeprefix(PREFIX)) if line.startswith(PREFIX) else None


def _write(path: Path, text: str) -> None:
    """Writes the file in one step, unless it has that text: another site may be starting."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    with NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as partial:
        partial.write(text)
    made = Path(partial.name)
    made.chmod(0o644)
    made.replace(path)
