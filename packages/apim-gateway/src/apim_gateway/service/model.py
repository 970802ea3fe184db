"""The parts of an API Management service that its gateway looks at.

https://learn.microsoft.com/rest/api/apimanagement/?view=rest-apimanagement-2024-05-01
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

CONSUMPTION = "Consumption"


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document or fragment; `file` is the name that errors in it begin with."""

    text: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedValue:
    """`{{name}}` in policies and backend credentials."""

    name: str
    value: str = field(repr=False)
    secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Headers and query that the gateway adds to requests to a backend, named values filled in.

    `names` are those of the headers in lower case; `query` is encoded.
    """

    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    names: frozenset[str] = frozenset()
    query: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """A backend entity; `url` without a slash at its end."""

    id: str
    url: str
    credentials: Credentials = Credentials()


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """One content type of an answer: its example, else the JSON schema to make one from."""

    content_type: str
    example: object = None
    schema: Mapping[str, Any] | None = None
    definitions: Mapping[str, Any] = field(default_factory=dict)
    """The schemas that `$ref` refers to, by the last part of the reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response that an operation declares."""

    status: int
    representations: tuple[Representation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An operation; `method` in upper case, `url_template` as `/users/{id}?kind={kind}`."""

    id: str
    name: str
    method: str
    url_template: str
    answers: tuple[Answer, ...] = ()
    policy: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionSet:
    """The way in which callers name the version: `Segment`, `Header` or `Query`."""

    id: str
    scheme: str
    parameter: str = ""
    """The header's or the query parameter's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """An API; `path` is its suffix without slashes at the ends.

    It answers at `/path`, with a version of the scheme `Segment` at `/path/version`. Of its
    revisions the current one answers there, and each at `/path;rev=N`.
    """

    id: str
    name: str
    path: str
    service_url: str = ""
    protocols: tuple[str, ...] = ("https",)
    subscription_required: bool = True
    key_header: str = "Ocp-Apim-Subscription-Key"
    key_query: str = "subscription-key"
    revision: str = "1"
    is_current: bool = True
    version: str = ""
    version_set: VersionSet | None = None
    operations: tuple[Operation, ...] = ()
    policy: Document | None = None

    @property
    def base_id(self) -> str:
        """The id without a revision, `demo` of `demo;rev=2`; products and subscriptions use it."""
        return self.id.partition(";rev=")[0]

    @property
    def prefix(self) -> str:
        """The path at which callers find it, that of its version included; `/` in front only."""
        path = f"/{self.path}" if self.path else ""
        if self.version and self.version_set and self.version_set.scheme == "Segment":
            return f"{path}/{self.version}"
        return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product; `apis` are the ids of the APIs in it, without revisions.

    `state` is `published` or `notPublished`. Without `subscription_required` its APIs are open to
    calls without a key.
    """

    id: str
    name: str
    state: str = "published"
    subscription_required: bool = True
    approval_required: bool = False
    subscriptions_limit: int | None = None
    apis: tuple[str, ...] = ()
    policy: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A subscription; valid for one product, one API, or with neither for all APIs.

    Only one whose `state` is `active` opens anything. Times are ISO 8601, as in the document.
    """

    id: str
    name: str
    state: str = "active"
    product: str = ""
    api: str = ""
    primary_key: str = field(default="", repr=False)
    secondary_key: str = field(default="", repr=False)
    created: str = ""
    starts: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Everything that the gateway serves; `sku` is the tier, as `Consumption`."""

    name: str
    location: str = ""
    sku: str = CONSUMPTION
    apis: tuple[Api, ...] = ()
    products: tuple[Product, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    backends: Mapping[str, Backend] = field(default_factory=dict)
    named_values: Mapping[str, NamedValue] = field(default_factory=dict)
    fragments: Mapping[str, Document] = field(default_factory=dict)
    policy: Document | None = None
