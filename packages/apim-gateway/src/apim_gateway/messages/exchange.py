"""One request on its way through the gateway, as policies and expressions see and change it.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from apim_gateway.messages.url import Url

if TYPE_CHECKING:
    from apim_gateway.messages.headers import Headers
    from apim_gateway.service.model import Api, Backend, Operation, Product, Service, Subscription


@dataclass(slots=True)
class Request:
    """`context.Request`; `url` becomes the backend's, `original_url` stays the caller's."""

    method: str
    url: Url
    original_url: Url
    headers: Headers
    body: bytes
    ip_address: str
    matched_parameters: dict[str, str]
    base_path: str = ""
    """The path of the backend's own URL, which `url.path` starts with."""
    host: str = ""
    """The `Host` header as the caller sent it."""

    def rebase(self, base: Url) -> None:
        """Sends the request to another backend; the rest of the path and the query stay.

        `http://old/v1/items?page=2` with the base path `/v1`, rebased to `http://new/v2`, becomes
        `http://new/v2/items?page=2`.
        """
        path = base.path + self.url.path[len(self.base_path) :]
        self.url = Url(base.scheme, base.host, base.port, path, self.url.query)
        self.base_path = base.path


@dataclass(slots=True)
class Response:
    """`context.Response`."""

    status: int
    reason: str
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class LastError:
    """`context.LastError`: the error that stopped the pipeline, and its place."""

    source: str
    reason: str
    message: str
    scope: str = ""
    section: str = ""
    path: str = ""
    policy_id: str = ""


@dataclass(slots=True, init=False)
class Exchange:
    """The state of one request; made when an operation has matched."""

    service: Service
    api: Api | None
    operation: Operation | None
    product: Product | None
    subscription: Subscription | None
    request: Request
    response: Response | None
    draft: Response | None
    """The response that return-response makes, while expressions go on to see `response`."""
    backend: Backend | None
    variables: dict[str, object]
    last_error: LastError | None
    finished: bool
    """Set when a policy has made the final response: the rest of the pipeline is skipped."""
    final_headers: list[tuple[str, str]]
    """Headers that the response gets when it leaves, an error's too: CORS, remaining calls."""
    started: float
    _request_id: str
    _timestamp: datetime | None

    def __init__(
        self,
        service: Service,
        api: Api | None,
        operation: Operation | None,
        request: Request,
    ) -> None:
        """Sets every field by hand, at half the cost of the `__init__` that dataclass generates."""
        self.service = service
        self.api = api
        self.operation = operation
        self.request = request
        self.product = self.subscription = self.backend = None
        self.response = self.draft = self.last_error = None
        self.variables = {}
        self.finished = False
        self.final_headers = []
        self.started = time.monotonic()
        self._request_id = ""
        self._timestamp = None

    @property
    def request_id(self) -> str:
        """`context.RequestId`, made when first asked for: most requests never do."""
        if not self._request_id:
            self._request_id = str(uuid.uuid4())
        return self._request_id

    @property
    def timestamp(self) -> datetime:
        """`context.Timestamp`: the time of the request's arrival, UTC."""
        if self._timestamp is None:  # the wall clock is read late, but for the time of arrival
            elapsed = time.monotonic() - self.started
            self._timestamp = datetime.fromtimestamp(time.time() - elapsed, UTC)
        return self._timestamp
