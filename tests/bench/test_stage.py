from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable


def _recorder(calls: list[str], name: str) -> "Callable[[], str]":
    def measure() -> str:
        calls.append(name)
        return f"{name}{len(calls)}"

    return measure


def test_rounds_alternate_who_comes_first_after_a_warm_up(tmp_path: Path) -> None:
    calls: list[str] = []
    stage = Stage(folder=tmp_path)
    rounds = stage.interleave(3, _recorder(calls, "a"), _recorder(calls, "b"))
    assert calls == ["a", "b", "a", "b", "b", "a", "a", "b"]
    assert rounds == (("a3", "a6", "a7"), ("b4", "b5", "b8"))


def test_a_quick_run_has_one_round_and_no_warm_up(tmp_path: Path) -> None:
    calls: list[str] = []
    stage = Stage(folder=tmp_path, quick=True)
    rounds = stage.interleave(9, _recorder(calls, "a"), _recorder(calls, "b"))
    assert rounds == (("a1",), ("b2",))


@pytest.mark.parametrize(("quick", "rounds"), [(True, 1), (False, 7)])
def test_a_quick_run_measures_once(tmp_path: Path, *, quick: bool, rounds: int) -> None:
    assert Stage(folder=tmp_path, quick=quick).rounds(7) == rounds


def test_the_copy_of_the_program_limits_nobody_and_leaves_the_original_alone(
    tmp_path: Path,
) -> None:
    stage = Stage(folder=tmp_path)
    policy = Path("policies/generate_name.xml")
    before = policy.read_text()
    copied = (stage.program / policy).read_text()
    assert copied == before.replace('calls="20"', 'calls="2147483647"') != before
    assert policy.read_text() == before
