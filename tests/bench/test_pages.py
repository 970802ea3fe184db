import shutil
from pathlib import Path

import pytest

from bench import pages
from bench.stage import Stage


@pytest.mark.parametrize("missing", ["wrk", "postgres"])
def test_without_its_programs_the_lines_are_skipped_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    wrk, programs = ("/bin/wrk", None) if missing == "postgres" else (None, tmp_path)
    monkeypatch.setattr(shutil, "which", lambda _: wrk)
    monkeypatch.setattr(pages, "system_postgres", lambda: programs)
    section = pages.measure(Stage(folder=tmp_path))
    assert [line.verdict for line in section.lines] == ["skipped"] * 3
    assert all("apt-get install postgresql" in line.skipped for line in section.lines)
