from __future__ import annotations

import gc
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gatehouse.graph.graph import Graph
from gatehouse.program.evaluate import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REFUSING = """
import pulumi
raise pulumi.RunError("names:size is 0; allowed is 1; set it")
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a project, a stack, and a program that gives out what it is called."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    (tmp_path / "Pulumi.yaml").write_text("name: names")
    (tmp_path / "Pulumi.dev.yaml").write_text("config: {'names:token': {secure: v1:abc}}")
    (tmp_path / "called.py").write_text("NAME = 'Noa'")
    (tmp_path / "__main__.py").write_text(
        "import pulumi, called\npulumi.export('name', called.NAME)\n"
        "pulumi.export('token', pulumi.Config().require_secret('token'))"
    )
    return tmp_path


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """The command switches garbage collection off; the tests go on with it."""
    yield
    gc.enable()


def test_the_graph_is_printed_as_one_line(
    program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--stack", "dev", "--program", str(program)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert Graph.from_json(line).stack_outputs["name"] == "Noa"


def test_a_made_up_value_is_announced(program: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--stack", "dev", "--program", str(program)])
    assert capsys.readouterr().err == (
        "names:token is encrypted: this evaluation uses a made-up value\n"
    )


def test_keys_stay_the_same_with_a_seed_file_and_change_without(
    program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def token(*options: str) -> str:
        main(["--stack", "dev", "--program", str(program), *options])
        return str(json.loads(capsys.readouterr().out)["stack_outputs"]["token"])

    seeded = ("--seed-file", str(program / "seed"))
    assert token(*seeded) == token(*seeded)
    assert token() != token()


def test_a_program_that_refuses_says_one_message(
    program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (program / "__main__.py").write_text(REFUSING)
    assert main(["--stack", "dev", "--program", str(program)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines()[-1] == "names:size is 0; allowed is 1; set it"


def test_a_stack_that_does_not_exist_is_one_message(
    program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--stack", "prod", "--program", str(program)]) == 2
    assert capsys.readouterr().err.startswith(f"{program}/Pulumi.prod.yaml does not exist; ")


def test_a_program_that_fails_shows_where(
    program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (program / "called.py").write_text("NAME = 1 / 0")
    sys.modules.pop("called", None)
    assert main(["--stack", "dev", "--program", str(program)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f'File "{program}/called.py", line 1' in captured.err
    assert captured.err.splitlines()[-1] == "ZeroDivisionError: division by zero"


def test_the_command_evaluates_this_program(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gatehouse.program.evaluate", "--stack", "dev"],
        cwd=root,
        capture_output=True,
        check=True,
        text=True,
    )
    graph = Graph.from_json(done.stdout)
    assert graph.stack_outputs["gateway_url"].endswith(".azure-api.net")
    assert done.stderr == ""
