from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tools import leave_out_samples
from tools.leave_out_samples import without

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """\
from a import Api, ApiArgs
from b import Site
from c import (
    Database as Db,
    System,
)
import d

api = Api(ROOT / "function_app", ApiArgs())
web = Site(
    ROOT / "django_app",
    é=Db(),
)
blog = Site(ROOT / "blog")
system = System(apis=[api], sites=[web, blog])
"""
BOTH = ["function_app", "django_app"]


@pytest.mark.parametrize(
    ("folders", "expected"),
    [
        (
            BOTH,
            """\
from b import Site
from c import System
import d

blog = Site(ROOT / "blog")
system = System(apis=[], sites=[blog])
""",
        ),
        (
            ["function_app"],
            """\
from b import Site
from c import (
    Database as Db,
    System,
)
import d

web = Site(
    ROOT / "django_app",
    é=Db(),
)
blog = Site(ROOT / "blog")
system = System(apis=[], sites=[web, blog])
""",
        ),
    ],
)
def test_the_entries_go_with_what_they_alone_use(folders: list[str], expected: str) -> None:
    assert without(PROGRAM, folders) == expected


def test_a_part_of_an_import_stays() -> None:
    program = "from a import Api, Args\napi = Api(ROOT / 'function_app', Args())\nother = Api()\n"
    assert without(program, BOTH) == "from a import Api\nother = Api()\n"


def test_the_program_of_the_repository_has_both(root: Path) -> None:
    program = without((root / "__main__.py").read_text(), BOTH)
    compile(program, "__main__.py", "exec")
    assert "System(platform=platform, gateway=gateway, apis=[], sites=[])" in program
    assert "Service" not in program.partition("\n")[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program with its samples, committed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "__main__.py").write_text(PROGRAM)
    for name in ("function_app/app.py", "django_app/app.py", "policies/public-docs.xml", "b/x"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    for command in ("init -q", "add .", "-c user.name=a -c user.email=a@b.example commit -qm a"):
        subprocess.run(["git", *command.split()], check=True)
    return tmp_path


def _files(folder: Path) -> list[str]:
    found = (one.relative_to(folder) for one in folder.rglob("*") if one.is_file())
    return sorted(str(one) for one in found if one.parts[0] != ".git")


def test_both_are_left_out_and_git_has_them_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _files(folder)
    assert leave_out_samples.main([]) == 0
    assert _files(folder) == ["__main__.py", "b/x"]
    told = capsys.readouterr().out
    undo = told[told.index("git restore") :].split()
    undo = [one for one in undo if "policies/" not in one or one.endswith("public-docs.xml")]
    subprocess.run(undo, check=True)
    assert (_files(folder), (folder / "__main__.py").read_text()) == (before, PROGRAM)


def test_one_of_them_is_left_out(folder: Path) -> None:
    assert leave_out_samples.main(["django_app"]) == 0
    assert _files(folder) == [
        "__main__.py",
        "b/x",
        "function_app/app.py",
        "policies/public-docs.xml",
    ]


@pytest.mark.parametrize("file", ["function_app/app.py", "__main__.py", "django_app/new.py"])
def test_what_git_does_not_hold_stays(
    folder: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / file).write_text("mine")
    before = _files(folder)
    assert leave_out_samples.main([]) == 1
    assert _files(folder) == before
    assert f"git does not hold what is here of {file}; run" in capsys.readouterr().err


def test_without_git_nothing_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert leave_out_samples.main([]) == 1
    assert "run `git init`, `git add .` and `git commit -m Start` first" in capsys.readouterr().err


def test_another_folder_is_no_sample() -> None:
    command = [sys.executable, leave_out_samples.__file__, "b"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    told = "without-samples: b is no sample; allowed are function_app, django_app\n"
    assert (done.returncode, done.stderr) == (1, told)


def test_an_entry_that_another_one_needs_stays(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = PROGRAM.replace('"blog")', '"blog", web.postgres)')
    (folder / "__main__.py").write_text(program)
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qam", "b"],
        check=True,
    )
    assert leave_out_samples.main([]) == 1
    assert (folder / "__main__.py").read_text() == program
    told = capsys.readouterr().err
    assert '__main__.py needs web elsewhere, as in `blog = Site(ROOT / "blog", web.po' in told
