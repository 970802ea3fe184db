"""All stacks of a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.graph.graph import Graph
from gatehouse.program.stacks import evaluate_stacks, stack_names

if TYPE_CHECKING:
    from pathlib import Path


def test_every_settings_file_is_a_stack(tmp_path: Path) -> None:
    for name in ("Pulumi.yaml", "Pulumi.prod.yaml", "Pulumi.dev.eu.yaml", "Pulumi.prod.yml"):
        (tmp_path / name).touch()
    assert stack_names(tmp_path) == ["dev.eu", "prod"]
    assert stack_names(tmp_path, "prod") == ["prod"]
    assert stack_names(tmp_path, "test") == []


def test_a_name_that_could_be_markup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.<b>.yaml").touch()
    with pytest.raises(LocalError, match="names a stack '<b>'; allowed are up to 100 letters"):
        stack_names(tmp_path)


def test_the_same_seed_makes_the_same_keys_and_a_failure_stays_with_its_stack(
    repository: Path,
) -> None:
    (repository / "Pulumi.bad.yaml").write_text("config: {}\n")
    stacks = [(repository, name) for name in ("dev", "bad", "dev")]
    one, failure, other = evaluate_stacks(stacks, b"seed")
    assert isinstance(one, Graph)
    assert one == other
    assert isinstance(failure, LocalError)
    assert "tiny:length" in str(failure)
