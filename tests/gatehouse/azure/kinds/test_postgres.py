from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure.cloud import Created


def test_a_server_has_a_host_name_and_is_ready(create: Callable[..., Created]) -> None:
    assert create("dbforpostgresql:Server", serverName="psql").computed == {
        "name": "psql",
        "fullyQualifiedDomainName": "psql.postgres.database.azure.com",
        "state": "Ready",
    }


def test_a_server_has_a_password_for_who_signs_in_by_identity(
    create: Callable[..., Created],
) -> None:
    server = create("dbforpostgresql:Server")
    assert len(server.answers[server.id]["password"]) == 43
