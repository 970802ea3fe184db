"""`python -m bench [--quick] [--json FILE]`: measures side by side, prints a table of ratios.

Ratios are ours over theirs within one round; the rounds alternate, so that what slows the machine
slows both. A missed goal is printed, not an error: the exit code is 1 only when something does not
run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench import table
from bench.errors import BenchError
from bench.record import record
from bench.rows import ROWS
from bench.stage import Stage


def main(arguments: list[str]) -> int:
    """Prints the table, section by section; returns the exit code."""
    options = _parser().parse_args(arguments)
    sections = []
    print(table.heading(), flush=True)
    try:
        with tempfile.TemporaryDirectory(prefix="gatehouse-bench-") as folder:
            # PostgreSQL runs under another account when this runs as root, and has to get in.
            Path(folder).chmod(0o711)
            stage = Stage(folder=Path(folder), quick=options.quick)
            for measure in ROWS:
                sections.append(measure(stage))
                print(*table.rows(sections[-1]), sep="\n", flush=True)
    except BenchError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    if options.json:
        options.json.write_text(record(sections), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round: a few seconds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every round there")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
