"""Answers with an example that the operation declares, or one made from its schema.

https://learn.microsoft.com/azure/api-management/mock-response-policy
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import INBOUND, ON_ERROR, OUTBOUND, Policy
from apim_gateway.compiling.settings import number
from apim_gateway.messages.exchange import Response
from apim_gateway.messages.headers import Headers
from apim_gateway.messages.status_phrases import PHRASES
from apim_gateway.policy_parts.sample import sample

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange
    from apim_gateway.service.model import Operation, Representation


def compile_mock_response(element: Element, compilation: Compilation) -> Step:
    """Reads the status code, 200 by default, and the content type, the first one by default.

    Without a declared answer of that code and type the response is empty. The pipeline ends.
    """
    element.only(attributes=("status-code", "content-type"))
    status = number(element, "status-code", compilation, low=100, high=599, default=200)
    content_type = compilation.text(element.attribute("content-type", ""), element.place)

    def mock_response(exchange: Exchange) -> None:
        code, wanted = status(exchange), content_type(exchange)
        found = _representation(exchange.operation, code, wanted)
        kind = found.content_type if found else wanted
        headers = Headers([("Content-Type", kind)] if kind else ())
        body = _body(found).encode() if found else b""
        exchange.response = Response(code, PHRASES.get(code, ""), headers, body)
        exchange.finished = True

    return mock_response


def _representation(operation: Operation | None, status: int, wanted: str) -> Representation | None:
    answers = operation.answers if operation else ()
    for answer in answers:
        if answer.status == status:
            for given in answer.representations:
                if not wanted or given.content_type.lower() == wanted.lower():
                    return given
    return None


def _body(representation: Representation) -> str:
    # An author's own example goes before one that is derived from the schema.
    example: object = representation.example
    if example is None and representation.schema is not None:
        example = sample(representation.schema, representation.definitions)
    if example is None:
        return ""
    return example if isinstance(example, str) else json.dumps(example)


POLICY = Policy(
    name="mock-response", sections=(INBOUND, OUTBOUND, ON_ERROR), compile=compile_mock_response
)
