"""What Dependabot raises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def updates(root: Path) -> dict[str, dict[str, Any]]:
    """What is raised, by its ecosystem."""
    document = yaml.safe_load((root / ".github" / "dependabot.yml").read_text(encoding="utf-8"))
    return {one["package-ecosystem"]: one for one in document["updates"]}


def test_every_lock_is_raised(root: Path, updates: dict[str, dict[str, Any]]) -> None:
    names = ("requirements.txt", "[a-z]*/requirements.txt", "examples/*/requirements.txt")
    locks = [lock for name in names for lock in root.glob(name)]
    folders = {f"/{lock.parent.relative_to(root)}".rstrip(".") for lock in locks}
    assert set(updates["pip"]["directories"]) == folders


def test_actions_are_raised(updates: dict[str, dict[str, Any]]) -> None:
    assert updates["github-actions"]["directory"] == "/"


def test_releases_rest_for_a_week_and_come_together(updates: dict[str, dict[str, Any]]) -> None:
    assert {one["cooldown"]["default-days"] for one in updates.values()} == {7}
    assert [list(one["groups"].values()) for one in updates.values()] == [
        [{"patterns": ["*"]}],
        [{"patterns": ["*"]}],
    ]
