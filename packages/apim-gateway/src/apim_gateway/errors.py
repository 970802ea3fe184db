"""The errors: of documents at load, and of policies while a request runs.

This file is the lowest floor of the package: it imports nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus


class GatewayError(Exception):
    """Root of the package's errors."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a policy document, shown as `policies/api.xml:12 set-header`."""

    file: str
    line: int = 0
    element: str = ""

    def __str__(self) -> str:
        """Renders as `file:line element`; leaves out a part that is not known."""
        line = f":{self.line}" if self.line else ""
        return f"{self.file}{line} {self.element}".rstrip()


@dataclass(frozen=True, slots=True)
class Origin:
    """The policy in which an error happened, for `context.LastError`."""

    policy: str
    scope: str
    section: str
    path: str
    policy_id: str


class LoadError(GatewayError):
    """A document that the gateway can't honour; raised before the first request."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place


class PolicyError(GatewayError):
    """A policy that stops the pipeline: becomes `context.LastError` and the default answer.

    https://learn.microsoft.com/azure/api-management/api-management-error-handling-policies
    """

    def __init__(
        self,
        source: str,
        reason: str,
        message: str,
        *,
        status: int = HTTPStatus.INTERNAL_SERVER_ERROR,
        headers: tuple[tuple[str, str], ...] = (),
        body: str | None = None,
        keeps_response: bool = False,
    ) -> None:
        """Describes the error for LastError by `source`, `reason` and `message`.

        `status`, 200 to 599, and `headers` are those of the default answer. `body` is its message
        where Azure's differs on the wire from the one in LastError.

        `keeps_response` leaves what the backend answered in place of the default answer.
        """
        super().__init__(message)
        self.source = source
        self.reason = reason
        self.message = message
        self.status = status
        self.headers = headers
        self.body = message if body is None else body
        self.keeps_response = keeps_response
        self.origin: Origin | None = None

    def happened_at(self, origin: Origin) -> None:
        """Notes the policy that failed; the innermost one notes first, and stays."""
        # An error in `choose/when/set-body` passes the sequence of `when`, then that of inbound.
        if self.origin is None:
            self.origin = origin
