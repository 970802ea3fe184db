import os
import sys
from pathlib import Path

import pytest

from bench.child import environment, output, seconds
from bench.errors import BenchError


def test_children_may_keep_compiled_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    given = environment(MORE="x")
    assert given["MORE"] == "x"
    assert given["PATH"] == os.environ["PATH"]
    assert "PYTHONDONTWRITEBYTECODE" not in given


def test_a_command_runs_in_its_folder_with_its_variables(tmp_path: Path) -> None:
    script = "import os; print(os.getcwd(), os.environ['WORD'])"
    command = [sys.executable, "-c", script]
    printed = output(command, tmp_path, environment(WORD="yes"))
    assert printed == f"{tmp_path} yes\n"


def test_a_failing_command_is_told_with_its_last_words(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no such stack')"]
    with pytest.raises(BenchError, match=r"exit code 1; allowed is 0(.|\n)*no such stack"):
        output(command, tmp_path)


def test_a_command_takes_the_time_it_takes(tmp_path: Path) -> None:
    assert seconds([sys.executable, "-c", "import time; time.sleep(0.1)"], tmp_path) >= 0.1
