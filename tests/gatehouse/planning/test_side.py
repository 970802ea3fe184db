"""One stack, judged and priced."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from gatehouse.cost.prices import load_prices
from gatehouse.planning.side import EXEMPTIONS, look_at
from gatehouse.program.stack_files import StackSettings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Declared


def test_exemptions_are_those_of_the_folder(deployed: Declared, root: Path, tmp_path: Path) -> None:
    settings, prices = StackSettings.load(root, "dev"), load_prices()
    strict = look_at(deployed.graph, tmp_path, settings, prices)
    assert strict.audit.exempted == ()
    (tmp_path / EXEMPTIONS).parent.mkdir(parents=True)
    shutil.copy(root / EXEMPTIONS, tmp_path / EXEMPTIONS)
    granted = look_at(deployed.graph, tmp_path, settings, prices)
    assert granted.audit.findings == ()
    assert len(granted.audit.exempted) == len(strict.audit.findings)
    assert len(granted.costs) < len(deployed.graph.resources)


def test_production_has_to_obey_more_rules(deployed: Declared, root: Path, tmp_path: Path) -> None:
    settings = StackSettings.load(root, "dev")
    values = {**settings.values, "gatehouse:production": "true"}
    found = [
        len(look_at(deployed.graph, tmp_path, one, load_prices()).audit.findings)
        for one in (settings, replace(settings, values=values))
    ]
    assert found[0] < found[1]
