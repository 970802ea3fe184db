"""The canary of a deployment, against the system that `make local` runs."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

OUTPUTS = {
    "admin_url": "admin",
    "api_url": "api",
    "docs_url": "docs",
    "gateway_url": "gateway",
    "sample_url": "sample",
    "subscription_key": "subscription_key",
    "web_url": "web",
}
SECRETS = ("admin_url", "subscription_key")


def test_a_visitor_of_the_local_system_finds_what_is_to_be_found(running: Any) -> None:
    outputs = {output: running.endpoints[name] for output, name in OUTPUTS.items()}
    done = subprocess.run(
        [sys.executable, "-m", "gatehouse", "canary", "--visits", "tests/system/visits.py"],
        cwd=running.folder,
        input=json.dumps(outputs),
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.splitlines() == [
        "ok  documentation: it lists what can be called",
        "ok  trying the API out without a key: 401",
        "ok  trying the API out with the key: 200",
        "ok  site's first page: it is there",
        "ok  admin's login page: it asks for a password",
        "ok  a quiz: Your score: 0 of 5",
    ]
    assert [outputs[name] in done.stdout for name in SECRETS] == [False, False]
