from __future__ import annotations

from pathlib import Path

from apim_gateway.cli.policy_table import policy_table
from apim_gateway.policies import POLICIES

PAGE = Path(__file__).parents[3] / "docs" / "policies.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == policy_table()


def test_every_policy_has_a_row() -> None:
    assert [name for name in POLICIES if f"| [{name}](https://" not in policy_table()] == []
