"""One stack, judged and priced."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from gatehouse.audit.policy_pack import EXEMPTIONS, Audit
from gatehouse.cost.prices import load_prices
from gatehouse.planning.side import look_at
from gatehouse.program.stack_files import StackFiles
from policy_pack import security

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Declared


def test_exemptions_are_those_of_the_folder(deployed: Declared, root: Path, tmp_path: Path) -> None:
    settings, prices = StackFiles.load(root, "dev"), load_prices()
    strict = look_at(deployed.graph, tmp_path, settings, prices, security)
    assert strict.audit.exempted == ()
    (tmp_path / EXEMPTIONS).parent.mkdir(parents=True)
    shutil.copy(root / EXEMPTIONS, tmp_path / EXEMPTIONS)
    granted = look_at(deployed.graph, tmp_path, settings, prices, security)
    assert granted.audit.findings == ()
    assert len(granted.audit.exempted) == len(strict.audit.findings)
    assert len(granted.costs) < len(deployed.graph.resources)


def test_production_has_to_obey_more_rules(deployed: Declared, root: Path, tmp_path: Path) -> None:
    settings = StackFiles.load(root, "dev")
    values = {**settings.values, "gatehouse:production": "true"}
    found = [
        len(look_at(deployed.graph, tmp_path, one, load_prices(), security).audit.findings)
        for one in (settings, replace(settings, values=values))
    ]
    assert found[0] < found[1]


def test_without_a_policy_pack_nothing_is_judged(deployed: Declared, root: Path) -> None:
    settings = StackFiles.load(root, "dev")
    side = look_at(deployed.graph, root, settings, load_prices(), None)
    assert side.audit == Audit()
    assert len(side.costs) > 0
