"""The workflows as GitHub reads them, and a shell for their steps."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / ".github" / "workflows"


@dataclass(frozen=True)
class Workflow:
    """One file."""

    name: str
    document: dict[Any, Any]

    @property
    def triggers(self) -> dict[str, Any]:
        # YAML 1.1 reads `on` as a truth.
        triggers: dict[str, Any] = self.document[True]
        return triggers

    @property
    def jobs(self) -> dict[str, dict[str, Any]]:
        jobs: dict[str, dict[str, Any]] = self.document["jobs"]
        return jobs

    @property
    def steps(self) -> list[dict[str, Any]]:
        return [step for job in self.jobs.values() for step in job.get("steps", [])]


@dataclass(frozen=True)
class Runner:
    """A folder with tools of our own on the path; runs a step as GitHub's runner does."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def tool(self, name: str, script: str) -> Path:
        """Puts the script on the path; returns the file that it can note its calls in."""
        calls = self.folder / f"{name}.calls"
        file = self.folder / "bin" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'#!/bin/bash\nset -eu\ncalls="{calls}"\n{script}')
        file.chmod(0o755)
        return calls

    def run(self, step: dict[str, Any], **environment: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join([str(self.folder / "bin"), os.environ["PATH"]])
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "PATH": path, **self.environment, **environment},
        )


@pytest.fixture(scope="session")
def workflows() -> dict[str, Workflow]:
    """All workflows by the names of their files."""
    return {
        file.stem: Workflow(file.stem, yaml.safe_load(file.read_text(encoding="utf-8")))
        for file in sorted(FOLDER.glob("*.yml"))
    }


@pytest.fixture
def runner(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """A working folder with this repository's packages."""
    folder = tmp_path / "runner"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "packages").symlink_to(root / "packages")
    summary = folder / "summary.md"
    return Runner(
        folder,
        {
            "PYTHONPATH": str(root),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_REPOSITORY": "owner/gatehouse",
            "RUNNER_TEMP": str(folder),
        },
    )


def named(workflow: Workflow, name: str) -> dict[str, Any]:
    """Returns the step of the name."""
    [step] = [one for one in workflow.steps if one.get("name") == name]
    return step


@pytest.fixture(scope="session")
def find_step() -> Any:
    """Finds a workflow's step by its name."""
    return named
