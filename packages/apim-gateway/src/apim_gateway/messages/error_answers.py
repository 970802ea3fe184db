"""The gateway's own answers to requests that fail, as Microsoft documents them, in one table.

Each text stands here as it is on the wire, on one line: who sees one in a browser finds it here by
grep, with its status, its headers and the page that it comes from. What a policy's author writes
(`check-header`, `return-response`) is in their document, not here.

The table stands this low so that policies raise what `runtime/` answers with.
"""
# ruff: noqa: E501 - a text that is broken into two lines is not found by grep

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from apim_gateway.errors import Origin, PolicyError
from apim_gateway.messages.exchange import LastError, Response
from apim_gateway.messages.headers import Headers
from apim_gateway.messages.status_phrases import PHRASES

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorAnswer:
    """One row of the table; `{name}` in it is filled in when a request fails.

    SUBSCRIPTION_KEY_NOT_FOUND.error("authorization", realm="http://localhost/demo", name="X-Key")
    makes the error whose answer has the status 401 and the header
    `WWW-Authenticate: AzureApiManagementKey realm="http://localhost/demo",name="X-Key",type="header"`.
    """

    reason: str
    """`context.LastError.Reason`."""
    status: HTTPStatus
    text: str
    """The `message` of the body."""
    logged: str = ""
    """`context.LastError.Message`, where it differs from the text on the wire."""
    headers: tuple[tuple[str, str], ...] = ()
    url: str
    """The page that documents it."""

    def error(self, source: str, **values: object) -> PolicyError:
        """Returns the error that ends a pipeline with this answer.

        `source` is the name of the policy or the part of the gateway that raises it, as LastError
        has it; `values` fill in the row's `{names}`.
        """
        text = _filled(self.text, values)
        return PolicyError(
            source,
            self.reason,
            _filled(self.logged, values) if self.logged else text,
            status=self.status,
            headers=tuple(
                [(_filled(name, values), _filled(value, values)) for name, value in self.headers]
            ),
            body=text,
        )


def _filled(text: str, values: Mapping[str, object]) -> str:
    """Fills in the values; most texts have no place for one, and a refusal has to be cheap."""
    return text.format_map(values) if "{" in text else text


INTERNAL_ERROR = ErrorAnswer(
    reason="InternalError",
    status=HTTPStatus.INTERNAL_SERVER_ERROR,
    text="Internal server error",
    url="https://learn.microsoft.com/azure/api-management/api-management-error-handling-policies",
)
OPERATION_NOT_FOUND = ErrorAnswer(
    reason="OperationNotFound",
    status=HTTPStatus.NOT_FOUND,
    text="Resource not found",
    logged="Unable to match incoming request to an operation.",
    url="https://learn.microsoft.com/azure/api-management/api-management-error-handling-policies",
)
SUBSCRIPTION_KEY_NOT_FOUND = ErrorAnswer(
    reason="SubscriptionKeyNotFound",
    status=HTTPStatus.UNAUTHORIZED,
    text="Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.",
    logged="Access denied due to missing subscription key. Make sure to include subscription key when making requests to this API.",
    headers=(
        ("WWW-Authenticate", 'AzureApiManagementKey realm="{realm}",name="{name}",type="header"'),
    ),
    url="https://learn.microsoft.com/azure/api-management/api-management-subscriptions",
)
SUBSCRIPTION_KEY_INVALID = ErrorAnswer(
    reason="SubscriptionKeyInvalid",
    status=HTTPStatus.UNAUTHORIZED,
    text="Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.",
    headers=(
        ("WWW-Authenticate", 'AzureApiManagementKey realm="{realm}",name="{name}",type="header"'),
    ),
    url="https://learn.microsoft.com/azure/api-management/api-management-subscriptions",
)
CALLER_IP_NOT_ALLOWED = ErrorAnswer(
    reason="CallerIpNotAllowed",
    status=HTTPStatus.FORBIDDEN,
    text="Forbidden",
    logged="Caller IP address {caller} is not allowed. Access denied.",
    url="https://learn.microsoft.com/azure/api-management/ip-filter-policy",
)
CALLER_IP_BLOCKED = ErrorAnswer(
    reason="CallerIpBlocked",
    status=HTTPStatus.FORBIDDEN,
    text="Forbidden",
    logged="Caller IP address is blocked. Access denied.",
    url="https://learn.microsoft.com/azure/api-management/ip-filter-policy",
)
FAILED_TO_PARSE_CALLER_IP = ErrorAnswer(
    reason="FailedToParseCallerIP",
    status=HTTPStatus.FORBIDDEN,
    text="Forbidden",
    logged="Failed to establish IP address for the caller. Access denied.",
    url="https://learn.microsoft.com/azure/api-management/ip-filter-policy",
)
RATE_LIMIT_EXCEEDED = ErrorAnswer(
    reason="RateLimitExceeded",
    status=HTTPStatus.TOO_MANY_REQUESTS,
    text="Rate limit is exceeded. Try again in {seconds} seconds.",
    logged="Rate limit is exceeded",
    headers=(("{retry_after}", "{seconds}"),),
    url="https://learn.microsoft.com/azure/api-management/rate-limit-policy",
)
QUOTA_EXCEEDED = ErrorAnswer(
    reason="QuotaExceeded",
    status=HTTPStatus.FORBIDDEN,
    text="Out of call volume quota. Quota will be replenished in {time_span}.",
    headers=(("Retry-After", "{seconds}"),),
    url="https://learn.microsoft.com/azure/api-management/quota-policy",
)
QUOTA_EXCEEDED_FOR_EVER = ErrorAnswer(
    reason="QuotaExceeded",
    status=HTTPStatus.FORBIDDEN,
    text="Out of call volume quota.",
    url="https://learn.microsoft.com/azure/api-management/quota-policy",
)
CONCURRENCY_LIMIT_EXCEEDED = ErrorAnswer(
    reason="ConcurrencyLimitExceeded",
    status=HTTPStatus.TOO_MANY_REQUESTS,
    text="Concurrency limit is exceeded",
    url="https://learn.microsoft.com/azure/api-management/limit-concurrency-policy",
)


def error_response(error: PolicyError, activity_id: str) -> Response:
    """Renders the error as Azure does, in its spacing; a 500 shows nothing but an id.

    `{ "statusCode": 404, "message": "Resource not found" }`
    """
    if error.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        message = INTERNAL_ERROR.text
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
    # Azure names the policy as the source where an expression in it fails, else the source itself.
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
