"""Rules for the parameters of PostgreSQL flexible servers.

https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-server-parameters
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...problem import Problem
from ...rule import Rule
from .server import CONFIGURATION, SERVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

ON = ("on",)
SOURCE = "https://learn.microsoft.com/azure/postgresql/flexible-server"


def _parameter(
    name: str, allowed: tuple[str, ...], server: Resource, stack: Stack
) -> Iterator[Problem]:
    given = [
        one.get("value")
        for one in stack.linked(server, "serverName", CONFIGURATION)
        if one.get("configurationName") == name
    ]
    # A default counts for nothing: Azure may change it, and the portal can have changed the value.
    if not given or str(given[0]).lower() not in allowed:
        remedy = "declare a dbforpostgresql.Configuration that says so, whatever the default"
        yield Problem(name, given[0] if given else None, " or ".join(allowed), remedy)


def _rule(number: str, name: str, allowed: tuple[str, ...], page: str, what: str) -> Rule:
    return Rule(
        id=f"CIS.{number}",
        source=f"{SOURCE}/{page}",
        what=what,
        applies_to=(SERVER,),
        judge=partial(_parameter, name, allowed),
        alone=False,
    )


RULES = (
    _rule(
        "5.2.1",
        "require_secure_transport",
        ON,
        "how-to-connect-tls-ssl",
        "Connections without TLS are refused",
    ),
    _rule(
        "5.2.2",
        "log_checkpoints",
        ON,
        "concepts-logging",
        "Checkpoints are logged",
    ),
    _rule(
        "5.2.3",
        "connection_throttle.enable",
        ON,
        "concepts-server-parameters",
        "An address that fails to sign in again and again has to wait",
    ),
    _rule(
        "5.2.4",
        "logfiles.retention_days",
        ("4", "5", "6", "7"),
        "concepts-logging",
        "The server keeps its log files for four days or more",
    ),
    _rule(
        "4.3.4",
        "log_connections",
        ON,
        "concepts-logging",
        "Connections are logged",
    ),
    _rule(
        "4.3.5",
        "log_disconnections",
        ON,
        "concepts-logging",
        "Ends of connections are logged",
    ),
    _rule(
        "4.3.1",
        "ssl_min_protocol_version",
        ("tlsv1.2", "tlsv1.3"),
        "concepts-networking-ssl-tls",
        "TLS older than 1.2 is refused",
    ),
)
