"""Which of the files in a folder of code a release takes."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from components.errors import ComponentError
from components.release.code_files import code_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Found in folders of code, and never what an app runs on.
OF_ONE_MACHINE = [
    ".DS_Store",
    ".env.local",
    ".git/config",
    ".gitignore",
    ".hg/store",
    ".idea/workspace.xml",
    ".mypy_cache/3.11/app.json",
    ".pytest_cache/README.md",
    ".ruff_cache/0.17/1",
    ".tox/py311/app.py",
    ".venv/bin/python",
    ".vscode/settings.json",
    "__pycache__/app.cpython-312.pyc",
    "local.settings.json",
    "node_modules/left-pad/index.js",
    "old.pyc",
    "pages/__pycache__/a.cpython-312.pyc",
    "pages/node_modules/left-pad/index.js",
    "venv/lib/site.py",
]
SECRETS = [
    ".aws/credentials",
    ".azure/token",
    ".env",
    ".env.production",
    ".envrc",
    ".git-credentials",
    ".netrc",
    ".npmrc",
    ".pypirc",
    "db.sqlite3",
    "id_ed25519",
    "id_rsa",
    "key.pfx",
    "local.settings.dev.json",
    "pages/.env",
    "server.key",
    "server.pem",
    "store.p12",
]


def write(folder: Path, path: str, text: str = "") -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)


@pytest.fixture(params=["within git", "outside of git", "ignored by git"])
def source(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    folder = tmp_path / "program" / "app"
    write(folder, "app.py")
    write(folder, "pages/a.html")
    if request.param != "outside of git":
        subprocess.run(["git", "init", "--quiet", str(folder.parent)], check=True)
    if request.param == "ignored by git":
        write(folder.parent, ".gitignore", "app/\n")
    return folder


def released(source: Path) -> list[str]:
    return list(code_files(source))


def refusal(source: Path) -> str:
    with pytest.raises(ComponentError) as caught:
        code_files(source)
    return str(caught.value)


def test_files_are_known_by_their_path_in_the_release(source: Path) -> None:
    assert code_files(source) == {
        "app.py": source / "app.py",
        "pages/a.html": source / "pages" / "a.html",
    }


@pytest.mark.parametrize("path", OF_ONE_MACHINE)
def test_what_belongs_to_one_machine_is_left_out(source: Path, path: str) -> None:
    write(source, path, "secret")
    assert released(source) == ["app.py", "pages/a.html"]


@pytest.mark.parametrize("mark", ["pyvenv.cfg", "CACHEDIR.TAG"])
@pytest.mark.parametrize("folder", ["env", "venv", "pages/cache"])
def test_an_environment_or_cache_is_left_out_whatever_it_is_called(
    source: Path, folder: str, mark: str
) -> None:
    write(source, f"{folder}/{mark}")
    write(source, f"{folder}/lib/site.py")
    assert released(source) == ["app.py", "pages/a.html"]


@pytest.mark.parametrize("path", SECRETS)
def test_a_file_that_looks_like_a_secret_is_refused(source: Path, path: str) -> None:
    write(source, path)
    assert refusal(source) == (
        f"{source} holds {path}, and by the name that is a secret; allowed is what may be read by "
        "whoever reads a release; leave it out by a line in .gitignore or app/.deployignore or, "
        f"if the app needs it and it is none, insist on it there: !{path}"
    )


@pytest.mark.parametrize("path", SECRETS)
@pytest.mark.parametrize("rules", [".gitignore", ".funcignore", ".deployignore"])
def test_a_secret_that_is_left_out_is_no_reason_to_refuse(
    source: Path, rules: str, path: str
) -> None:
    write(source, path)
    write(source, rules, f"/{path}\n")
    assert released(source) == ["app.py", "pages/a.html"]


@pytest.mark.parametrize("path", SECRETS)
def test_who_insists_on_a_file_by_its_name_gets_it(source: Path, path: str) -> None:
    write(source, path)
    write(source, ".deployignore", f"!{path}\n")
    assert released(source) == sorted(["app.py", "pages/a.html", path])


@pytest.mark.parametrize(
    ("rules", "kept"),
    [
        ({}, ["app.py", "build.log", "dist/a.js", "pages/a.html", "pages/b.log"]),
        ({".gitignore": "*.log\ndist/\n"}, ["app.py", "pages/a.html"]),
        ({".gitignore": "*.log\ndist/\n!build.log\n"}, ["app.py", "build.log", "pages/a.html"]),
        (
            {".gitignore": "*.log\n", "pages/.gitignore": "!b.log\n"},
            ["app.py", "dist/a.js", "pages/a.html", "pages/b.log"],
        ),
        ({".gitignore": "/build.log\npages/\n"}, ["app.py", "dist/a.js"]),
        ({".funcignore": "*.log\n/dist\n"}, ["app.py", "pages/a.html"]),
        ({".deployignore": "# logs\n*.log\n\n/dist\n"}, ["app.py", "pages/a.html"]),
        (
            {".gitignore": "dist/\n", ".deployignore": "!dist/\n*.log\n"},
            ["app.py", "dist/a.js", "pages/a.html"],
        ),
        (
            {".funcignore": "*.log\n", ".deployignore": "!build.log\n"},
            ["app.py", "build.log", "dist/a.js", "pages/a.html"],
        ),
    ],
)
def test_the_ignore_files_leave_out_what_they_name(
    source: Path, rules: dict[str, str], kept: list[str]
) -> None:
    for path in ("build.log", "dist/a.js", "pages/b.log"):
        write(source, path)
    for path, text in rules.items():
        write(source, path, text)
    assert released(source) == kept


def test_a_pattern_that_brings_in_more_than_a_name_insists_on_no_secret(source: Path) -> None:
    write(source, ".env")
    write(source, ".deployignore", "*\n!*\n")
    assert "holds .env," in refusal(source)


def test_a_link_to_a_file_of_the_release_is_released_as_that_file(source: Path) -> None:
    (source / "main.py").symlink_to("app.py")
    (source / "pages" / "main.py").symlink_to(source / "app.py")
    assert released(source) == ["app.py", "main.py", "pages/a.html", "pages/main.py"]


@pytest.mark.parametrize(
    "target", ["/etc/passwd", "../..", "..", "pages", "missing.py", "link", "left_out.log"]
)
def test_a_link_to_anything_else_is_refused(source: Path, target: str) -> None:
    write(source, "left_out.log")
    write(source, ".deployignore", "*.log\n")
    (source / "link").symlink_to(target)
    assert refusal(source) == (
        f"{source}/link is a link to {os.path.realpath(source / 'link')}, which the release of app "
        "does not hold; allowed is a link to a file of the release; put a copy in the link's "
        "place, or leave it out by a line in .deployignore"
    )


def test_a_link_that_is_left_out_may_lead_anywhere(source: Path) -> None:
    (source / "link").symlink_to("/etc")
    write(source, ".deployignore", "link\n")
    assert released(source) == ["app.py", "pages/a.html"]


def test_what_is_no_file_is_left_out(source: Path) -> None:
    os.mkfifo(source / "pages" / "pipe")
    assert released(source) == ["app.py", "pages/a.html"]


@pytest.mark.parametrize("folder", ["function_app", "django_app"])
def test_the_apps_here_are_released_alike_with_git_and_without(
    root: Path, folder: str, copied: Callable[[str], Path]
) -> None:
    assert released(copied(folder)) == released(root / folder)
    assert "requirements.txt" in released(root / folder)


@pytest.fixture
def copied(root: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Copies an app as it lies here, with all that git ignores, to where there is no git."""

    def copy(folder: str) -> Path:
        return shutil.copytree(root / folder, tmp_path / folder)

    return copy
