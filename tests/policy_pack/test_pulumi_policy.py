"""The real engine loads the pack from PulumiPolicy.yaml and stops at what it finds.

Components need no provider plugin, and the engine asks policies about them as about anything.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pulumi.automation import PulumiCommand

    Preview = Callable[[Mapping[str, Any]], subprocess.CompletedProcess[str]]

PRIVATE = {"networkSecurityGroup": {"id": "nsg"}, "defaultOutboundAccess": False}
PROGRAM = """\
import json, sys
from pulumi import ComponentResource
from pulumi.automation import create_or_select_stack

def program():
    ComponentResource("azure-native:network:Subnet", "web", json.loads(sys.argv[2]))

stack = create_or_select_stack(stack_name="dev", project_name="gatehouse", program=program)
print(stack.preview(policy_packs=[sys.argv[1]]).change_summary)
"""
"""Runs in a process of its own, since the SDK leaves its event loops open."""
PLUGIN = '#!/bin/sh\nexec "{python}" -u "$2"\n'
"""Stands in for the Python language plugin, which comes with Pulumi's own builds."""


@pytest.fixture
def preview(root: Path, engine: PulumiCommand, policy_python: Path, tmp_path: Path) -> Preview:
    """Previews a stack with one subnet that has the properties, and the pack watching."""
    plugin = tmp_path / "bin" / "pulumi-analyzer-policy-python"
    plugin.parent.mkdir()
    plugin.write_text(PLUGIN.format(python=policy_python))
    plugin.chmod(0o700)
    plugin.with_name("pulumi").symlink_to(shutil.which(engine.command) or engine.command)
    (tmp_path / "state").mkdir()
    environment = {
        **os.environ,
        "PATH": f"{plugin.parent}:{os.environ['PATH']}",
        "PULUMI_BACKEND_URL": f"file://{tmp_path}/state",
        "PULUMI_CONFIG_PASSPHRASE": "of a test",
        "PULUMI_HOME": str(tmp_path / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "TMPDIR": str(tmp_path),
    }

    def preview(properties: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
        arguments = [str(root / "policy_pack"), json.dumps(properties)]
        return subprocess.run(
            [sys.executable, "-c", PROGRAM, *arguments],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env=environment,
            text=True,
        )

    return preview


def test_a_resource_that_obeys_is_let_through(preview: Preview) -> None:
    done = preview(PRIVATE)
    assert (done.stdout.strip(), done.stderr) == ("{'create': 2}", "")


def test_a_resource_that_breaks_a_rule_stops_the_preview(preview: Preview) -> None:
    done = preview({**PRIVATE, "networkSecurityGroup": None})
    assert done.returncode == 1
    assert "[mandatory]  Azure.VNET.UseNSGs" in done.stderr
    assert "networkSecurityGroup is not given" in done.stderr
