"""Compiles the four sections of the scopes that apply to an operation into closures.

https://learn.microsoft.com/azure/api-management/api-management-howto-policies
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.compiling.loading import REQUEST, RESPONSE, Compilation
from apim_gateway.compiling.policy import BACKEND, INBOUND, ON_ERROR, OUTBOUND, SECTIONS
from apim_gateway.compiling.steps import NOTHING, StepSequence
from apim_gateway.documents.element import Element, parse
from apim_gateway.errors import LoadError, Origin
from apim_gateway.messages.exchange import Response
from apim_gateway.messages.headers import Headers
from apim_gateway.policies import POLICIES, compile_policy
from apim_gateway.service.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from apim_gateway.compiling.steps import Step
    from apim_gateway.messages.exchange import Exchange
    from apim_gateway.messages.upstream import Upstream
    from apim_gateway.service.model import Api, Operation, Product, Service

SCOPES = ("global", "product", "api", "operation")
"""From the broadest to the narrowest; `<base/>` runs the one before."""

DEFAULT = Document(
    "<policies><backend><forward-request /></backend></policies>",
    "the default policy of all APIs",
)
TARGETS = {INBOUND: REQUEST, BACKEND: REQUEST, OUTBOUND: RESPONSE, ON_ERROR: RESPONSE}


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The compiled policies that run for a request."""

    forward: Step
    """Inbound, backend, outbound."""
    on_error: Step
    preflight: Step | None
    """Answers for CORS, where a policy does."""


@dataclass(frozen=True, slots=True)
class ScopeDocument:
    """One document in the nesting: `name` is one of SCOPES, `owner` as `api demo`."""

    name: str
    owner: str
    document: Document


class Compiler:
    """Compiles each document once for each context that it is used in."""

    def __init__(
        self,
        service: Service,
        states: dict[Hashable, object],
        clock: Callable[[], float],
        upstream: Upstream,
    ) -> None:
        self._service = service
        self._states = states
        self._clock = clock
        self._upstream = upstream
        self._roots: dict[str, dict[str, Element]] = {}
        self._steps: dict[tuple[str, ...], Step] = {}

    def pipeline(
        self,
        api: Api | None = None,
        operation: Operation | None = None,
        product: Product | None = None,
    ) -> Pipeline:
        """Compiles the policies that run in this context; raises LoadError."""
        scopes = tuple(_scopes(self._service, api, operation, product))
        inbound, backend, outbound, on_error = (self._section(scopes, name) for name in SECTIONS)
        forward = (inbound, INBOUND), (backend, BACKEND), (_respond, BACKEND), (outbound, OUTBOUND)
        preflights = list(self._preflights(scopes))
        return Pipeline(
            StepSequence((step, Origin("", "", name, "", "")) for step, name in forward),
            on_error,
            StepSequence(preflights) if preflights else None,
        )

    def _section(self, scopes: tuple[ScopeDocument, ...], section: str) -> Step:
        """Compiles the narrowest document's section, which runs the others where it says base."""
        if not scopes:
            return NOTHING
        key = (section, *(scope.owner for scope in scopes))
        if key not in self._steps:
            base = self._section(scopes[:-1], section)
            element = self._sections(scopes[-1]).get(section)
            compilation = self._compilation(scopes[-1], section, base)
            self._steps[key] = compilation.steps(element.children) if element else base
        return self._steps[key]

    def _preflights(self, scopes: tuple[ScopeDocument, ...]) -> Iterator[tuple[Step, Origin]]:
        """Compiles the policies that answer a CORS preflight, in the order of inbound."""
        if not scopes:
            return
        element = self._sections(scopes[-1]).get(INBOUND)
        if element is None:
            yield from self._preflights(scopes[:-1])
            return
        compilation = self._compilation(scopes[-1], INBOUND, NOTHING)
        for child in element.children:
            policy = POLICIES[child.name]
            if child.name == "base":
                yield from self._preflights(scopes[:-1])
            elif policy.preflight is not None:
                yield policy.preflight(child, compilation), compilation.origin(child)

    def _compilation(self, scope: ScopeDocument, section: str, base: Step) -> Compilation:
        return Compilation(
            service=self._service,
            section=section,
            scope=scope.name,
            owner=scope.owner,
            compile_one=compile_policy,
            states=self._states,
            clock=self._clock,
            upstream=self._upstream,
            base=base,
            target=TARGETS[section],
        )

    def _sections(self, scope: ScopeDocument) -> dict[str, Element]:
        if scope.owner not in self._roots:
            root = parse(scope.document.text, scope.document.file)
            if root.name != "policies":
                raise LoadError(root.place, f"<{root.name}> is not known here; use <policies>")
            root.only(children=SECTIONS)
            sections = {name: root.child(name) for name in SECTIONS}
            self._roots[scope.owner] = {k: v for k, v in sections.items() if v is not None}
        return self._roots[scope.owner]


class Pipelines:
    """All pipelines of a service, by operation and product; compiled before the first request."""

    def __init__(self, service: Service, compiler: Compiler) -> None:
        self._by_product: dict[str, dict[str, Pipeline]] = defaultdict(dict)
        self._unmatched = {api.id: compiler.pipeline(api) for api in service.apis}
        self._unmatched[""] = compiler.pipeline()
        for api in service.apis:
            products = [product for product in service.products if api.base_id in product.apis]
            for operation in api.operations:
                key = f"{api.id}/{operation.id}"
                self._by_product[key][""] = compiler.pipeline(api, operation)
                for product in products:
                    pipeline = compiler.pipeline(api, operation, product)
                    self._by_product[key][product.id] = pipeline

    def of(self, key: str, product: Product | None) -> Pipeline:
        """Returns the pipeline of an operation, in the context of the product."""
        return self._by_product[key][product.id if product else ""]

    def unmatched(self, api: Api | None) -> Pipeline:
        """Returns the pipeline that applies when no operation was found."""
        return self._unmatched[api.id if api else ""]


def _respond(exchange: Exchange) -> None:
    """Makes an empty response where the backend section made none, for outbound to work on."""
    if exchange.response is None:
        exchange.response = Response(200, "OK", Headers(), b"")


def _scopes(
    service: Service, api: Api | None, operation: Operation | None, product: Product | None
) -> Iterator[ScopeDocument]:
    yield ScopeDocument("global", "all APIs", service.policy or DEFAULT)
    if product and product.policy:
        yield ScopeDocument("product", f"product {product.id}", product.policy)
    if api and api.policy:
        yield ScopeDocument("api", f"api {api.id}", api.policy)
    if api and operation and operation.policy:
        yield ScopeDocument("operation", f"operation {api.id}/{operation.id}", operation.policy)
