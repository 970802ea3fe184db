"""Stand-ins for `az` and `gh` that keep what they make, and refuse to make it twice."""

from __future__ import annotations

import json
import os
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from gatehouse.commands.pipeline import run
from gatehouse.options import parse

if TYPE_CHECKING:
    from pathlib import Path

CLOUD = """\
#!__PYTHON__ -IS
import json, os, sys
os.chdir(__FOLDER__)
tool, words = os.path.basename(sys.argv[0]), sys.argv[1:]
line = " ".join([tool, *words])
made = json.load(open("made.json"))
for part, answer in json.load(open("answers.json")).items():
    if part in line:
        print(answer["out"])
        sys.exit(answer.get("err"))

options, nouns, words = {}, [], list(words)
while words:
    word = words.pop(0)
    if word in ("--silent",):
        continue
    if word.startswith("-"):
        options.setdefault(word, []).append(words.pop(0))
    else:
        nouns.append(word)
method = options.get("--method", ["GET"])[0]
verb = method if tool == "gh" and nouns[0] == "api" else nouns.pop(-1 if tool == "az" else 1)
one = {**options, "--assignee": options.get("--assignee") or options.get("--assignee-object-id")}
if "--role-definition" in options:
    one["--name"] = [json.loads(options["--role-definition"][0])["Name"]]
which = ("--name", "--identity-name", "--account-name", "--role", "--scope", "--assignee", "--env")
place = [one.get(key) for key in which] + options.get("--id", options.get("--ids", []))
branch = "deployment-branch-policies" in line and "branches"
key = json.dumps([tool, *nouns, place, branch])
if verb in ("show", "list", "get", "GET"):
    if key not in made:
        sys.exit("not found")
    kept = made[key]
    query = options.get("--query", [""])[0]
    value = {"subject": kept.get("--subject"), "isVersioningEnabled": ["true"]}.get(query)
    print((value or kept.get("--body") or ["-".join([query or "id", *kept.get("--name", [])])])[0])
else:
    if key in made and verb != "set":
        sys.exit(f"{line}: exists")
    made[key] = options
    with open("made.json", "w") as file:
        json.dump(made, file)
    with open("changes", "a") as changes:
        print(json.dumps([tool, *sys.argv[1:]]), file=changes)
"""
ANSWERS = {
    "az account show --output tsv --query id": "11111111-subscription",
    "az account show --output tsv --query tenantId": "22222222-tenant",
    "az ad signed-in-user show": "33333333-you",
    "gh api user --jq": "4444",
    "/actions/oidc/customization/sub": "repo:contoso@1/quiz@2",
    "az group list --tag environment=dev": "/subscriptions/11111111-subscription/dev",
    "az group list --tag environment=prod": "/subscriptions/11111111-subscription/prod",
}


@dataclass(frozen=True)
class Cloud:
    """What the stand-ins have been told, and what they were told to make."""

    folder: Path

    @property
    def changes(self) -> list[list[str]]:
        """The words of every command that made something."""
        file = self.folder / "changes"
        lines = file.read_text().splitlines() if file.exists() else []
        return [json.loads(line) for line in lines]

    def has_made(self, *words: str) -> list[list[str]]:
        """The commands that made something and have all of the words."""
        return [one for one in self.changes if set(words) <= set(one)]

    def answer(self, part: str, out: str, err: str | None = None) -> None:
        """Answers commands that have the part; with an error they fail."""
        self.forget(part)
        file = self.folder / "answers.json"
        known = json.loads(file.read_text())
        file.write_text(json.dumps({part: {"out": out, "err": err}, **known}))

    def forget(self, part: str) -> None:
        """Takes an answer back."""
        file = self.folder / "answers.json"
        known = json.loads(file.read_text())
        file.write_text(json.dumps({key: one for key, one in known.items() if key != part}))


@dataclass(frozen=True)
class Applied(Cloud):
    """The same after a first run."""

    said: list[str]


@pytest.fixture
def cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """An account of Azure and a repository of GitHub that have nothing yet; a program's folder."""
    return make_cloud(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def applied(tmp_path_factory: pytest.TempPathFactory) -> Applied:
    """What a first run has made, and what it said."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as said:
        cloud = make_cloud(tmp_path_factory.mktemp("applied"), patch)
        assert run(parse(["pipeline", "contoso/quiz", "--apply"])) == 0
    return Applied(cloud.folder, said.getvalue().splitlines())


def make_cloud(folder: Path, patch: pytest.MonkeyPatch) -> Cloud:
    cloud, path = folder / "cloud", folder / "path"
    cloud.mkdir()
    path.mkdir()
    (cloud / "made.json").write_text("{}")
    (cloud / "answers.json").write_text(
        json.dumps({part: {"out": out} for part, out in ANSWERS.items()})
    )
    script = CLOUD.replace("__PYTHON__", sys.executable).replace("__FOLDER__", repr(str(cloud)))
    for tool in ("az", "gh"):
        (path / tool).write_text(script)
        (path / tool).chmod(0o755)
    patch.setenv("PATH", f"{path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    (folder / "Pulumi.yaml").write_text("name: gatehouse\n")
    (folder / "Pulumi.dev.yaml").write_text("config:\n  azure-native:location: northeurope\n")
    patch.chdir(folder)
    return Cloud(cloud)
