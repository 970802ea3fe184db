"""`pulumi preview` of the program, against one of a program that declares nothing."""

from __future__ import annotations

import shutil
import sys
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

import yaml

from bench.child import output, seconds
from bench.engine import find_engine
from bench.errors import BenchError
from bench.line import Line, Section
from bench.stage import ROOT, STACK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.stage import Stage

ROUNDS = 5
PACKAGES = ("azure-native", "random")
STACK_SETTINGS = f"Pulumi.{STACK}.yaml"
PROGRAM = ROOT / "__main__.py"
MISSING = "there is no such engine here; build it: bash tests/engine/build.sh"
TITLE = "`pulumi preview` of the program / of a program that declares nothing"


def measure(stage: Stage) -> Section:
    engine = find_engine()
    name, added = "start to exit of the process", "what the program adds"
    if engine is None:
        whole = Line(name=name, unit="s", skipped=MISSING)
        return Section(title=TITLE, notes=(), lines=(whole, whole.difference(added)))
    ours, theirs, resources = _previews(stage, engine)
    whole = Line(name=name, unit="s", ours=ours, theirs=theirs)
    return Section(title=TITLE, notes=_notes(resources), lines=(whole, whole.difference(added)))


def _previews(stage: Stage, engine: Path) -> tuple[tuple[float, ...], tuple[float, ...], int]:
    # Slow to import, and needed only where there is an engine.
    from tests.engine.cloud import Cloud  # noqa: PLC0415
    from tests.engine.provider import serving  # noqa: PLC0415

    folder = stage.folder / "preview"
    folder.mkdir()
    shutil.copy(ROOT / "Pulumi.yaml", folder)
    settings = yaml.safe_load((ROOT / STACK_SETTINGS).read_text(encoding="utf-8"))
    settings["config"]["gatehouse:publisherEmail"] = "bench@gatehouse.dev"
    (folder / STACK_SETTINGS).write_text(yaml.safe_dump(settings), encoding="utf-8")
    with ExitStack() as serve:
        cloud = Cloud(b"measured")
        ports = [f"{one}:{serve.enter_context(serving(one, cloud))}" for one in PACKAGES]
        command = [sys.executable, "-m", "bench.previewed", str(engine), str(folder)]
        theirs = [*command, ",".join(ports)]
        ours = [*theirs, str(PROGRAM)]
        resources = check(ours, theirs)
        rounds = stage.interleave(
            ROUNDS, partial(seconds, ours, ROOT), partial(seconds, theirs, ROOT)
        )
    return *rounds, resources


def check(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Returns the number of the program's resources; makes the stack, warms the stand-ins up."""
    nothing, resources = (int(output(command, ROOT)) for command in (theirs, ours))
    if nothing > 1 or resources <= nothing:
        raise BenchError(
            f"the engine would make {resources} resources of the program and {nothing} of a "
            "program that declares nothing; allowed is more than the stack itself, and no more"
        )
    return resources


def _notes(resources: int) -> tuple[str, ...]:
    return (
        f"Stack {STACK}, never deployed, {resources} resources, on the real engine. Both start by",
        "Pulumi's automation API. The tests' stand-ins for azure-native and random answer, from a",
        "process that runs already: the time that Azure's own plugin takes is not in it.",
    )
