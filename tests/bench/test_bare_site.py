import os
from pathlib import Path

import pytest

from bench.bare_site import bare_site, system_postgres
from bench.errors import BenchError
from gatehouse.hosts.postgres.account import choose_account
from gatehouse.hosts.postgres.binaries import _chosen_folder


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of three versions, the newest of which has no server."""
    monkeypatch.delenv("PG_BIN", raising=False)
    for version, program in (("9.6", "initdb"), ("15", "initdb"), ("17", "psql")):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        (folder / program).touch()
    return tmp_path


def test_the_newest_server_is_taken(installed: Path) -> None:
    assert system_postgres(installed) == installed / "15" / "bin"


def test_pg_bin_comes_first(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BIN", "/opt/postgres/bin")
    assert system_postgres(installed) == Path("/opt/postgres/bin")


def test_without_a_server_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PG_BIN", raising=False)
    assert system_postgres(tmp_path) is None


@pytest.mark.parametrize("before", [None, "/opt/postgres/bin"])
def test_a_site_that_ends_is_told_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    monkeypatch.delenv("PG_BIN", raising=False)
    programs = _embedded()
    if before:
        monkeypatch.setenv("PG_BIN", before)
    source, folder = tmp_path / "empty", tmp_path / "bare"
    source.mkdir()
    with (
        pytest.raises(BenchError, match=r"(?s)did not answer 200.*No module named 'quizsite'"),
        bare_site(source, programs, folder),
    ):
        pass
    assert os.environ.get("PG_BIN") == before
    assert [each.name for each in folder.iterdir()] == ["log"]


def _embedded() -> Path:
    """PostgreSQL's programs, where the account that runs them reaches them."""
    folder = system_postgres() or _chosen_folder()
    if not choose_account().reaches(folder / "postgres"):
        pytest.skip("no PostgreSQL within reach: apt-get install postgresql")
    return folder
