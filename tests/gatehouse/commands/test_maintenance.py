"""Setting what Azure ignores when it makes a database server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.commands.maintenance import run
from gatehouse.options import parse
from tests.gatehouse.commands.database_server import SERVER

if TYPE_CHECKING:
    from tests.gatehouse.conftest import Tool


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (0, "psql-1 has its maintenance window now: Sun:03:00 UTC"),
        (1, "the maintenance window is still Azure's; run: az postgres flexible-server update "),
    ],
)
def test_a_server_gets_its_window_or_a_person_the_command(
    pulumi: Tool, az: Tool, capsys: pytest.CaptureFixture[str], code: int, told: str
) -> None:
    pulumi.answer("stack export --stack dev", {"deployment": {"resources": [SERVER]}})
    az.answer("postgres flexible-server show", {"customWindow": "Disabled"})
    az.answer("postgres flexible-server update", code=code)
    assert run(parse(["maintenance"])) == 0
    assert capsys.readouterr().out.startswith(told)
