"""The operations of an API with their requests and responses, as API Management describes them.

https://learn.microsoft.com/azure/templates/microsoft.apimanagement/service/apis/operations
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One possible value."""

    value: object
    summary: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value that a caller puts into the URL, a header or a form, or finds in a header."""

    name: str
    type: str
    required: bool
    description: str = ""
    default: str = ""
    values: tuple[str, ...] = ()
    """The only values that are allowed; any, when it is empty."""
    examples: Mapping[str, Example] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """A body in one content type."""

    content_type: str
    type_name: str = ""
    """Name of the schema in the interface that describes it; empty for anything, and for a form."""
    form_parameters: tuple[Parameter, ...] = ()
    examples: Mapping[str, Example] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The parts of a request, without the parameters of the URL's path."""

    description: str = ""
    query_parameters: tuple[Parameter, ...] = ()
    headers: tuple[Parameter, ...] = ()
    representations: tuple[Representation, ...] = ()

    @property
    def required(self) -> bool:
        """True when a call without any query parameter or header lacks something."""
        return any(one.required for one in (*self.query_parameters, *self.headers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """The response with one status code."""

    status_code: int
    description: str = ""
    headers: tuple[Parameter, ...] = ()
    representations: tuple[Representation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A method and a URL template, such as `GET /quizzes/{id}`."""

    operation_id: str
    method: str
    url_template: str
    display_name: str
    description: str = ""
    template_parameters: tuple[Parameter, ...] = ()
    request: Request = Request()
    responses: tuple[Response, ...] = ()
    policy: str = ""
    """The policy document that it has unless there is a file for it; empty for none."""

    @property
    def is_plain_get(self) -> bool:
        """Whether it is a GET whose URL template is a path, and that needs no parameter."""
        open_ended = self.template_parameters or self.url_template.endswith("*")
        return self.method == "GET" and not open_ended and not self.request.required


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """Everything that one API offers."""

    operations: tuple[Operation, ...] = ()
    schemas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The schemas of the bodies by type name, each as OpenAPI 3.0 has it."""

    def with_policy(self, policy: str, paths: Collection[str]) -> Interface:
        """Returns the same, with the policy document at each GET of the paths."""
        operations = tuple(
            replace(one, policy=policy) if one.is_plain_get and one.url_template in paths else one
            for one in self.operations
        )
        return replace(self, operations=operations)

    def sample(self) -> str:
        """Returns the path of a GET that needs no parameter; empty when there is none."""
        return next((one.url_template for one in self.operations if one.is_plain_get), "")

    def page(self, documentation: Sequence[str]) -> str:
        """Returns the path of the page that a browser shows; empty when there is none.

        `documentation` are the paths of FastAPI's own pages, the best first. An app may have pages
        of its own instead.
        """
        paths = [one.url_template for one in self.operations if one.is_plain_get]
        pages = [one for one in (*documentation, *paths) if one in paths]
        return next((one for one in pages if not one.endswith(".json")), "")
