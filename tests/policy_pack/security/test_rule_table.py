from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from policy_pack.security import RULES, load_exemptions, rule_table

ROOT = Path(__file__).parents[3]


def test_the_page_is_current() -> None:
    page = subprocess.run(
        [sys.executable, "-m", "policy_pack.security"], check=True, capture_output=True, cwd=ROOT
    ).stdout
    assert (ROOT / "docs" / "security.md").read_bytes() == page


def test_every_rule_and_every_exemption_has_a_row() -> None:
    page = rule_table(load_exemptions())
    assert [rule.id for rule in RULES if f"| [{rule.id}](https://" not in page] == []
    assert [one for one in load_exemptions() if one.reason not in page] == []
