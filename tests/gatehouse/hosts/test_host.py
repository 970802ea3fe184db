from __future__ import annotations

import pytest

from gatehouse.hosts.functions.functions_host import FunctionHost
from gatehouse.hosts.gateway_host import GatewayHost
from gatehouse.hosts.host import Host
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from gatehouse.hosts.web.web_host import WebHost

METHODS = {name for name, member in vars(Host).items() if callable(member) and name[0] != "_"}


@pytest.mark.parametrize("kind", [FunctionHost, GatewayHost, PostgresHost, WebHost])
def test_every_host_has_the_methods_that_the_supervisor_calls(kind: type) -> None:
    assert len(METHODS) == 3
    assert METHODS - set(dir(kind)) == set()
