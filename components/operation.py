"""What a caller may ask an API for, as API Management describes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value that a caller puts into the URL."""

    name: str
    type: str
    required: bool
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A method and a URL template, such as `GET /quizzes/{id}`."""

    operation_id: str
    method: str
    url_template: str
    display_name: str
    description: str = ""
    template_parameters: tuple[Parameter, ...] = ()
    query_parameters: tuple[Parameter, ...] = ()
