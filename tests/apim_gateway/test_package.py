"""The package as its users have it: installed alone, by its README."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import uv

import apim_gateway
from apim_gateway import listen

PACKAGE = Path(__file__).parents[2] / "packages" / "apim-gateway"
DOCS = PACKAGE.parents[1] / "docs"
README = (PACKAGE / "README.md").read_text(encoding="utf-8")
DOCUMENT = re.findall(r"```json\n(.*?)```", README, re.DOTALL)[0]
USE = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0]
TEST = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[1]


def install(environment: Path, *packages: str) -> None:
    options = ["--quiet", "--system-certs", "--python", str(environment)]
    subprocess.run([uv.find_uv_bin(), "pip", "install", *options, *packages], check=True)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with nothing in it but the package and what that depends on."""
    folder = tmp_path_factory.mktemp("package") / "venv"
    command = [uv.find_uv_bin(), "venv", "--quiet", "--python", sys.executable, str(folder)]
    subprocess.run(command, check=True)
    install(folder, str(PACKAGE))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder with the README's document in it."""
    tmp_path.joinpath("apim.json").write_text(DOCUMENT, encoding="utf-8")
    return tmp_path


def run(folder: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs it in the folder, knowing nothing of this repository."""
    return subprocess.run(
        command, cwd=folder, env={}, check=False, capture_output=True, text=True, timeout=60
    )


def test_the_console_script_serves_the_document_of_the_readme(
    environment: Path, folder: Path
) -> None:
    script = environment / "bin" / "apim-gateway"
    command = [str(script), "serve", "apim.json", "--port", "0"]
    with subprocess.Popen(
        command, cwd=folder, env={}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"The gateway listens on (http://127\.0\.0\.1:\d+)\n", line)
        assert found is not None
        with urlopen(f"{found.group(1)}/orders/7") as answer:
            assert answer.read() == b"order 7"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def test_a_port_that_is_taken_ends_the_console_script_with_1(
    environment: Path, folder: Path
) -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        script = environment / "bin" / "apim-gateway"
        done = run(folder, script, "serve", "apim.json", "--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"port {port} can't be used: ")


def test_a_document_that_can_t_be_honoured_ends_the_console_script_with_2(
    environment: Path, folder: Path
) -> None:
    folder.joinpath("apim.json").write_text(DOCUMENT.replace("return-", "returns-"))
    done = run(folder, environment / "bin" / "apim-gateway", "serve", "apim.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "returns-response: this policy is not known" in done.stderr


def test_python_uses_it_as_the_readme_says(environment: Path, folder: Path) -> None:
    folder.joinpath("use.py").write_text(
        f"import json\ndocument = json.load(open('apim.json'))\n{USE}"
    )
    done = run(folder, environment / "bin" / "python", "use.py")
    assert (done.returncode, done.stdout) == (0, "b'order 7'\n"), done.stderr


def test_pytest_finds_the_fixture_by_itself(environment: Path, folder: Path) -> None:
    install(environment, "pytest")
    folder.joinpath("test_it.py").write_text(
        "import json\nfrom urllib.request import urlopen\n"
        f"document = json.load(open('apim.json'))\n{TEST}"
    )
    done = run(folder, environment / "bin" / "python", "-m", "pytest", "-q")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 passed")


@pytest.mark.parametrize("page", ["policies", "expressions"])
def test_the_console_script_prints_its_pages(environment: Path, folder: Path, page: str) -> None:
    assert f"`apim-gateway {page}`" in README
    done = run(folder, environment / "bin" / "apim-gateway", page)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (DOCS / f"{page}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", apim_gateway.__all__)
def test_every_name_of_the_face_is_there_and_in_the_readme(name: str) -> None:
    face: Any = apim_gateway
    assert getattr(face, name).__name__ == name
    assert f"`{name}" in README


def test_a_name_that_is_not_of_the_face_is_refused() -> None:
    face: Any = apim_gateway
    with pytest.raises(AttributeError, match="'apim_gateway' has no attribute 'nobody'"):
        _ = face.nobody


def test_the_face_loads_neither_client_nor_grammar_before_it_is_used() -> None:
    slow = ("aiohttp", "httptools", "tree_sitter", "uvloop", "yaml")
    code = "import sys, apim_gateway; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert set(slow) & set(done.stdout.split()) == set()
