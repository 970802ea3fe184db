"""The hosts that the resource graph asks for, and where they are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gatehouse.declared.apis import api_paths
from gatehouse.declared.declared_hosts import DeclaredHosts
from gatehouse.declared.gateway_document import gateway_document
from gatehouse.hosts.dependent_host import DependentHost
from gatehouse.hosts.functions.functions_host import FunctionHost
from gatehouse.hosts.functions.keys import FunctionKeys
from gatehouse.hosts.gateway_host import GatewayHost
from gatehouse.hosts.web.web_host import WebHost
from gatehouse.laptop.addresses import LocalAddresses
from gatehouse.laptop.endpoints import Endpoints
from gatehouse.laptop.ports import LOOPBACK
from gatehouse.laptop.running_postgres import RunningPostgres
from gatehouse.laptop.terminal import log
from gatehouse.system.apps import LocalApp, apps
from gatehouse.system.debugging import with_debuggers
from gatehouse.system.postgres_hosts import postgres_hosts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gatehouse.declared.site import Site
    from gatehouse.graph.graph import Graph
    from gatehouse.hosts.host import Host
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
        self._api_paths = api_paths(graph)
        self._stack = options.stack
        self._declared = declared = DeclaredHosts.of(graph)
        running = RunningPostgres.chosen()
        self._places = places = LocalAddresses.of(declared, options, running)
        self._postgres = postgres_hosts(declared, places, options.data, running)
        self.apps = with_debuggers(apps(declared, places, options.data), options.debug)
        self._web = [_web_host(app, places) for app in self.apps if not app.site.is_function_app]
        self._functions = _function_hosts(self.apps, places)
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
        function_apps = [app for app in self.apps if app.site.is_function_app]
        function_app = function_apps[0].site if function_apps else None
        web, docs = self._output("web_url"), self._output("docs_url")
        return Endpoints(
            gateway=self._output("gateway_url"),
            docs=docs,
            openapi=docs and docs.removesuffix("/docs") + "/openapi.json",
            api=self._output("api_url"),
            sample=self._output("sample_url") or None,
            function=self._places.url(function_app.host_name) if function_app else None,
            function_keys={app.name: _keys(app.site).function for app in function_apps} or None,
            master_keys={app.name: _keys(app.site).master for app in function_apps} or None,
            subscription_key=self._output("subscription_key"),
            subscription_keys=self._outputs.get("subscription_keys") or None,
            function_key=_keys(function_app).function if function_app else None,
            web=web and web.rstrip("/"),
            admin=self._output("admin_url"),
            postgres=self._postgres[0].dsn if self._postgres else None,
            admin_user=self._output("admin_user"),
            admin_password=self._output("admin_password"),
            apps={app.name: app.url for app in self.apps} or None,
            apis=self._apis() or None,
            databases=self._databases() or None,
            overridden={app.name: app.overridden for app in self.apps if app.overridden} or None,
            debug={app.name: f"{LOOPBACK}:{app.debug_port}" for app in self.apps if app.debug_port}
            or None,
            stack=self._stack,
            addresses=self._places.by_host_name,
        )

    def _gateway_host(self, graph: Graph) -> GatewayHost | None:
        host_name = self._declared.gateway_host_name
        if host_name is None:
            return None
        document = gateway_document(graph)
        return GatewayHost(document, self._functions, self._places.port(host_name))

    def _apis(self) -> dict[str, str]:
        gateway = self._output("gateway_url") or ""
        return {name: f"{gateway}/{path}".rstrip("/") for name, path in self._api_paths.items()}

    def _databases(self) -> dict[str, str]:
        """Returns the addresses by name; of a name on two servers, the first server's."""
        found = {}
        for one in reversed(self._declared.databases):
            found[one.name] = one.dsn(self._places.by_host_name[one.host_name])
        return found

    def _output(self, name: str) -> str | None:
        """Returns the stack's output, with this machine's addresses in it."""
        value = self._outputs.get(name)
        return None if value is None else self._places.translate(value)


def _web_host(app: LocalApp, places: LocalAddresses) -> WebHost:
    port = places.port(app.site.host_name)
    return WebHost(app.site, port=port, name=app.name, report=partial(log, app.name))


def _function_hosts(known: Sequence[LocalApp], places: LocalAddresses) -> dict[str, FunctionHost]:
    """Returns the hosts by their origin in Azure, where the gateway looks for them."""
    # The gateway calls them by the address that its backend has in Azure, and they have their
    # workers answer: no request between the two is written and read as HTTP.
    return {
        f"https://{app.site.host_name}": FunctionHost(
            app.site.source,
            python_version=app.site.python_version,
            settings=app.site.settings,
            keys=_keys(app.site),
            name=app.name,
            port=places.port(app.site.host_name),
            report=partial(log, app.name),
        )
        for app in known
        if app.site.is_function_app
    }


def _keys(site: Site) -> FunctionKeys:
    keys = site.keys
    return FunctionKeys(function=keys["functionKeys"]["default"], master=keys["masterKey"])
