from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.hosts.postgres import binaries
from gatehouse.hosts.postgres.cluster import Cluster, erase, lock_home, open_home
from tests.gatehouse.hosts.postgres.accounts import MYSELF, STRANGER

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    monkeypatch.setattr(binaries, "SHARED", folder)
    return folder


@pytest.mark.parametrize(
    ("major", "locale"),
    [
        (16, ["--locale=C"]),
        (17, ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]),
    ],
)
def test_the_locale_is_the_servers_own_where_it_has_one(
    major: int, locale: list[str], tmp_path: Path
) -> None:
    assert Cluster(tmp_path, major).initdb()[5:] == locale


def test_a_superuser_password_is_generated_and_never_an_argument(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path, 18)
    cluster.make_draft(MYSELF)
    password = cluster.password_file.read_text()
    assert len(password) == 32
    assert password not in " ".join(cluster.initdb())
    assert cluster.password_file.stat().st_mode & 0o777 == 0o600


def test_a_draft_starts_empty_and_becomes_the_data(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path, 18)
    cluster.make_draft(MYSELF)
    (cluster.draft / "half").touch()
    cluster.declared_file.write_text("of the cluster before")
    cluster.make_draft(MYSELF)
    cluster.keep_draft()
    assert list(cluster.data.iterdir()) == []
    assert cluster.declared() == ""
    assert sorted(each.name for each in tmp_path.iterdir()) == ["18", "18.password", "shared"]


def test_the_home_is_the_folder_when_the_account_reaches_it(tmp_path: Path) -> None:
    assert open_home(tmp_path / "data", MYSELF) == tmp_path / "data"


def test_another_folder_stands_in_for_one_out_of_reach(tmp_path: Path, shared: Path) -> None:
    tmp_path.chmod(0o700)
    home = open_home(tmp_path / "data", STRANGER)
    assert home.parent == shared
    assert home == open_home(tmp_path / "data", STRANGER)
    assert home != open_home(tmp_path / "other", STRANGER)
    assert home.stat().st_mode & 0o777 == 0o711


def test_a_home_of_somebody_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_home(tmp_path / "data", MYSELF)
    monkeypatch.setattr(os, "geteuid", lambda: STRANGER.uid)
    with pytest.raises(LocalError, match="belongs to another account"):
        open_home(tmp_path / "data", MYSELF)


def test_a_lock_is_held_until_it_is_closed(tmp_path: Path) -> None:
    held = lock_home(tmp_path)
    with pytest.raises(LocalError, match="in use by another local run"):
        lock_home(tmp_path)
    os.close(held)
    os.close(lock_home(tmp_path))


def test_erasing_takes_the_folder_and_the_one_that_stood_in_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    own = open_home(folder, MYSELF)
    tmp_path.chmod(0o700)
    stand_in = open_home(folder, STRANGER)
    erase(folder)
    erase(folder)
    assert [own.exists(), stand_in.exists()] == [False, False]


def test_data_in_use_is_not_erased(tmp_path: Path) -> None:
    home = open_home(tmp_path / "data", MYSELF)
    held = lock_home(home)
    with pytest.raises(LocalError, match="in use by another local run"):
        erase(tmp_path / "data")
    os.close(held)
    assert home.exists()
