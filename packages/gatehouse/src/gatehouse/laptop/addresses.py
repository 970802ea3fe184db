"""The addresses on this machine that stand for host names in Azure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatehouse.laptop.ports import LOOPBACK, reserve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatehouse.declared.declared_hosts import DeclaredHosts
    from gatehouse.laptop.running_postgres import RunningPostgres
    from gatehouse.options import Options


@dataclass(frozen=True, slots=True)
class LocalAddresses:
    """Addresses on this machine by the host names that they stand for."""

    by_host_name: Mapping[str, str]
    """Such as `localhost:8000`."""

    @classmethod
    def of(
        cls, declared: DeclaredHosts, options: Options, running: RunningPostgres | None = None
    ) -> LocalAddresses:
        """Takes the options' ports, which have to be real ones; free ones where there is none.

        A PostgreSQL server that is `running` already stays where it is.
        """
        apps = [site.host_name for site in declared.function_apps]
        sites = [site.host_name for site in declared.web_apps]
        servers = list(declared.servers)
        ports = {
            **reserve(dict.fromkeys([*apps, *sites, *servers], 0)),
            **dict.fromkeys(apps[:1], options.function_port),
            **dict.fromkeys(sites[:1], options.web_port),
        }
        if options.postgres_port:
            ports |= dict.fromkeys(servers[:1], options.postgres_port)
        if declared.gateway_host_name is not None:
            ports[declared.gateway_host_name] = options.port
        # By number for servers: a client might try the name's other address first, for nothing.
        places = {
            host_name: f"{LOOPBACK if host_name in servers else 'localhost'}:{port}"
            for host_name, port in ports.items()
        }
        return cls(places | (dict.fromkeys(servers, running.address) if running else {}))

    def port(self, host_name: str) -> int:
        """Returns the port that stands for the host name."""
        return int(self.by_host_name[host_name].rpartition(":")[2])

    def url(self, host_name: str) -> str:
        """Returns the URL of a site on this machine, without a slash at the end."""
        return f"http://{self.by_host_name[host_name]}"

    def translate(self, text: str) -> str:
        """Returns the text with every host name replaced; what it called HTTPS is HTTP here.

        A URL gets the port as well, and so does a name that has one. A name alone stays one, since
        that is what frameworks and drivers take:

            https://app-1.azurewebsites.net/shop             http://localhost:8000/shop
            psql-1.postgres.database.azure.com:5432          127.0.0.1:54321
            postgresql://me@psql-1.postgres….com/shop        postgresql://me@127.0.0.1:54321/shop
            app-1.azurewebsites.net                          localhost
        """
        for host_name, address in self.by_host_name.items():
            name, alone = re.escape(host_name), address.rpartition(":")[0]
            text = re.sub(rf"https://{name}(?![\w.-])(:443\b)?", f"http://{address}", text)
            text = re.sub(rf"(://[^\s/?#,]*?){name}(?![\w.:-])", rf"\g<1>{address}", text)
            text = re.sub(rf"(?<![\w.-]){name}:\d+", address, text)
            text = re.sub(rf"(?<![\w.-]){name}(?![\w.-])", alone, text)
        return text
