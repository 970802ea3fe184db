"""The smoke test of a deployment, against the system that `make local` runs."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

OUTPUTS = {
    "docs_url": "docs",
    "api_url": "api",
    "web_url": "web",
    "subscription_key": "subscription_key",
}


def test_the_local_system_passes_what_a_deployed_one_has_to_pass(running: Any) -> None:
    outputs = {output: running.endpoints[name] for output, name in OUTPUTS.items()}
    done = subprocess.run(
        [sys.executable, "-m", "local", "smoke", "--seconds", "60"],
        cwd=running.folder,
        input=json.dumps(outputs),
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        "ok  documentation",
        "ok  API without a key",
        "ok  API with the key",
        "ok  site and its database",
    ]
    assert outputs["subscription_key"] not in done.stdout
