from pathlib import Path

import pytest

from bench import preview
from bench.errors import BenchError
from bench.stage import Stage


def test_without_an_engine_its_lines_are_skipped_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "find_engine", lambda: None)
    section = preview.measure(Stage(folder=tmp_path, quick=True))
    assert [line.verdict for line in section.lines] == ["skipped"] * 2
    assert all("bash tests/engine/build.sh" in line.skipped for line in section.lines)


@pytest.mark.parametrize(("resources", "nothing"), [(80, 2), (1, 1)])
def test_a_preview_of_something_else_is_no_measurement(resources: int, nothing: int) -> None:
    with pytest.raises(
        BenchError, match=f"make {resources} resources of the program and {nothing}"
    ):
        preview.check(["echo", str(resources)], ["echo", str(nothing)])


def test_the_resources_of_the_program_are_counted() -> None:
    assert preview.check(["echo", "80"], ["echo", "1"]) == 80
