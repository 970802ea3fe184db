import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import __main__ as command
from bench.errors import BenchError
from bench.rows import ROWS
from bench.stage import Stage


def test_a_quick_run_prints_and_records_every_row(tmp_path: Path) -> None:
    file = tmp_path / "bench.json"
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick", "--json", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    sections = json.loads(file.read_text())["sections"]
    assert len(sections) == len(ROWS)
    for section in sections:
        assert section["title"] in done.stdout
        assert [line for line in section["lines"] if line["name"] not in done.stdout] == []
        assert [line for line in section["lines"] if not (line["ours"] or line["skipped"])] == []


def test_what_can_not_be_measured_ends_the_run_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Stage) -> None:
        raise BenchError("the program does not start; correct it")

    monkeypatch.setattr(command, "ROWS", (broken,))
    assert command.main([]) == 1
    assert capsys.readouterr().err == "\nthe program does not start; correct it\n"
