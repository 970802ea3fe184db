"""What the caller gets when the pipeline stops and no policy says otherwise.

https://learn.microsoft.com/azure/api-management/api-management-error-handling-policies
"""

from __future__ import annotations

import json
from http import HTTPStatus

from apim_gateway.errors import Origin, PolicyError
from apim_gateway.messages.exchange import LastError, Response
from apim_gateway.messages.headers import Headers
from apim_gateway.messages.status_phrases import PHRASES


def not_found() -> PolicyError:
    """Makes the error of a request that no operation is for: 404, whatever its method."""
    return PolicyError(
        "configuration",
        "OperationNotFound",
        "Unable to match incoming request to an operation.",
        status=HTTPStatus.NOT_FOUND,
        body="Resource not found",
    )


def default_answer(error: PolicyError, activity_id: str) -> Response:
    """Makes Azure's own answer, in its spacing; a 500 tells nothing but an id."""
    if error.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        message = "Internal server error"
        rest = f', "activityId": {json.dumps(activity_id)}'
    else:
        message, rest = error.body, ""
    text = json.dumps(message, ensure_ascii=False)
    body = f'{{ "statusCode": {error.status:d}, "message": {text}{rest} }}'
    headers = Headers([("Content-Type", "application/json"), *error.headers])
    return Response(int(error.status), PHRASES.get(error.status, ""), headers, body.encode())


def last_error(error: PolicyError) -> LastError:
    """Describes the error for `context.LastError`."""
    origin: Origin | None = error.origin
    if origin is None:
        return LastError(source=error.source, reason=error.reason, message=error.message)
    raised_by_expression = error.reason == "ExpressionValueEvaluationFailure"
    return LastError(
        source=origin.policy if raised_by_expression else error.source,
        reason=error.reason,
        message=error.message,
        scope=origin.scope,
        section=origin.section,
        path=origin.path,
        policy_id=origin.policy_id,
    )
