from pathlib import Path

import pytest

from bench.errors import BenchError
from bench.local_run import local_run


def test_a_program_that_does_not_start_is_told_with_its_last_words(tmp_path: Path) -> None:
    with (
        pytest.raises(
            BenchError, match=r"(?s)did not answer /generate_name.*Pulumi.yaml does not exist"
        ),
        local_run(tmp_path, tmp_path / "data", {"PYTHONPATH": ""}),
    ):
        pass
