"""The settings that documents tell people to make, by the real command."""

from __future__ import annotations

import json
import shlex
import shutil
from typing import TYPE_CHECKING

from tests.test_docs import typed

if TYPE_CHECKING:
    from pathlib import Path

    from pulumi.automation import PulumiCommand

COMMANDS = sorted({command for _, command in typed(r"^pulumi (config set [^`]+)")})


def test_pulumi_takes_every_setting_as_it_is_written(
    engine: PulumiCommand, root: Path, tmp_path: Path
) -> None:
    environment = {
        "PULUMI_BACKEND_URL": f"file://{tmp_path}",
        "PULUMI_CONFIG_PASSPHRASE": "of a test",
        "PULUMI_HOME": str(tmp_path / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
    shutil.copy(root / "Pulumi.yaml", tmp_path)
    engine.run(["stack", "init", "dev"], str(tmp_path), environment)
    for command in COMMANDS:
        engine.run(shlex.split(command), str(tmp_path), environment)
    shown = engine.run(["config", "--json"], str(tmp_path), environment).stdout
    settings = json.loads(shown)
    assert len(COMMANDS) > 5
    assert settings["gatehouse:databaseAdministrators"]["objectValue"] == [
        {
            "objectId": "00000000-0000-0000-0000-000000000000",
            "name": "you@YOUR-DOMAIN",
            "type": "User",
        }
    ]
