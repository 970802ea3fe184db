"""The hosts that the resource graph asks for, and where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.apim import gateway_document
from local.endpoints import Endpoints
from local.hosts.function_keys import FunctionKeys
from local.hosts.functions import FunctionHost
from local.hosts.gateway import GatewayHost
from local.log import log
from local.site import sites

if TYPE_CHECKING:
    from local.azure import Azure
    from local.graph import Graph
    from local.hosts import Host
    from local.options import Options

HOST_KEYS = "azure-native:web:listWebAppHostKeys"


class System:
    """Gateway and function host of one graph; the gateway follows the graph when it changes."""

    def __init__(self, graph: Graph, azure: Azure, options: Options) -> None:
        """Raises LocalError for what the laptop can't run."""
        self._azure = azure
        self._outputs = graph.stack_outputs
        [site] = [site for site in sites(graph) if site.is_function_app]
        keys = azure.invoke(HOST_KEYS, {"name": site.name})
        self._function_key = keys["functionKeys"]["default"]
        self._functions = FunctionHost(
            site.source,
            settings=site.settings,
            keys=FunctionKeys(function=self._function_key, master=keys["masterKey"]),
            port=options.function_port,
            report=lambda text: log("function", text),
        )
        self._gateway = GatewayHost(
            gateway_document(graph, azure),
            {f"https://{site.host_name}": self._functions},
            options.port,
        )

    @property
    def hosts(self) -> list[Host]:
        """What is to be started, in no order."""
        return [self._functions, self._gateway]

    def follow(self, graph: Graph) -> None:
        """Serves what another evaluation declares; raises LocalError and keeps the old."""
        self._gateway.reload(gateway_document(graph, self._azure))

    def endpoints(self) -> Endpoints:
        """Returns where the running hosts are, by the stack's own outputs."""
        gateway = f"http://localhost:{self._gateway.port}"
        docs, api = (
            self._outputs[output].replace(self._outputs["gateway_url"], gateway)
            for output in ("docs_url", "api_url")
        )
        return Endpoints(
            gateway=gateway,
            docs=docs,
            openapi=docs.removesuffix("/docs") + "/openapi.json",
            api=api,
            function=f"http://localhost:{self._functions.port}",
            subscription_key=self._outputs["subscription_key"],
            function_key=self._function_key,
        )
