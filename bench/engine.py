"""The Pulumi engine that the tests run."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from bench.child import output
from bench.errors import BenchError
from bench.stage import ROOT

GO_MODULE = ROOT / "tests" / "engine" / "go.mod"
VERSION = re.compile(r"pulumi/pkg/v3 v([\d.]+)")


def find_engine() -> Path | None:
    """Returns the program, from where it is built to or from the path; None when there is none."""
    found = VERSION.search(GO_MODULE.read_text(encoding="utf-8"))
    if found is None:
        raise BenchError(f"{GO_MODULE} requires no pulumi/pkg/v3; allowed is one version of it")
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    built = caches / "gatehouse" / f"pulumi-{found[1]}" / "bin" / "pulumi"
    if built.exists():
        return built
    installed = shutil.which("pulumi")
    if installed and output([installed, "version"], ROOT).strip() == f"v{found[1]}":
        return Path(installed)
    return None
