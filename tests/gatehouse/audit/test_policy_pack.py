"""The rules of a program, which lie in its own folder."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from gatehouse.audit.policy_pack import FOLDER, MODULE, find_policy_pack, load_policy_pack
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TINY = """
from .words import WHAT

def load_exemptions():
    return (WHAT,)
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A program with a pack of two files, in a process that has loaded none."""
    for name in [one for one in sys.modules if one == MODULE or one.startswith(f"{MODULE}.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(TINY)
    (folder / "words.py").write_text("WHAT = 'an exemption'\n")
    yield tmp_path
    for name in (MODULE, f"{MODULE}.words"):
        sys.modules.pop(name, None)


def test_the_rules_are_those_of_the_program(program: Path) -> None:
    path = list(sys.path)
    exemptions: object = load_policy_pack(program).load_exemptions()
    assert exemptions == ("an exemption",)
    assert sys.path == path


def test_a_pack_is_loaded_once(root: Path) -> None:
    assert find_policy_pack(root) is find_policy_pack(root) is not None


def test_a_program_may_have_no_rules(tmp_path: Path) -> None:
    assert find_policy_pack(tmp_path) is None


def test_who_needs_rules_is_told_where_they_are_looked_for(tmp_path: Path) -> None:
    with pytest.raises(
        LocalError,
        match=r"has no security rules; they are looked for in policy_pack/security/__init__\.py; ",
    ):
        load_policy_pack(tmp_path)
