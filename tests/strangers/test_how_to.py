"""The how-to's blocks that are no commands, against what its commands make."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import yaml

from tests.strangers.conftest import BLOCK, HOW_TO, blocks

if TYPE_CHECKING:
    from tests.strangers.conftest import Strangers


def test_what_is_written_without_pulumi_is_what_the_command_writes(strangers: Strangers) -> None:
    [block] = blocks("yaml")
    stack = yaml.safe_load((strangers.folder / "Pulumi.dev.yaml").read_text())["config"]
    expected = yaml.safe_load(block)["settings"]["poll"]
    assert stack["gatehouse:settings"]["poll"] == expected


def test_the_entrys_database_is_what_adopt_writes(strangers: Strangers) -> None:
    _, block = blocks("python")
    program = ast.parse((strangers.folder / "__main__.py").read_text())
    [shown] = [one for one in ast.walk(ast.parse(block)) if _makes_database(one)]
    written = [ast.dump(one) for one in ast.walk(program) if _makes_database(one)]
    assert ast.dump(shown) in written


def test_every_block_is_of_a_kind_that_is_followed() -> None:
    names = [name for name, _ in BLOCK.findall(HOW_TO.read_text())]
    assert set(names) == {"console", "json", "python", "yaml"}
    assert [names.count(name) for name in ("json", "python", "yaml")] == [1, 2, 1]


def _makes_database(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="DatabaseArgs")):
            return True
    return False
