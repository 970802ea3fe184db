"""The file that says where everything is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gatehouse.laptop.endpoints import Endpoints, read, remove

if TYPE_CHECKING:
    from pathlib import Path

ENDPOINTS = Endpoints(
    gateway="http://localhost:1",
    docs="http://localhost:1/public/docs",
    openapi="http://localhost:1/public/openapi.json",
    api="http://localhost:1/api",
    sample="http://localhost:1/api/names",
    function="http://localhost:2",
    subscription_key="subscription",
    subscription_keys={"team-a": "client"},
    function_key="function",
    admin="http://localhost:3/admin-suffix/",
    postgres="postgresql://web:password@localhost:4/quizzes",
    admin_password="admin",
)


def test_the_file_is_readable_to_its_owner_alone(tmp_path: Path) -> None:
    ENDPOINTS.write(tmp_path)
    assert (tmp_path / "endpoints.json").stat().st_mode & 0o777 == 0o600


def test_it_holds_what_there_is_and_nothing_else(tmp_path: Path) -> None:
    ENDPOINTS.write(tmp_path)
    assert json.loads((tmp_path / "endpoints.json").read_text()) == {
        "gateway": "http://localhost:1",
        "docs": "http://localhost:1/public/docs",
        "openapi": "http://localhost:1/public/openapi.json",
        "api": "http://localhost:1/api",
        "sample": "http://localhost:1/api/names",
        "function": "http://localhost:2",
        "subscription_key": "subscription",
        "subscription_keys": {"team-a": "client"},
        "function_key": "function",
        "admin": "http://localhost:3/admin-suffix/",
        "postgres": "postgresql://web:password@localhost:4/quizzes",
        "admin_password": "admin",
    }


def test_writing_again_replaces_the_file_whole(tmp_path: Path) -> None:
    (tmp_path / "endpoints.json.partial").write_text("left by a run that was killed")
    ENDPOINTS.write(tmp_path)
    ENDPOINTS.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["endpoints.json"]


def test_removing_it_twice_is_fine(tmp_path: Path) -> None:
    ENDPOINTS.write(tmp_path)
    remove(tmp_path)
    remove(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_keys_are_not_in_the_text_of_the_record() -> None:
    for secret in ("subscription_key", "client", "function_key", "suffix", "password"):
        assert secret not in repr(ENDPOINTS)


def test_what_was_written_is_read_again_while_it_is_there(tmp_path: Path) -> None:
    ENDPOINTS.write(tmp_path)
    assert read(tmp_path) == ENDPOINTS
    remove(tmp_path)
    assert read(tmp_path) is None
