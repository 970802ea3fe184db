"""The hosts that the resource graph asks for, and where they are."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from gatehouse.declared.app_settings import translate
from gatehouse.declared.declared_hosts import DeclaredHosts
from gatehouse.declared.gateway_document import gateway_document
from gatehouse.declared.media_folder import with_media_folder
from gatehouse.errors import LocalError
from gatehouse.hosts.dependent_host import DependentHost
from gatehouse.hosts.functions.functions_host import FunctionHost
from gatehouse.hosts.functions.keys import FunctionKeys
from gatehouse.hosts.gateway_host import GatewayHost
from gatehouse.hosts.postgres.postgres_host import PostgresHost
from gatehouse.hosts.web.web_host import WebHost
from gatehouse.laptop.addresses import LocalAddresses
from gatehouse.laptop.endpoints import Endpoints
from gatehouse.laptop.running_postgres import VARIABLE, RunningPostgres
from gatehouse.laptop.terminal import log

if TYPE_CHECKING:
    from pathlib import Path

    from gatehouse.declared.site import Site
    from gatehouse.graph.graph import Graph
    from gatehouse.hosts.host import Host
    from gatehouse.hosts.postgres.running_server import RunningServer
    from gatehouse.options import Options

UNCHANGED = "nothing that runs here is declared otherwise"
FOLLOWED = "the gateway serves it now"
NOT_FOLLOWED = (
    "sites or the database are declared otherwise now, which the next start of this command heeds"
)


class System:
    """The hosts of one graph; the gateway follows the graph when it changes."""

    def __init__(self, graph: Graph, options: Options) -> None:
        """Takes options with real ports; raises LocalError for what the laptop can't run."""
        self._outputs = graph.stack_outputs
        self._declared = declared = DeclaredHosts.of(graph)
        running = RunningPostgres.chosen()
        self._places = places = LocalAddresses.of(declared, options, running)
        self._postgres = _postgres_hosts(declared, places, options.data, running)
        self._web = _web_hosts(declared, places, options.data)
        self._functions = _function_hosts(declared, places, options.data)
        self._gateway = self._gateway_host(graph)

    @property
    def hosts(self) -> list[Host]:
        """The hosts to start; those first that start in processes of their own."""
        after = self._after_database
        web = map(after, self._web, self._declared.web_apps)
        functions = map(after, self._functions.values(), self._declared.function_apps)
        gateway = [self._gateway] if self._gateway else []
        return [*self._postgres, *web, *gateway, *functions]

    def _after_database(self, host: Host, site: Site) -> Host:
        """Returns the host of a site; where it has a database, one that waits for it."""
        database = self._declared.database_of(site.settings)
        if database is None:
            return host
        # All servers are one where that runs already.
        place = min([*self._declared.servers].index(database.host_name), len(self._postgres) - 1)
        return DependentHost(host, self._postgres[place].ready)

    @property
    def published(self) -> list[Path]:
        """The folders of the apps whose routes the program reads."""
        return [site.source for site in self._declared.function_apps]

    def follow(self, graph: Graph) -> str:
        """Serves what another evaluation declares; returns a sentence on what took effect.

        Raises LocalError, and keeps the old, for what can't be served.
        """
        # Sites and the database are compared and no more: to start them anew would break requests
        # and take seconds, at each save of a file that has most often to do with the gateway.
        same = DeclaredHosts.of(graph) == self._declared
        if self._gateway is None:
            return UNCHANGED if same else NOT_FOLLOWED
        self._gateway.reload(gateway_document(graph))
        return FOLLOWED if same else f"{FOLLOWED}; {NOT_FOLLOWED}"

    def endpoints(self) -> Endpoints:
        """Returns the addresses of the running hosts, as the stack's own outputs name them."""
        function_app = next(iter(self._declared.function_apps), None)
        web, docs = self._output("web_url"), self._output("docs_url")
        return Endpoints(
            gateway=self._output("gateway_url"),
            docs=docs,
            openapi=docs and docs.removesuffix("/docs") + "/openapi.json",
            api=self._output("api_url"),
            sample=self._output("sample_url") or None,
            function=self._places.url(function_app.host_name) if function_app else None,
            subscription_key=self._output("subscription_key"),
            subscription_keys=self._outputs.get("subscription_keys") or None,
            function_key=_keys(function_app).function if function_app else None,
            web=web and web.rstrip("/"),
            admin=self._output("admin_url"),
            postgres=self._postgres[0].dsn if self._postgres else None,
            admin_user=self._output("admin_user"),
            admin_password=self._output("admin_password"),
        )

    def _gateway_host(self, graph: Graph) -> GatewayHost | None:
        host_name = self._declared.gateway_host_name
        if host_name is None:
            return None
        document = gateway_document(graph)
        return GatewayHost(document, self._functions, self._places.port(host_name))

    def _output(self, name: str) -> str | None:
        """Returns the stack's output, with this machine's addresses in it."""
        value = self._outputs.get(name)
        return None if value is None else self._places.translate(value)


def _postgres_hosts(
    declared: DeclaredHosts, places: LocalAddresses, data: Path, running: RunningPostgres | None
) -> list[PostgresHost] | list[RunningServer]:
    """Returns a host for each declared server, or the one that runs already for all of them."""
    if running is not None and declared.databases:
        # Imports psycopg, which costs 0.3 s.
        from gatehouse.hosts.postgres.running_server import RunningServer  # noqa: PLC0415

        _refuse_namesakes(declared)
        first, *more = declared.databases
        return [RunningServer(first, running, more=more, report=partial(log, "postgres"))]
    names = ["postgres", *(host_name.partition(".")[0] for host_name in [*declared.servers][1:])]
    return [
        PostgresHost(
            first,
            data / "postgres",
            more=more,
            name=name,
            port=places.port(first.host_name),
            report=partial(log, name),
        )
        for name, (first, *more) in zip(names, declared.servers.values(), strict=False)
    ]


def _refuse_namesakes(declared: DeclaredHosts) -> None:
    """Raises LocalError where one server would have to be two: for databases of the same name."""
    places = {(one.name, one.host_name) for one in declared.databases}
    names = [name for name, _ in places]
    for name in sorted(set(names)):
        if names.count(name) > 1:
            raise LocalError(
                f"{names.count(name)} servers have a database {name!r}; allowed with {VARIABLE}, "
                f"which is one server, is each name once; rename one, or run without {VARIABLE}"
            )


def _web_hosts(declared: DeclaredHosts, places: LocalAddresses, data: Path) -> list[WebHost]:
    names = ["web", *(site.name for site in declared.web_apps[1:])]
    return [
        WebHost(
            _on_this_machine(site, declared, places, data),
            port=places.port(site.host_name),
            name=name,
            report=partial(log, name),
        )
        for name, site in zip(names, declared.web_apps, strict=False)
    ]


def _function_hosts(
    declared: DeclaredHosts, places: LocalAddresses, data: Path
) -> dict[str, FunctionHost]:
    """Returns the hosts by their origin in Azure, where the gateway looks for them."""
    # The gateway calls them by the address that its backend has in Azure, and they have their
    # workers answer: no request between the two is written and read as HTTP.
    names = ["function", *(site.name for site in declared.function_apps[1:])]
    return {
        f"https://{site.host_name}": FunctionHost(
            site.source,
            python_version=site.python_version,
            settings=_on_this_machine(site, declared, places, data).settings,
            keys=_keys(site),
            name=name,
            port=places.port(site.host_name),
            report=partial(log, name),
        )
        for name, site in zip(names, declared.function_apps, strict=False)
    }


def _on_this_machine(
    site: Site, declared: DeclaredHosts, places: LocalAddresses, data: Path
) -> Site:
    settings = translate(site.settings, places, declared.database_of(site.settings))
    folder = data.absolute() / "media" / site.name
    return replace(site, settings=with_media_folder(settings, folder))


def _keys(site: Site) -> FunctionKeys:
    keys = site.keys
    return FunctionKeys(function=keys["functionKeys"]["default"], master=keys["masterKey"])
