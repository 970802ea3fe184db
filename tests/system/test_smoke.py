"""The smoke test of a deployment, against the system that `make local` runs."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

OUTPUTS = {
    "admin_url": "admin",
    "docs_url": "docs",
    "sample_url": "sample",
    "web_url": "web",
    "subscription_key": "subscription_key",
}
DEPLOYED_ALONE = (
    "function_app",
    "function_deployments",
    "resource_group",
    "subscription_id",
    "web_app",
    "web_deployments",
)
RELEASES = {"api_release": "", "web_release": ""}
"""What runs here from the folder has no release."""


def test_the_local_system_passes_what_a_deployed_one_has_to_pass(running: Any) -> None:
    outputs = {output: running.endpoints[name] for output, name in OUTPUTS.items()}
    outputs["web_health_url"] = f"{outputs['web_url']}/healthz"
    outputs |= {**RELEASES, **dict.fromkeys(DEPLOYED_ALONE, "not here")}
    done = subprocess.run(
        [sys.executable, "-m", "gatehouse", "smoke", "--seconds", "60"],
        cwd=running.folder,
        input=json.dumps(outputs),
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert sorted(line.split(":")[0] for line in done.stdout.splitlines()) == [
        "ok  API with the key",
        "ok  API without a key",
        "ok  admin's login page",
        "ok  documentation",
        "ok  site and its database",
        "ok  site's first page",
    ]
    assert outputs["subscription_key"] not in done.stdout
