from __future__ import annotations

import os
import pwd
from typing import TYPE_CHECKING

import pytest

from gatehouse.hosts.postgres.account import Account, choose_account

if TYPE_CHECKING:
    from pathlib import Path

STRANGER = 54321


@pytest.mark.parametrize(
    ("uid", "gid", "mode", "reaches"),
    [
        ("mine", "mine", 0o100, True),
        ("mine", "mine", 0o011, False),
        ("other", "mine", 0o010, True),
        ("other", "mine", 0o101, False),
        ("other", "other", 0o001, True),
        ("other", "other", 0o110, False),
    ],
)
def test_the_mode_bits_of_a_folder_decide_who_reaches_it(
    postgres_folder: Path, uid: str, gid: str, mode: int, *, reaches: bool
) -> None:
    folder = postgres_folder.with_name("door")
    folder.mkdir()
    status = folder.stat()
    account = Account(
        "someone",
        status.st_uid if uid == "mine" else STRANGER,
        status.st_gid if gid == "mine" else STRANGER,
    )
    folder.chmod(mode)
    try:
        assert account._passes(folder) is reaches
    finally:
        folder.rmdir()


def test_a_closed_folder_above_keeps_everybody_else_out(postgres_folder: Path) -> None:
    closed = postgres_folder.with_name("closed")
    inner = closed / "inner"
    inner.mkdir(parents=True)
    account = Account("stranger", STRANGER, STRANGER)
    assert account.reaches(inner / "not there yet") is True
    closed.chmod(0o700)
    assert account.reaches(inner) is False


def test_root_gets_an_unprivileged_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert choose_account().uid == pwd.getpwnam("nobody").pw_uid


def test_anybody_else_stays_who_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = pwd.getpwnam("daemon")
    monkeypatch.setattr(os, "geteuid", lambda: entry.pw_uid)
    assert choose_account() == Account("daemon", entry.pw_uid, entry.pw_gid)
