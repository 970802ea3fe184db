from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

import pytest

from gatehouse.program.own_traceback import own_traceback

if TYPE_CHECKING:
    from pathlib import Path


def failure(program: Path) -> Exception:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any failure of the program
        runpy.run_path(str(program))
    return caught.value


def steps(text: str) -> list[str]:
    """The lines that name a place, by file and line."""
    lines = [line.split('"') for line in text.splitlines() if line.startswith("  File ")]
    return [file.rpartition("/")[2] + rest.split(" in ")[0] for _, file, rest in lines]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that imports a module of its own."""
    monkeypatch.syspath_prepend(tmp_path)
    file = tmp_path / "made_up_program.py"
    file.write_text("import made_up_module\n")
    return file


def test_it_begins_with_the_authors_code_and_leaves_the_import_system_out(program: Path) -> None:
    program.with_name("made_up_module.py").write_text("import json\njson.loads('{')\n")
    told = own_traceback(failure(program), program.parent)
    assert steps(told)[:2] == ["made_up_program.py, line 1,", "made_up_module.py, line 2,"]
    assert steps(told)[2].startswith("__init__.py, ")  # of json: what the code called stays
    assert "frozen" not in told
    assert told.splitlines()[-1].startswith("json.decoder.JSONDecodeError: ")


def test_a_syntax_error_names_its_place_itself(program: Path) -> None:
    program.write_text("x = = 1\n")
    told = own_traceback(failure(program), program.parent)
    assert steps(told) == ["made_up_program.py, line 1"]
    assert told.splitlines()[-1] == "SyntaxError: invalid syntax"


def test_what_led_to_it_is_trimmed_too(program: Path) -> None:
    program.with_name("made_up_module.py").write_text(
        "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise OSError('no') from error\n"
    )
    told = own_traceback(failure(program), program.parent)
    assert steps(told) == [
        "made_up_module.py, line 2,",
        "made_up_program.py, line 1,",
        "made_up_module.py, line 4,",
    ]
