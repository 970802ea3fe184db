"""The file that leads tools to the running database."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from gatehouse.laptop.database_variables import remove_variables, variables, write_variables

if TYPE_CHECKING:
    from pathlib import Path

DSN = "postgresql://it%27s%20a%20role:p%40ss@127.0.0.1:5432/quizzes"


def test_every_part_of_the_address_has_its_variable() -> None:
    assert variables(DSN) == {
        "DBHOST": "127.0.0.1",
        "DBPORT": "5432",
        "DBNAME": "quizzes",
        "DBUSER": "it's a role",
        "DBPASS": "p@ss",
        "DBSSL": "disable",
        "DATABASE_URL": DSN,
    }


def test_a_shell_reads_what_was_written_and_nobody_else(tmp_path: Path) -> None:
    write_variables(tmp_path, DSN)
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    words = shlex.split((tmp_path / ".env").read_text())
    assert dict(word.split("=", 1) for word in words) == variables(DSN)


def test_removing_it_twice_is_fine(tmp_path: Path) -> None:
    write_variables(tmp_path, DSN)
    remove_variables(tmp_path)
    remove_variables(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_a_database_there_is_no_file(tmp_path: Path) -> None:
    write_variables(tmp_path, None)
    assert list(tmp_path.iterdir()) == []
