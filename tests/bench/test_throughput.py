import shutil
from pathlib import Path

import pytest

from bench import throughput
from bench.errors import BenchError
from bench.stage import Stage


@pytest.mark.parametrize("missing", ["wrk", "nginx"])
def test_without_its_programs_the_lines_are_skipped_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None if name == missing else f"/bin/{name}")
    section = throughput.measure(Stage(folder=tmp_path))
    assert [line.verdict for line in section.lines] == ["skipped"] * 8
    assert all("apt-get install nginx-light wrk" in line.skipped for line in section.lines)


def test_a_rival_that_does_other_work_is_not_compared(picky_url: str) -> None:
    with pytest.raises(BenchError, match=r"answered \(401, 401, 401\)"):
        throughput.check(picky_url, "wrong")
