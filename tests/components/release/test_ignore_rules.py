from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from components.release.ignore_rules import IgnoreRules

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def rules(tmp_path: Path) -> IgnoreRules:
    (tmp_path / ".gitignore").write_text("dist/\n*.log\n")
    (tmp_path / ".funcignore").write_text("*.md\n")
    (tmp_path / ".deployignore").write_text("!dist/\ndist/*.map\n!README.md\n!conf/*.pem\n")
    return IgnoreRules(tmp_path)


def test_the_last_line_that_matches_decides_and_git_where_none_does(rules: IgnoreRules) -> None:
    expected = {
        "app.py": False,
        "build.log": True,
        "dist/": False,
        "dist/app.js": False,
        "dist/app.js.map": True,
        "pages/a.md": True,
        "README.md": False,
    }
    assert {path: rules.leave_out(path) for path in expected} == expected


def test_only_a_name_in_full_insists_on_a_file(rules: IgnoreRules) -> None:
    expected = {
        "README.md": True,
        "pages/README.md": True,
        "app.py": False,
        "build.log": False,
        "conf/a.pem": False,
        "dist/app.js": False,
    }
    assert {path: rules.insist_on(path) for path in expected} == expected
