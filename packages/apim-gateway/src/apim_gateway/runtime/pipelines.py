"""Compiles the four sections of the scopes that apply to an operation into closures.

A request runs inbound, backend and outbound, one after the other; on-error runs in place of what
is left as soon as one of their policies fails. Within a section, scopes nest by `<base/>`:

    global     <inbound> <C/> </inbound>
    api        <inbound> <base/> <B/> </inbound>
    operation  <inbound> <A/> <base/> </inbound>        runs A, C, B

A section without `<base/>` replaces those of the broader scopes, even when it is empty; one that
the document does not have is inherited.

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

# Azure writes this policy into each new service. Nothing else calls the backend: where a document
# replaces the section and leaves <forward-request> out, the response is an empty 200.
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
        # The narrowest scope alone: it runs the broader ones where it has <base/>.
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
        # All owners, not the last alone: the same API document has another base in a product.
        # The operations of an API that have no document of their own share its steps.
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
        # Only `cors` and `<base/>` count here; the other policies are passed over uncompiled. As on
        # Azure, a `cors` has to be a direct child of inbound, not of <choose>.
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
        # A 404 has an on-error, too: that of the API whose path it is, else the global one.
        self._unmatched = {api.id: compiler.pipeline(api) for api in service.apis}
        self._unmatched[""] = compiler.pipeline()
        for api in service.apis:
            # Each product gives an operation another pipeline: which one, the caller's key decides.
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
    """Adds an empty 200 where the backend section made no response, for outbound to change."""
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
