"""Resources without a program, and a program without the rest of the repository."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.git import commit_all, git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gatehouse.graph.graph import Graph
    from tests.conftest import Declared

PROGRAM = """\
import pulumi
from pulumi_random import RandomId, RandomPassword
config = pulumi.Config()
RandomId("suffix", byte_length=config.require_int("length"))
RandomPassword("password", length=20)
pulumi.export("length", config.require("length"))
"""

ACCOUNT = {
    "environmentName": "AzureCloud",
    "id": "11111111-2222-4333-8444-555555555555",
    "isDefault": True,
    "name": "Pay-As-You-Go",
    "state": "Enabled",
    "tenantId": "66666666-7777-4888-8999-000000000000",
    "user": {"name": "somebody@contoso.com", "type": "user"},
}
"""https://learn.microsoft.com/cli/azure/account#az-account-show"""


@pytest.fixture(autouse=True)
def _no_other_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves the server of a Dev Container alone: tests have their own."""
    monkeypatch.delenv("PG_SERVER", raising=False)


@pytest.fixture
def graph(deployed: Declared) -> Graph:
    """What the stack dev declares."""
    return deployed.graph


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
    commit_all("the program")
    return folder


@dataclass(frozen=True)
class Tool:
    """A command on the path that answers from a table, and notes how it was called."""

    folder: Path

    @property
    def calls(self) -> list[str]:
        """The arguments of every call."""
        file = self.folder / "calls"
        return file.read_text().splitlines() if file.exists() else []

    def answer(
        self, words: str, out: object = "", *, err: str = "", code: int = 0, once: bool = False
    ) -> None:
        """Answers calls that begin with the words; a later answer has the say over a former one.

        What isn't text is printed as JSON. An answer that is given `once` is forgotten then.
        """
        text = out if isinstance(out, str) else json.dumps(out)
        number = len(list(self.folder.glob("*.out")))
        parts = {"words": words, "out": text, "err": err, "code": str(code), "once": str(once)}
        for name, content in parts.items():
            (self.folder / f"{number:03}.{name}").write_text(content)


TOOL = """\
#!/bin/sh
cd '{folder}'
echo "$*" >> calls
for file in $(ls -r *.words); do
  case "$*" in
    "$(cat $file)"*)
      number=${{file%.words}}
      [ $(cat $number.once) = False ] || rm $file
      cat $number.err >&2
      cat $number.out
      exit $(cat $number.code) ;;
  esac
done
echo "unexpected: $*" >&2
exit 99
"""


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Tool]:
    """Puts a stand-in for a command on the path, before any other of its name."""

    def make(name: str) -> Tool:
        folder = tmp_path / "answers" / name
        folder.mkdir(parents=True)
        script = tmp_path / "path" / name
        script.parent.mkdir(exist_ok=True)
        script.write_text(TOOL.format(folder=folder))
        script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")
        return Tool(folder)

    return make


@pytest.fixture
def pulumi(tool: Callable[[str], Tool]) -> Tool:
    """A `pulumi` that somebody is logged in to, with a stack."""
    found = tool("pulumi")
    found.answer("whoami", "somebody\n")
    found.answer("stack --stack dev --show-name", "dev\n")
    return found


@pytest.fixture
def az(tool: Callable[[str], Tool]) -> Tool:
    """An `az` that somebody is logged in to."""
    found = tool("az")
    found.answer("account show", ACCOUNT)
    return found
