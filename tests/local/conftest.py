"""Resources without a program, and a program without the rest of the repository."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from local.graph import Resource

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """\
import pulumi
from pulumi_random import RandomId, RandomPassword
config = pulumi.Config()
RandomId("suffix", byte_length=config.require_int("length"))
RandomPassword("password", length=20)
pulumi.export("length", config.require("length"))
"""

MakeResource = Callable[..., Resource]


@pytest.fixture
def make_resource() -> MakeResource:
    """Makes a resource of the type and name; keywords are its inputs."""

    def make(
        type_: str, name: str = "one", parents: str = "", id_: str = "/id", **inputs: object
    ) -> Resource:
        return Resource(
            urn=f"urn:pulumi:dev::gatehouse::{parents}{type_}::{name}",
            type=type_,
            name=name,
            parent="",
            inputs=inputs,
            outputs={**inputs, "id": id_},
            dependencies=(),
        )

    return make


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a program of two resources and a stack, committed; the working folder."""
    # The program's copies elsewhere are none of this repository's lines.
    for name in ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "Pulumi.yaml").write_text("name: tiny\nruntime: python\n")
    (folder / "Pulumi.dev.yaml").write_text("config:\n  tiny:length: 4\n")
    (folder / "__main__.py").write_text(PROGRAM)
    git("init", "--quiet", "--initial-branch", "main")
    commit("the program")
    return folder


@pytest.fixture
def commit_all() -> Callable[[str], Any]:
    """Commits everything in the working folder."""
    return commit


def commit(message: str) -> None:
    git("add", "--all")
    git("commit", "--quiet", "--message", message)


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", *identity, *arguments], check=True)


@pytest.fixture
def fake_pulumi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Puts a `pulumi` on the path that has the given state; returns the file of its calls."""

    def make(
        *,
        resources: list[dict[str, Any]] | None = None,
        exported: str = "",
        fails: str = "",
        destroy_exits_with: int = 0,
    ) -> Path:
        state, calls = tmp_path / "state.json", tmp_path / "calls"
        state.write_text(exported or json.dumps({"deployment": {"resources": resources or []}}))
        tool = tmp_path / "bin" / "pulumi"
        tool.parent.mkdir()
        tool.write_text(
            "#!/bin/sh\n"
            f'echo "$*" >> {calls}\n'
            f'if [ -n "{fails}" ]; then echo "{fails}" >&2; exit 255; fi\n'
            f"if [ $1 = destroy ]; then exit {destroy_exits_with}; fi\n"
            f"cat {state}\n"
        )
        tool.chmod(0o755)
        monkeypatch.setenv("PATH", str(tool.parent), prepend=os.pathsep)
        return calls

    return make
