"""Prints the program's resource graph as one line of JSON.

Exit code 0; 1 when the program fails, with its traceback; 2 when it is refused, with one message.
The graph holds secrets: read it through a pipe.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pulumi import RunError

from gatehouse.azure.cloud import Azure
from gatehouse.errors import LocalError
from gatehouse.program.evaluation import evaluate
from gatehouse.program.own_traceback import own_traceback
from gatehouse.program.provider_sdk import load_by_name
from gatehouse.program.seed import read_seed
from gatehouse.program.stack_files import StackFiles

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs with the arguments, by default those of the process; returns the exit code."""
    options = _parser().parse_args(arguments)
    program = options.program.resolve()
    # The process ends before garbage matters; collecting it costs a fifth of the imports.
    gc.disable()
    try:
        print(_graph(program, options.stack, options.seed_file))
    except (LocalError, RunError) as error:
        return _refuse(error)
    except Exception as error:  # noqa: BLE001 - the program may raise anything
        print(own_traceback(error, program), file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m gatehouse.program.evaluate", description=__doc__
    )
    parser.add_argument("--stack", required=True, help="whose Pulumi.STACK.yaml is used")
    parser.add_argument("--program", type=Path, default=Path(), help="the folder of __main__.py")
    parser.add_argument("--seed-file", type=Path, help="keeps made-up keys the same between runs")
    return parser


def _graph(program: Path, stack: str, seed_file: Path | None) -> str:
    settings = StackFiles.load(program, stack)
    for path in settings.encrypted:
        print(f"{path} is encrypted: this evaluation uses a made-up value", file=sys.stderr)
    sys.path.insert(0, str(program))
    load_by_name("pulumi_azure_native")
    return evaluate(program, settings, Azure(read_seed(seed_file))).to_json()


def _refuse(error: Exception) -> int:
    print(error, file=sys.stderr)
    return 2


def _leave(code: int) -> None:
    # Python would take thousands of modules apart first: a fifth of the whole run.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _leave(main())
