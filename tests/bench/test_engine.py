from pathlib import Path

import pytest

from bench import engine
from bench.errors import BenchError

GO_MODULE = "require (\n\tgithub.com/pulumi/pulumi/pkg/v3 v3.1.2\n)\n"


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing on its path, whose tests want Pulumi 3.1.2."""
    module = tmp_path / "go.mod"
    module.write_text(GO_MODULE)
    monkeypatch.setattr(engine, "GO_MODULE", module)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    return tmp_path


def _program(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    file = folder / "pulumi"
    file.write_text(f"#!/bin/sh\necho v{version}\n")
    file.chmod(0o755)
    return file


def test_what_was_built_goes_before_what_is_installed(machine: Path) -> None:
    _program(machine / "bin", "3.1.2")
    built = _program(machine / "cache" / "gatehouse" / "pulumi-3.1.2" / "bin", "3.1.2")
    assert engine.find_engine() == built


@pytest.mark.parametrize(("version", "taken"), [("3.1.2", True), ("3.1.3", False)])
def test_an_installed_one_has_to_be_of_the_same_version(
    machine: Path, version: str, *, taken: bool
) -> None:
    installed = _program(machine / "bin", version)
    assert engine.find_engine() == (installed if taken else None)


def test_a_module_without_an_engine_is_refused(machine: Path) -> None:
    (machine / "go.mod").write_text("require ()\n")
    with pytest.raises(BenchError, match="requires no pulumi/pkg/v3"):
        engine.find_engine()
