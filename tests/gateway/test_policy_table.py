from __future__ import annotations

from pathlib import Path

from gateway.policies import POLICIES
from gateway.policy_table import policy_table

PAGE = Path(__file__).parents[2] / "docs" / "policies.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == policy_table()


def test_every_policy_has_a_row() -> None:
    assert [name for name in POLICIES if f"| [{name}](https://" not in policy_table()] == []
